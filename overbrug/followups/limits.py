"""How many addresses an hour may come from one seat and from one table.

A device drops its cookie and sits down anew, so the table counts as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core.counting import count_one

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat

WINDOW_S = 3600
MOST_PER_SEAT = 10
MOST_PER_TABLE = 30


def is_too_often(seat: Seat) -> bool:
    """Count one more; True when it is too many for this hour."""
    of_seat = count_one(f"left-address-seat-{seat.public_id}", seconds=WINDOW_S)
    of_table = count_one(f"left-address-table-{seat.table.public_id}", seconds=WINDOW_S)
    return of_seat > MOST_PER_SEAT or of_table > MOST_PER_TABLE
