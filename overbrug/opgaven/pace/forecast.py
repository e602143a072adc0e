"""Where it goes when nothing changes: a random walk with drift, and how far it may be off.

Between two measurements the value moves by drift * time, plus chance with a variance that grows
with the time between them. For n steps that together take L years:

    drift = (y - y0) / L
    s^2   = sum((step - drift * dt)^2 / dt) / (n - 1)
    band  = y + drift * h  ±  t(n - 1) * s * sqrt(h + h^2 / L)

With equal steps this is the usual formula: drift is their mean and s their standard deviation.
The second term under the root is what is not known of the drift itself. Never a straight line
through the points with its own band: on series that wander such a band of 80 % holds half the time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .series import Point, in_order

FEWEST = 4
LEVEL = 0.8
# Nearer to its bound than this share of the range nothing is told apart: the logit has no end.
AT_THE_EDGE = 0.005


@dataclass(frozen=True)
class Bounds:
    """Between which two values it must lie, such as 0 and 100 per cent."""

    lowest: float
    highest: float

    def squeeze(self, value: float) -> float:
        """The logit of the value."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        share = min(max(share, AT_THE_EDGE), 1 - AT_THE_EDGE)
        return math.log(share / (1 - share))

    def stretch(self, logit: float) -> float:
        """The value of a logit."""
        return self.lowest + (self.highest - self.lowest) / (1 + math.exp(-logit))


@dataclass(frozen=True)
class Band:
    """What is likely at a moment: the middle, and between which two it is with chance LEVEL."""

    at: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """A walk that was seen for a while, and what may come of it."""

    last: Point  # on the scale of the walk
    drift: float
    spread: float
    steps: int
    years: float
    bounds: Bounds | None

    def at(self, moment: float) -> Band:
        """The band at a moment after the last measurement."""
        ahead = moment - self.last.at
        middle = self.last.value + self.drift * ahead
        half = _student().stdtrit(self.steps - 1, (1 + LEVEL) / 2) * self._off(ahead)
        low, between, high = map(self._shown, (middle - half, middle, middle + half))
        return Band(moment, low, between, high)

    def chance(self, goal: Point, *, is_better_up: bool) -> float:
        """How likely the value is at `goal` or past it at that moment, from 0 to 1."""
        ahead = goal.at - self.last.at
        aim = self.bounds.squeeze(goal.value) if self.bounds else goal.value
        short = aim - self.last.value - self.drift * ahead
        short *= 1 if is_better_up else -1
        return 1 - float(_student().stdtr(self.steps - 1, short / self._off(ahead)))

    def draws(self, moment: float, standard: Any) -> Any:
        """An array of values at a moment, of as many draws of Student's t with `steps - 1`."""
        import numpy

        ahead = moment - self.last.at
        walk = self.last.value + self.drift * ahead + self._off(ahead) * standard
        if self.bounds is None:
            return walk
        low, high = self.bounds.lowest, self.bounds.highest
        return low + (high - low) / (1 + numpy.exp(-walk))

    def _off(self, ahead: float) -> float:
        return self.spread * math.sqrt(ahead + ahead**2 / self.years)

    def _shown(self, value: float) -> float:
        return self.bounds.stretch(value) if self.bounds else float(value)


def forecast(points: Sequence[Point], bounds: Bounds | None = None) -> Forecast | None:
    """None with fewer than four measurements, or when every step was the same: chance is unseen."""
    scale: Callable[[float], float] = bounds.squeeze if bounds else float
    walk = [Point(at, scale(value)) for at, value in in_order(points)]
    if len(walk) < FEWEST:
        return None
    years = walk[-1].at - walk[0].at
    drift = (walk[-1].value - walk[0].value) / years
    off = 0.0
    for before, after in pairwise(walk):
        span = after.at - before.at
        off += (after.value - before.value - drift * span) ** 2 / span
    spread = math.sqrt(off / (len(walk) - 2))
    if spread <= 1e-9 * max(abs(drift), 1e-9):
        return None
    return Forecast(walk[-1], drift, spread, len(walk) - 1, years, bounds)


def _student() -> Any:
    """Student's t of a library that is loaded by the first who asks: it takes a while."""
    from scipy import special

    return special
