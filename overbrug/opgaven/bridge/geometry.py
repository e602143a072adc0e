"""Where everything comes. Only the water is to scale; the deck is a list of equal slices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt


@dataclass(frozen=True)
class Frame:
    """Fixed measures of one drawing, in its own units; y grows downward."""

    top: float
    width: float
    scale: float  # the widest water that fits between the dikes
    right: float  # the right shoreline
    slope: float  # horizontal run of a dike
    deck: float
    camber: float
    crown: float  # thickness of the deck at the top of an arch
    land: float
    water: float
    bed: float
    bottom: float
    pier: float


WIDE = Frame(80, 1200, 900, 1062, 34, 150, 34, 46, 258, 268, 310, 330, 12)
SMALL = Frame(16, 480, 356, 416, 14, 62, 12, 21, 108, 112, 130, 140, 5)


@dataclass(frozen=True)
class Scene:
    """Where land ends and water begins. Worked out once: a drawing asks thousands of times."""

    frame: Frame
    closed: float = 0.0
    is_measured: bool = True
    closed_between: tuple[float, float] | None = None

    @cached_property
    def unit(self) -> float:
        """The width of the water at the start."""
        lowest: float = min(self.closed, *(self.closed_between or (self.closed,)))
        return float(self.frame.scale / max(1.0, 1.0 - lowest))

    def shore(self, closed: float) -> float:
        """The left shoreline when this share is closed."""
        return self.frame.right - self.unit * max(0.0, 1.0 - closed)

    @cached_property
    def now(self) -> float:
        """The left shoreline now."""
        return self.shore(self.closed)

    @cached_property
    def baseline(self) -> float:
        """The left shoreline at the start."""
        return self.frame.right - self.unit

    @cached_property
    def range(self) -> tuple[float, float] | None:
        """Both ends of where the shoreline may be."""
        if self.closed_between is None:
            return None
        first, last = self.closed_between
        return self.shore(first), self.shore(last)

    @property
    def is_closed(self) -> bool:
        """No water is left."""
        return self.is_measured and self.closed >= 1

    @cached_property
    def left(self) -> float:
        """The left end of the deck; it stays as long when land grows beneath it."""
        shores: list[float] = [self.now, self.baseline, *(self.range or ())]
        return min(shores) - self.frame.slope

    @cached_property
    def right(self) -> float:
        """The right end of the deck."""
        return self.frame.right + self.frame.slope

    def deck(self, x: float) -> float:
        """Height of the road: a slight camber."""
        off = (x - self._middle) / self._half
        return self.frame.deck - self.frame.camber * (1 - off * off)

    @cached_property
    def _middle(self) -> float:
        return (self.left + self.right) / 2

    @cached_property
    def _half(self) -> float:
        return (self.right - self.left) / 2

    def arch(self, x: float, start: float, end: float) -> float:
        """Height of the underside of an arch between two piers: an ellipse down to the water."""
        middle, half, spring = (start + end) / 2, (end - start) / 2, self.frame.water + 6
        rise = spring - self.deck(middle) - self.frame.crown
        off = (x - middle) / half
        return spring - rise * sqrt(max(0.0, 1 - off * off))


def between(x0: float, x1: float, count: int = 0) -> list[float]:
    """Evenly spread points from x0 to x1, both included."""
    count = count or max(4, round((x1 - x0) / 5))
    return [x0 + (x1 - x0) * i / count for i in range(count + 1)]


def line(points: list[tuple[float, float]]) -> str:
    """A path through these points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
