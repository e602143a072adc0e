"""What promises are said to change. Another app brings them, as it brings the spans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from overbrug.opgaven.models import Indicator


@dataclass(frozen=True)
class Claimed:
    """One promise: what its party says it changes, in the unit of the indicator."""

    who: str
    what: str
    address: str
    low: Decimal
    likely: Decimal
    high: Decimal
    by: str  # the moment at which it is complete
    # Two other organisations read it and find it plausible: only then it is counted.
    is_reviewed: bool


Bring = Callable[[Indicator], list[Claimed]]
_bring: Bring = lambda indicator: []  # noqa: E731


def register(bring: Bring) -> None:
    """Let this app bring the firm promises that say what they change of an indicator.

    Only those that everyone may read who reads the opgave: a band is the same for each reader.
    """
    global _bring
    _bring = bring


def claimed_of(indicator: Indicator) -> list[Claimed]:
    """What firm promises are said to change."""
    return _bring(indicator)
