"""What time takes away: typed addresses of links that expired, registered ones that ended."""

from __future__ import annotations

from datetime import datetime

from overbrug.commitments.actions import end_run_out
from overbrug.commitments.models import AnswerLink


def forget_addresses(now: datetime) -> int:
    """Erase the addresses that nothing needs any more; an address that ended stops its links."""
    gone = AnswerLink.objects.exclude(email="").filter(expires_at__lte=now).update(email="")
    return gone + end_run_out(now)
