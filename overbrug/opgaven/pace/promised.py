"""Where it goes when promises hold: the same walk, and what each promise is said to add.

For each of 2,000 draws: one value of the walk at that moment (its middle plus Student's t times how
far it may be off), and of each promise one effect between its lowest and its highest (PERT: a beta
distribution with weight 4 on the likely value). The band holds the middle 80 % of the sums.
The draws come from one stored seed, so that a page that is opened again shows the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overbrug.opgaven.estimate.pert import DRAWS, Estimate

from .forecast import LEVEL, Band, Forecast


@dataclass(frozen=True)
class Outcome:
    """The band at a moment, and how likely the goal is, from 0 to 1."""

    band: Band
    chance: float


def if_they_hold(
    forecast: Forecast,
    effects: Sequence[Estimate],
    *,
    at: float,
    goal: float,
    is_better_up: bool,
    seed: int,
) -> Outcome:
    """What is likely at a moment when all these promises were kept by then."""
    import numpy  # late: it comes with the library for Student's t

    rng = numpy.random.default_rng(seed)
    walk = forecast.draws(at, rng.standard_t(forecast.steps - 1, DRAWS))
    total = walk + sum(effect.draws(rng) for effect in effects)
    if forecast.bounds:
        total = numpy.clip(total, forecast.bounds.lowest, forecast.bounds.highest)
    tail = (1 - LEVEL) / 2
    low, middle, high = (float(v) for v in numpy.quantile(total, [tail, 0.5, 1 - tail]))
    reached = total >= goal if is_better_up else total <= goal
    return Outcome(Band(at, low, middle, high), float(reached.mean()))
