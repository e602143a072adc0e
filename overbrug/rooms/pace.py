"""Not so fast: what costs the whole process something is done only now and then."""

from __future__ import annotations

from .errors import CommandRefused
from .limits import Limits

MOVES = frozenset({"begin", "next", "back", "finish", "reopen"})


class SnapshotPace:
    """Making a snapshot takes as long as the text is large, and everybody waits for it."""

    __slots__ = ("_again_ms", "_made_at", "is_due")

    def __init__(self, limits: Limits) -> None:
        self._again_ms = limits.compact_again_ms
        self._made_at: int | None = None
        # Somebody asked too early: the next tick that may, makes it.
        self.is_due = False

    def ask(self, now: int) -> bool:
        """Ask for one: made now, or due later when this is too soon after the last."""
        self.is_due = self._made_at is not None and now - self._made_at < self._again_ms
        return not self.is_due

    def made(self, now: int) -> None:
        self._made_at, self.is_due = now, False


class MovePace:
    """How often a seat may take the table to another step."""

    __slots__ = ("_left", "_limits")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        # For each seat: how many moves were left, and when that was so.
        self._left: dict[str, tuple[float, int]] = {}

    def take(self, seat: str, do: object, now: int) -> None:
        """Raises CommandRefused for a move too many."""
        if not isinstance(do, str) or do not in MOVES:
            return
        most = self._limits.moves_burst
        left, at = self._left.get(seat, (float(most), now))
        left = min(most, left + (now - at) / self._limits.move_ms)
        if left < 1:
            raise CommandRefused("too_fast")
        self._left[seat] = (left - 1, now)
