"""An amount of which one knows at least, likely and at most: its mean, and draws of it.

PERT: the beta distribution between the two ends with weight 4 on the likely value. Its mean is
(low + 4 likely + high) / 6. Source: Malcolm, Roseboom, Clark and Fazar (1959), and nearly every
handbook on planning since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DRAWS = 2_000
WEIGHT = 4


@dataclass(frozen=True)
class Estimate:
    """Never low > likely or likely > high."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """What it is on average."""
        return (self.low + WEIGHT * self.likely + self.high) / (WEIGHT + 2)

    def draws(self, rng: Any, count: int = DRAWS) -> Any:
        """So many draws from a generator of numpy; without a range always the same."""
        import numpy

        width = self.high - self.low
        if width <= 0:
            return numpy.full(count, float(self.likely))
        before = 1 + WEIGHT * (self.likely - self.low) / width
        after = 1 + WEIGHT * (self.high - self.likely) / width
        return self.low + width * rng.beta(before, after, count)


@dataclass(frozen=True)
class Total:
    """Several estimates together: half of the times it is less than `p50`, 8 of 10 than `p80`."""

    p50: float
    p80: float


def total(estimates: Sequence[Estimate], *, seed: int) -> Total:
    """The sum of these, drawn apart from one another. The same seed gives the same."""
    import numpy

    if not estimates:
        return Total(0.0, 0.0)
    rng = numpy.random.default_rng(seed)
    summed = sum(estimate.draws(rng) for estimate in estimates)
    half, most = numpy.quantile(summed, [0.5, 0.8])
    return Total(float(half), float(most))
