"""How much of the document each seat brought: nobody leaves the others without room to write."""

from __future__ import annotations

from .limits import Limits


class Shares:
    """Bytes for each seat since the room was loaded.

    A letter costs tens of bytes as an update and about one in a snapshot. So what came since the
    last snapshot is counted as it came, and at the next as what it then turns out to take.
    """

    __slots__ = ("_base", "_fresh", "_limits", "_settled")

    def __init__(self, limits: Limits, size: int) -> None:
        self._limits = limits
        self._base = size
        self._settled: dict[str, int] = {}
        self._fresh: dict[str, int] = {}

    def of(self, seat: str) -> int:
        return self._settled.get(seat, 0) + self._fresh.get(seat, 0)

    def is_over(self, seat: str, more: int, size: int) -> bool:
        """Is this more than one seat may bring, or than half of what the others left?"""
        mine = self._settled.get(seat, 0) + self._fresh.get(seat, 0)
        limits = self._limits
        left = limits.document_bytes - size + mine
        return mine + more > limits.share_bytes or 2 * (mine + more) > left

    def bring(self, seat: str, size: int) -> None:
        self._fresh[seat] = self._fresh.get(seat, 0) + size

    def settle(self, size: int) -> None:
        """The document was made small again, and is this size now."""
        grown, came = max(0, size - self._base), sum(self._fresh.values())
        for seat, bytes_ in self._fresh.items():
            self._settled[seat] = self._settled.get(seat, 0) + bytes_ * min(grown, came) // came
        self._fresh.clear()
        self._base = size
