"""How high does it go? Doubles until something gives way, then halves what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

STEP = 25


class Limit(NamedTuple):
    """The largest number that held, and what came in the way of a larger one."""

    held: int
    stopped_by: str


def climb(holds: Callable[[int], bool | None], *, first: int, most: int) -> Limit:
    """`holds` tries a number: True, False, or None when it could not be tried (void, no time)."""
    low, high, at = 0, 0, first
    while True:
        verdict = holds(at)
        if verdict is None:
            return Limit(low, f"{at} could not be tried")
        if verdict:
            low = at
        else:
            high = at
        if low >= most:
            return Limit(low, f"{most} is the most that is tried")
        if high and high - low <= max(STEP, high // 12):
            return Limit(low, f"{high} did not hold")
        at = _round((low + high) // 2) if high else min(most, at * 2)


def _round(number: int) -> int:
    return max(STEP, number // STEP * STEP)
