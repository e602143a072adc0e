"""How much of the gap is closed: s = (baseline - now) / (baseline - target)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import floor


@dataclass(frozen=True)
class Value:
    """One measured value at a moment, with its range when there is one."""

    moment: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Gap:
    """The leading indicator as the drawing needs it; anything may be unknown."""

    baseline: Value | None = None
    target: Decimal | None = None
    values: tuple[Value, ...] = ()

    @cached_property
    def now(self) -> Value | None:
        """The last measurement."""
        return max(self.values, key=lambda v: v.moment, default=None)

    @cached_property
    def is_measured(self) -> bool:
        """True when the width can be drawn to scale."""
        known = self.baseline is not None and self.target is not None and self.now is not None
        return known and self._span() != 0

    @cached_property
    def closed(self) -> float:
        """The share that is closed: below 0 the gap widened, from 1 on there is none."""
        return self._share(self.now.value) if self.is_measured and self.now else 0.0

    @property
    def closed_between(self) -> tuple[float, float] | None:
        """The same for both ends of the range of the last measurement, the widest gap first."""
        if not self.is_measured or self.now is None:
            return None
        low = self.now.value if self.now.low is None else self.now.low
        high = self.now.value if self.now.high is None else self.now.high
        if low == high:
            return None
        first, last = sorted((self._share(low), self._share(high)))
        return first, last

    def left_of(self, value: Decimal) -> Decimal:
        """How far this value is from the target; never below nothing."""
        assert self.target is not None
        gap = value - self.target if self._span() > 0 else self.target - value
        return max(gap, Decimal(0))

    def _span(self) -> Decimal:
        assert self.baseline is not None
        assert self.target is not None
        return self.baseline.value - self.target

    def _share(self, value: Decimal) -> float:
        assert self.baseline is not None
        return float((self.baseline.value - value) / self._span())


def percent(share: float) -> int:
    """A share in whole per cents, rounded down: 99.9 % closed is not closed."""
    return floor(share * 100 + 1e-9)
