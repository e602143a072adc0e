"""What follow-ups hear: how a mail ended, and that a link is gone with all around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete

from overbrug.core.events import listen
from overbrug.followups.actions import link_reached_nobody, stop
from overbrug.followups.models import FollowUp, FollowUpLink
from overbrug.outbox.actions import withdraw

if TYPE_CHECKING:
    from overbrug.outbox.models import OutgoingMail


def connect() -> None:
    """Start listening."""
    listen("mail_bounced", bounced)
    listen("mail_given_up", given_up)
    listen("seat_revoked", seat_gone)
    # A conversation that is erased takes its links along; what waits about them goes too.
    post_delete.connect(link_deleted, sender=FollowUpLink, dispatch_uid="follow-up-link")


def bounced(*, mail: OutgoingMail) -> None:
    """There is no such address: it is forgotten."""
    if link := _link_of(mail):
        link_reached_nobody(link, is_for_good=True)


def given_up(*, mail: OutgoingMail) -> None:
    """The mail server was away for days: the second mail may still come through."""
    if link := _link_of(mail):
        link_reached_nobody(link, is_for_good=False)


def seat_gone(*, seat_id: str, **_facts: Any) -> None:
    """Who stands up takes the address along. A seat that was only taken back is still there."""
    gone = FollowUp.objects.filter(seat__public_id=seat_id, seat__revoked_at__isnull=False)
    for follow_up in gone:
        stop(follow_up)


def link_deleted(instance: FollowUpLink, **_facts: Any) -> None:
    """Nothing is sent about what is no longer there."""
    withdraw(instance)


def _link_of(mail: OutgoingMail) -> FollowUpLink | None:
    if mail.about_type != FollowUpLink._meta.label_lower:
        return None
    return FollowUpLink.objects.filter(pk=mail.about_id).select_related("follow_up").first()
