"""Numbers in time, as every calculation here takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A value at a moment; the moment in years with a fraction (`lib.moments.position`)."""

    at: float
    value: float


@dataclass(frozen=True)
class Course:
    """From where, to where, and where one is now."""

    start: Point
    goal: Point
    now: Point
    is_better_up: bool

    @property
    def sign(self) -> int:
        """+1 when more is better, -1 when less is."""
        return 1 if self.is_better_up else -1

    @property
    def is_reached(self) -> bool:
        """Whether the value of now is at the target, or past it."""
        return (self.now.value - self.goal.value) * self.sign >= 0

    @property
    def is_measured(self) -> bool:
        """Whether time passed since the start, and the target lies after it at another value."""
        is_later = self.now.at > self.start.at and self.goal.at > self.start.at
        return is_later and self.goal.value != self.start.value


def in_order(points: Sequence[Point]) -> list[Point]:
    """Sorted in time, with of each moment the last that was given."""
    return [Point(at, value) for at, value in sorted(dict(points).items())]
