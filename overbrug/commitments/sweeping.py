"""What time takes away: typed addresses of links that expired, registered ones that ended."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from overbrug.commitments.models import AnswerLink, RegisteredAddress


def forget_addresses(now: datetime) -> int:
    """Erase the addresses that nothing needs any more."""
    today = timezone.localdate(now)
    gone = AnswerLink.objects.exclude(email="").filter(expires_at__lte=now).update(email="")
    ended = RegisteredAddress.objects.exclude(email="").filter(valid_until__lt=today)
    return gone + ended.update(email="")
