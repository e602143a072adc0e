"""May this device come in? What the door saw is compared with what the room knows by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .errors import TOO_MANY, Refused

if TYPE_CHECKING:
    from .room import Room


def are_seated(room: Room, seats: Sequence[str]) -> bool:
    """Do these seats stand at the table?"""
    return set(seats) <= {seat.id for seat in room.seats}


def are_current(room: Room, epochs: Mapping[str, int]) -> bool:
    """Was none of these seats taken back on another device since the door looked?"""
    return all(epochs.get(seat.id, seat.epoch) == seat.epoch for seat in room.seats)


def must_have_space(room: Room, seats: Sequence[str], read_only: bool) -> None:
    """Raises Refused when the table, or one of these seats, has connections enough."""
    limits, company = room.services.limits, room.company
    screens = company.screens()
    taken = screens if read_only else len(company.connections) - screens
    most = limits.screens_per_table if read_only else limits.connections_per_table
    each = limits.connections_per_screen if read_only else limits.connections_per_seat
    if taken >= most or any(company.count_of(seat) >= each for seat in seats):
        raise Refused(TOO_MANY)
