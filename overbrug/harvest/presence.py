"""Who counts as present when a table approves: rather too many than too few.

Asked of the rooms. A phone sleeps while its owner talks on. So a seat is absent only when the room
knows that it has been away for long; of whom the room knows nothing, it counts as present. Once the
talk was over everyone counts: they went home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.dialogues.presence import away_for
from overbrug.dialogues.queries import people_of

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat, Table

AWAY_MS = 30 * 60 * 1000


def seats_present(table: Table) -> list[Seat]:
    """The people at the table now, in the order they sat down."""
    people = people_of(table)
    if table.ended_at is not None:
        return people
    away = away_for(table.public_id)
    return [seat for seat in people if away.get(seat.public_id, 0) < AWAY_MS]
