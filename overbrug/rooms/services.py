"""What every room of an engine shares."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from .committer import Committer
from .limits import Limits


def wall_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Steady:
    """A clock for durations: like another clock, but it never runs back."""

    __slots__ = ("_last", "_lost", "_now")

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._last = now()
        self._lost = 0

    def __call__(self) -> int:
        now = self._now()
        if now < self._last:
            self._lost += self._last - now
        self._last = now
        return now + self._lost


@dataclass(frozen=True, slots=True)
class Services:
    """Clocks, limits and the way to the disk."""

    now: Callable[[], int]
    steady: Callable[[], int]
    limits: Limits
    committer: Committer
    # This table cannot go on in memory: it is loaded afresh.
    on_broken: Callable[[str], None]
    # This table went to another step, finished, or goes on after all; the step it left forward.
    on_moved: Callable[[str, bool, str], None]
