"""Seats that end: somebody leaves, or a seat or a big screen is taken away. Tables that finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.actions.practice import keep_a_table_free
from overbrug.dialogues.actions.unnamed import release_unnamed
from overbrug.dialogues.keeping import keeps_its_chairs
from overbrug.dialogues.models import Seat, Table
from overbrug.dialogues.presence import is_here, was_here_lately
from overbrug.dialogues.rules import may_revoke_seat, may_see_dialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser

    from overbrug.accounts.models import User


@transaction.atomic
def leave_seat(seat: Seat) -> None:
    """Somebody stands up. What they wrote stays with the table, under their name."""
    _end(seat)


@transaction.atomic
def revoke_seat(seat: Seat, *, by: User | AnonymousUser, own: Sequence[Seat] = ()) -> None:
    """Take a seat away: the organiser any seat, the table a screen or an empty chair."""
    if not may_revoke_seat(by, seat, own=own):
        raise NotAllowed(_("You may not take this seat away."))
    is_organiser = may_see_dialogue(by, seat.table.dialogue)
    if not is_organiser and seat.kind == Seat.Kind.PERSON:
        _must_be_free(seat)
    if _end(seat):
        who = by if by.is_authenticated and is_organiser else None
        record("seat_revoked", seat, by=who, role="" if who else "seat")


def _must_be_free(seat: Seat) -> None:
    """A broken line is no empty chair, and who is to agree keeps the chair."""
    name = {"name": seat.name}
    if is_here(seat):
        raise Refused(_("%(name)s is at the table right now.") % name, field="seat")
    if was_here_lately(seat):
        words = _("%(name)s was here a moment ago. Wait a minute and try again.")
        raise Refused(words % name, field="seat")
    if keeps_its_chairs(seat.table):
        words = _(
            "The table is deciding what to share. Until then %(name)s keeps the chair. "
            "Does it have to be now? Ask the organiser."
        )
        raise Refused(words % name, field="seat")


def revoke_screen(seat: Seat, *, by: User | AnonymousUser, own: Sequence[Seat] = ()) -> None:
    """Take a big screen away; its socket closes within seconds."""
    if seat.kind != Seat.Kind.SCREEN:
        raise Refused(_("This is not a big screen."), field="seat")
    revoke_seat(seat, by=by, own=own)


@transaction.atomic
def mark_finished(table: Table, *, is_finished: bool = True) -> None:
    """The room says that the table has finished, or goes on after all."""
    is_first_end = table.first_ended_at is None
    table.finished_at = timezone.now() if is_finished else None
    table.first_ended_at = table.first_ended_at or table.finished_at
    table.save(update_fields=["finished_at", "first_ended_at"])
    if is_finished:
        release_unnamed(table, is_first_end=is_first_end)
        keep_a_table_free(table.dialogue)


def _end(seat: Seat) -> bool:
    ended = Seat.objects.filter(pk=seat.pk, revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        for screen in Seat.objects.filter(made_by=seat, revoked_at=None):
            _end(screen)
        announce("seat_revoked", table_id=seat.table.public_id, seat_id=seat.public_id)
        announce("seats_changed", table_id=seat.table.public_id)
    return bool(ended)
