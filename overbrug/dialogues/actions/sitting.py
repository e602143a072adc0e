"""Sitting down, and finding an own seat back. Two people never get the same last seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.actions.practice import keep_a_table_free
from overbrug.dialogues.keeping import keeps_its_chairs
from overbrug.dialogues.models import FEWEST_SEATS, Dialogue, Seat
from overbrug.dialogues.naming import named_apart
from overbrug.dialogues.presence import is_here, was_here_lately
from overbrug.dialogues.queries import form_hash, seat_of_form, tables_of
from overbrug.dialogues.rules import held_before, may_take_back
from overbrug.dialogues.words import person_name, short_note
from overbrug.lib.text import initials

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overbrug.dialogues.models import Table
    from overbrug.dialogues.seat_cookie import Claim


@transaction.atomic
def sit_down(
    dialogue: Dialogue,
    *,
    name: str,
    number: int | None = None,
    note: str = "",
    join_token: str = "",
) -> Seat:
    """Give somebody a seat, at table `number` or where one is needed most.

    The same `join_token` gives the same seat: a form that is sent twice seats one person.
    """
    name, note = person_name(name), short_note(note)
    # SQLite begins every transaction with the write lock; on PostgreSQL this row is the queue.
    fresh = Dialogue.objects.select_for_update().select_related("card_version").get(pk=dialogue.pk)
    if seat := seat_of_form(fresh, join_token):
        return seat
    if not fresh.is_joinable():
        raise Refused(
            _(
                "This code opens no table now. Is it right? Then the conversation is closed, full "
                "or over. Ask at the table."
            ),
            field="code",
        )
    key = form_hash(fresh, join_token) if join_token else None
    if key:  # somebody stood up and sends the same form again: that is a new seat
        Seat.objects.filter(join_token=key).update(join_token=None)
    table = _table_for(fresh, number)
    name = named_apart(name, table.seats.values_list("name", flat=True))
    seat = Seat.objects.create(
        table=table,
        name=name,
        initials=initials(name)[:4],
        note=note,
        join_token=key,
        came_after_end=table.first_ended_at is not None,
    )
    keep_a_table_free(fresh)
    announce("seats_changed", table_id=seat.table.public_id)
    return seat


@transaction.atomic
def take_back_seat(dialogue: Dialogue, seat_id: str, *, held: Iterable[Claim] = ()) -> Seat:
    """Give somebody who lost the cookie their seat on this device; the old device loses it.

    Whoever holds the code may ask, so it works only while nobody sits on that seat, the talk goes
    on and nothing is being decided, and the table is told. Otherwise only a device that `held` it
    goes back. Answers that were for that person alone stay with the old device, which finds them
    again when it takes the seat back in turn.
    """
    seat = (
        Seat.objects.select_for_update()
        .select_related("table__dialogue")
        .filter(table__dialogue=dialogue, public_id=seat_id, kind=Seat.Kind.PERSON, revoked_at=None)
        .first()
    )
    if seat is None:
        raise Refused(_("That seat is no longer there. Sit down anew."), field="seat")
    if not may_take_back(seat, held=held):
        raise Refused(after_the_end(), field="name")
    _must_be_away(seat)
    if keeps_its_chairs(seat.table) and not held_before(seat, held):
        words = _(
            "The table is deciding what to share. Until then the chair of %(name)s waits for the "
            "phone that sat here. Do you want to write now? Sit down on a new chair."
        )
        raise Refused(words % {"name": seat.name}, field="seat")
    seat.epoch += 1
    seat.save(update_fields=["epoch"])
    record("seat_taken_back", seat)
    announce("seat_revoked", table_id=seat.table.public_id, seat_id=seat.public_id)
    announce("seats_changed", table_id=seat.table.public_id)
    return seat


def _must_be_away(seat: Seat) -> None:
    if is_here(seat):
        raise Refused(
            _("%(name)s is at the table right now, on another device.") % {"name": seat.name},
            field="seat",
        )
    if was_here_lately(seat):
        raise Refused(
            _("%(name)s was here a moment ago. Wait a minute and try again.") % {"name": seat.name},
            field="seat",
        )


def after_the_end() -> str:
    """What to do after the end, for who comes on another device."""
    return _(
        "This conversation is over. Now you only go back on the phone with which you sat here. "
        "Lost it? Ask somebody at your table to send it to you."
    )


def _table_for(dialogue: Dialogue, number: int | None) -> Table:
    tables = list(tables_of(dialogue))
    going = [t for t in tables if t.finished_at is None]
    free = [t for t in going if t.taken < dialogue.seats_per_table]
    if not going:
        raise Refused(_("This conversation has finished. Nobody new sits down."), field="table")
    if not free:
        raise Refused(_("All tables are full. Ask the organiser for a table more."), field="table")
    if number is None:
        return neediest(free)
    chosen = next((t for t in tables if t.number == number), None)
    if chosen is None:
        raise Refused(_("There is no table %(number)s.") % {"number": number}, field="table")
    if chosen.finished_at is not None:
        raise Refused(
            _("Table %(number)s has finished. Choose another table.") % {"number": number},
            field="table",
        )
    if chosen not in free:
        raise Refused(
            _("Table %(number)s is full. There is room at table %(free)s.")
            % {"number": number, "free": ", ".join(str(t.number) for t in free)},
            field="table",
        )
    return chosen


def neediest(free: list[Table]) -> Table:
    """First make each begun table a group of three, one after the other; then spread evenly."""
    small = [t for t in free if t.taken < FEWEST_SEATS]
    if small:
        return min(small, key=lambda t: t.number)
    return min(free, key=lambda t: (t.taken, t.number))
