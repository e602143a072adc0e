"""Bringing together what a table left behind: the room's record, unnamed lines, own answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core import room_log
from overbrug.core.errors import NotAllowed
from overbrug.dialogues.account_of_table import Person, Written
from overbrug.dialogues.models import Seat
from overbrug.dialogues.queries import private_answers, shown_unnamed
from overbrug.dialogues.rules import may_read_table
from overbrug.rooms.reading import read_table

if TYPE_CHECKING:
    from overbrug.dialogues.models import Table


def written_at(table: Table, *, own: list[Seat]) -> Written:
    """What is durably written at `table`, with the answers that `own` seats kept for themselves."""
    if not may_read_table(table, own=own):
        raise NotAllowed
    record = read_table(room_log.shelf(), table.public_id)
    seats = table.seats.filter(kind=Seat.Kind.PERSON)
    return Written(
        people=[Person(s.public_id, s.name, s.note, s.revoked_at is not None) for s in seats],
        texts=record.texts,
        writers=record.writers,
        is_unreadable=record.is_unreadable,
        values=record.state.get("values", {}),
        unnamed=shown_unnamed(table),
        private={s.public_id: private_answers(s) for s in own if s.table_id == table.pk},
    )
