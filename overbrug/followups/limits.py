"""How many addresses an hour may come from one seat and from one table.

A device drops its cookie and sits down anew, so the table counts as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat

WINDOW_S = 3600
MOST_PER_SEAT = 10
MOST_PER_TABLE = 30


def is_too_often(seat: Seat) -> bool:
    """Count one more; True when it is too many for this hour."""
    of_seat = _add_one(f"left-address-seat-{seat.public_id}")
    of_table = _add_one(f"left-address-table-{seat.table.public_id}")
    return of_seat > MOST_PER_SEAT or of_table > MOST_PER_TABLE


def _add_one(key: str) -> int:
    cache.add(key, 0, WINDOW_S)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two lines
        return 1
