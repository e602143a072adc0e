"""A stop that lasts: who stopped our mails gets none, whoever gives the address again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from overbrug.followups.actions.ending import link_reached_nobody, stop
from overbrug.followups.models import FollowUpLink, MailedAddress
from overbrug.outbox.actions import withdraw
from overbrug.outbox.writing import mailbox_of

if TYPE_CHECKING:
    from datetime import datetime

KEPT = timedelta(days=90)


def note_mailed(link: FollowUpLink, *, email: str, now: datetime) -> None:
    """Remember that this link went to this address; without our key nobody reads which."""
    MailedAddress.objects.create(key=_key(mailbox_of(email)), token_hash=link.hash, written_at=now)


def is_stopped(email: str, *, now: datetime | None = None) -> bool:
    """Whether who has this address stopped our mails less than 90 days ago."""
    since = (now or timezone.now()) - KEPT
    # The second key finds a stop from before addresses of one mailbox counted as one.
    keys = {_key(mailbox_of(email)), _key(email)}
    return MailedAddress.objects.filter(key__in=keys, stopped_at__gt=since).exists()


def was_mailed(token_hash: str) -> bool:
    """Whether a mail with this link went out, also when the follow-up itself is gone."""
    return MailedAddress.objects.filter(token_hash=token_hash).exists()


@transaction.atomic
def stop_for_good(token_hash: str) -> None:
    """The link of a mail stops all these mails to that mailbox, and erases what it is about."""
    mailed = MailedAddress.objects.filter(token_hash=token_hash)
    mailed.update(stopped_at=timezone.now())
    link = FollowUpLink.objects.filter(hash=token_hash).select_related("follow_up").first()
    if link is not None:
        stop(link.follow_up)
    _take_back_waiting(list(mailed.values_list("key", flat=True)))


def forget_mailed(now: datetime) -> int:
    """Forget the keyed hashes after 90 days."""
    old = MailedAddress.objects.filter(written_at__lte=now - KEPT)
    return old.exclude(stopped_at__gt=now - KEPT).delete()[0]


def _take_back_waiting(keys: list[str]) -> None:
    """What other conversations have in the outbox for this mailbox does not go either.

    Who left the address there reads nothing of the stop: the link ends as if nobody was reached.
    """
    hashes = MailedAddress.objects.filter(key__in=keys).values("token_hash")
    links = FollowUpLink.objects.filter(hash__in=hashes, revoked_at=None, used_at=None)
    for link in links.select_related("follow_up"):
        if withdraw(link):
            link_reached_nobody(link, is_for_good=False)


def _key(email: str) -> str:
    return salted_hmac("overbrug.followups.mailed", email, algorithm="sha256").hexdigest()
