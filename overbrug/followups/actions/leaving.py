"""Leaving an address for the next morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.dialogues.models import Seat
from overbrug.followups.models import AFTER, STEP_LENGTH, FollowUp, Round
from overbrug.lib.text import clean_text
from overbrug.outbox.writing import one_address

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def leave_address(
    seat: Seat, *, email: str, step: str, language: str, now: datetime | None = None
) -> FollowUp:
    """Ask this person after two days and after a month; a second time changes what was left.

    Nothing goes into the audit trail: it would tell who did, also where that are fewer than five.
    """
    dialogue = seat.table.dialogue
    if dialogue.is_rehearsal:
        raise Refused(_("This is a rehearsal: no mail is sent from here."), field="email")
    if seat.kind != Seat.Kind.PERSON or seat.revoked_at:
        raise Refused(_("This seat cannot be asked anything any more."))
    address, words = one_address(email), clean_text(step)
    if not words:
        raise Refused(_("Write what you are going to do."), field="step")
    if len(words) > STEP_LENGTH:
        raise Refused(
            _("Make it shorter: at most %(most)s characters.") % {"most": STEP_LENGTH}, field="step"
        )
    # The row of the seat is the lock: two taps on one button make one.
    Seat.objects.select_for_update().get(pk=seat.pk)
    kept = FollowUp.objects.filter(seat=seat).first()
    if kept is not None and not kept.may_change:
        raise Refused(_("The first mail has gone. You can still stop the mails."), field="email")
    if kept is None:
        begins = _counts_from(seat, now or timezone.now())
        kept = FollowUp(
            dialogue=dialogue,
            seat=seat,
            counts_from=begins,
            next_at=begins + AFTER[Round.TWO_DAYS],
        )
    kept.email, kept.step, kept.language = address, words, language[:8]
    kept.save()
    return kept


def _counts_from(seat: Seat, now: datetime) -> datetime:
    """The end of the conversation, unless it is so long ago that its first mail is too late."""
    ended = seat.table.finished_at
    if ended is not None and now - AFTER[Round.TWO_DAYS] < ended <= now:
        return ended
    return now
