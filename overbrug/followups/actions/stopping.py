"""A stop that lasts: who stopped our mails gets none, whoever gives the address again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from overbrug.followups.actions.ending import stop
from overbrug.followups.models import FollowUpLink, MailedAddress

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(days=90)


def note_mailed(link: FollowUpLink, *, email: str, now: datetime) -> None:
    """Remember that this link went to this address; without our key nobody reads which."""
    MailedAddress.objects.create(key=_key(email), token_hash=link.hash, written_at=now)


def is_stopped(email: str, *, now: datetime | None = None) -> bool:
    """Whether who has this address stopped our mails less than 90 days ago."""
    since = (now or timezone.now()) - KEPT
    return MailedAddress.objects.filter(key=_key(email), stopped_at__gt=since).exists()


def was_mailed(token_hash: str) -> bool:
    """Whether a mail with this link went out, also when the follow-up itself is gone."""
    return MailedAddress.objects.filter(token_hash=token_hash).exists()


@transaction.atomic
def stop_for_good(token_hash: str) -> None:
    """The link of a mail stops all these mails to that address, and erases what it is about."""
    MailedAddress.objects.filter(token_hash=token_hash).update(stopped_at=timezone.now())
    link = FollowUpLink.objects.filter(hash=token_hash).select_related("follow_up").first()
    if link is not None:
        stop(link.follow_up)


def forget_mailed(now: datetime) -> int:
    """Forget the keyed hashes after 90 days."""
    old = MailedAddress.objects.filter(written_at__lte=now - KEPT)
    return old.exclude(stopped_at__gt=now - KEPT).delete()[0]


def _key(email: str) -> str:
    return salted_hmac("overbrug.followups.mailed", email, algorithm="sha256").hexdigest()
