"""One figure taken apart: by group of people, and by partner."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.lib.numbers import show_number
from overbrug.opgaven.bridge.gap import Gap
from overbrug.opgaven.models import Indicator, Measurement, Share


class Group(NamedTuple):
    """The last measurement of one group, and how far it is from the target."""

    name: str
    last: Measurement
    left: Decimal | None


def groups_of(gap: Gap, measurements: list[Measurement]) -> list[Group]:
    """Each group once, who is furthest from the target first."""
    last: dict[str, Measurement] = {}
    for measured in sorted(measurements, key=lambda row: (row.measured_at, row.pk)):
        if measured.group:
            last[measured.group] = measured
    can_compare = gap.baseline is not None and gap.target is not None
    found = [
        Group(name, row, gap.left_of(row.value) if can_compare else None)
        for name, row in last.items()
    ]
    return sorted(found, key=lambda group: (-(group.left or 0), group.name))


@dataclass(frozen=True)
class Shares:
    """Which part of the way from the start to the target each party takes."""

    indicator: Indicator
    rows: list[Share]

    @property
    def way(self) -> Decimal | None:
        """From the start to the target, as an amount."""
        start, target = self.indicator.baseline, self.indicator.target
        return None if start is None or target is None else abs(target - start)

    @property
    def together(self) -> Decimal:
        """What the parties take together."""
        return sum((share.value for share in self.rows), Decimal(0))

    @property
    def words(self) -> str:
        """How much of the way that is."""
        facts = {"sum": self._show(self.together), "way": self._show(self.way or Decimal(0))}
        if not self.way:
            return _("Together: %(sum)s.") % facts
        facts["left"] = self._show(self.way - self.together)
        if self.together < self.way:
            words = _(
                "From the start to the target is %(way)s. Together they take %(sum)s. "
                "Of %(left)s nobody said who takes it."
            )
            return words % facts
        words = _("From the start to the target is %(way)s. Together they take %(sum)s.")
        return words % facts

    def _show(self, amount: Decimal) -> str:
        number = show_number(amount, language=get_language() or "nl")
        return f"{number} {self.indicator.unit}".strip()


def shares_of(indicator: Indicator) -> Shares:
    """Who takes which part of its target, the largest first."""
    return Shares(indicator, list(indicator.shares.all()))
