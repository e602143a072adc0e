"""Who is at the tables of one process: what the door, the watch and pages ask of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .limits import Limits
    from .room import Room
    from .services import Services


class Attendance:
    """The questions; an engine brings the rooms. What says so may be asked from any thread."""

    limits: Limits
    _rooms: dict[str, Room]
    _services: Services

    def live_epochs(self) -> dict[str, dict[str, int]]:
        """By table with a connection, the epoch of every seat, screens too: what to check."""
        return {
            table: {seat.id: seat.epoch for seat in room.seats}
            for table, room in tuple(self._rooms.items())
            if room.company.connections
        }

    def loaded_tables(self) -> set[str]:
        """Every table in memory, also those where nobody is at this moment."""
        return set(self._rooms)

    def has_room(self, table: str) -> bool:
        """Is this table in memory here? From any thread."""
        return table in self._rooms

    def companies(self) -> dict[str, tuple[list[str], dict[str, int]]]:
        """By table in memory: the seats that are here, and since when others are away."""
        return {
            table: (sorted(room.company.here), dict(room.company.away_since))
            for table, room in tuple(self._rooms.items())
        }

    def is_present(self, table: str, seat: str) -> bool:
        """Does this seat have a device at the table? From any thread."""
        room = self._rooms.get(table)
        return room is not None and seat in room.company.here

    def was_present_lately(self, table: str, seat: str) -> bool:
        """Is this seat here, or did it go less than the grace time ago? From any thread."""
        away = self.away_for(table).get(seat, self.limits.grace_ms)
        return away < self.limits.grace_ms or self.is_present(table, seat)

    def away_for(self, table: str) -> dict[str, int]:
        """How long, in ms, each seat that is known to have left is away. From any thread."""
        room = self._rooms.get(table)
        now = self._services.now()
        return {s: now - at for s, at in tuple(room.company.away_since.items())} if room else {}
