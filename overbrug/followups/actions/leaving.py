"""Leaving an address for the next morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.dialogues.models import MOST_SEATS, Dialogue, Seat
from overbrug.followups.actions.stopping import is_stopped
from overbrug.followups.limits import is_too_often
from overbrug.followups.models import AFTER, STEP_LENGTH, FollowUp, Round
from overbrug.followups.queries import follow_up_of
from overbrug.lib.text import clean_text
from overbrug.outbox.queries import in_same_mailbox
from overbrug.outbox.writing import one_address

if TYPE_CHECKING:
    from datetime import datetime


MOST_AT_ONCE = 3  # conversations that may wait to write to one address


@transaction.atomic
def leave_address(
    seat: Seat, *, email: str, step: str, language: str, now: datetime | None = None
) -> FollowUp:
    """Ask this person after two days and after a month; a second time changes what was left.

    Nothing goes into the audit trail: it would tell who did, also where that are fewer than five.
    """
    dialogue = seat.table.dialogue
    if dialogue.is_rehearsal or dialogue.is_example:
        raise Refused(_("This is for practice: no mail is sent from here."), field="email")
    if seat.kind != Seat.Kind.PERSON or seat.revoked_at:
        raise Refused(_("This seat cannot be asked anything any more."))
    words = _step(step)
    # This row is the lock: two taps on one button make one, and so do two seats with one address.
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    kept = follow_up_of(seat)
    address = kept.email if kept is not None and not email else one_address(email)
    if kept is not None and not kept.may_change:
        raise Refused(_("The first mail has gone. You can still stop the mails."), field="email")
    kept = kept or _new(seat, now or timezone.now())
    _must_be_few(kept, seat)
    kept.email, kept.step, kept.language = address, words, language[:8]
    kept.is_silent = _stays_silent(kept)
    kept.save()
    return kept


def _step(step: str) -> str:
    words = clean_text(step)
    if not words:
        raise Refused(_("Write what you are going to do."), field="step")
    if len(words) > STEP_LENGTH:
        raise Refused(
            _("Make it shorter: at most %(most)s characters.") % {"most": STEP_LENGTH}, field="step"
        )
    return words


def _new(seat: Seat, now: datetime) -> FollowUp:
    begins = _counts_from(seat, now)
    return FollowUp(
        dialogue=seat.table.dialogue,
        seat=seat,
        epoch=seat.private_epoch,
        counts_from=begins,
        next_at=begins + AFTER[Round.TWO_DAYS],
    )


def _must_be_few(kept: FollowUp, seat: Seat) -> None:
    """Nobody makes us write to many: a table has nine chairs, and an hour has its end."""
    others = FollowUp.objects.filter(seat__table=seat.table).exclude(pk=kept.pk)
    if is_too_often(seat) or others.count() >= MOST_SEATS:
        raise Refused(
            _("Many addresses came from this table already. Try again in an hour."), field="email"
        )


def _stays_silent(kept: FollowUp) -> bool:
    """One person gets our two mails once for a conversation, and none after a stop.

    Who left it is not told: else anybody could ask us which addresses we know.
    """
    same = FollowUp.objects.filter(in_same_mailbox(kept.email), is_silent=False)
    others = same.exclude(pk=kept.pk)
    has_one = others.filter(dialogue=kept.dialogue).exists()
    return has_one or others.count() >= MOST_AT_ONCE or is_stopped(kept.email)


def _counts_from(seat: Seat, now: datetime) -> datetime:
    """The end of the conversation, unless it is so long ago that its first mail is too late."""
    ended = seat.table.finished_at
    if ended is not None and now - AFTER[Round.TWO_DAYS] < ended <= now:
        return ended
    return now
