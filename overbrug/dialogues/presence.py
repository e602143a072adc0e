"""Whether somebody sits on a seat right now: asked of the room engine of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.rooms import running

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat


def was_here_lately(seat: Seat) -> bool:
    """Whether its device is connected, or was a moment ago: perhaps it only has no network."""
    engine = running.engine
    return bool(engine and engine.was_present_lately(seat.table.public_id, seat.public_id))


def is_here(seat: Seat) -> bool:
    """Whether a device is connected for this seat; without a running engine nobody is."""
    engine = running.engine
    return bool(engine and engine.is_present(seat.table.public_id, seat.public_id))
