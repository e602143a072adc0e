"""Indicators in words and with a small chart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.lib.moments import year_of
from overbrug.lib.numbers import show_number
from overbrug.opgaven.breakdown import Group, Shares, groups_of, shares_of
from overbrug.opgaven.bridge.chart import Goal, Span, chart
from overbrug.opgaven.bridge.gap import Gap, percent
from overbrug.opgaven.gap_words import gap_of
from overbrug.opgaven.models import Indicator, Measurement, Opgave
from overbrug.opgaven.outlook import Outlook

MOST_BESIDE = 3


@dataclass(frozen=True)
class Reading:
    """One indicator as the page shows it."""

    indicator: Indicator
    gap: Gap
    measurements: list[Measurement]  # those of groups too

    @property
    def newest_first(self) -> list[Measurement]:
        """As a table of them is read."""
        return self.measurements[::-1]

    @property
    def latest(self) -> list[Measurement]:
        """The few that stand beside the chart."""
        return [row for row in self.newest_first if not row.group][:MOST_BESIDE]

    @cached_property
    def groups(self) -> list[Group]:
        """The last measurement of each group."""
        return groups_of(self.gap, self.measurements)

    @cached_property
    def shares(self) -> Shares:
        """Which part of the way each party takes."""
        return shares_of(self.indicator)

    @property
    def has_source(self) -> bool:
        """Whether anything says where the figures come from; without, nothing is drawn."""
        return bool(self.indicator.source) or any(row.source for row in self.measurements)

    @property
    def story(self) -> str:
        """From where to where, and what the target is."""
        first, last = self.gap.baseline or self.gap.now, self.gap.now
        found = []
        if first and last and first != last:
            found.append(
                _("From %(first)s (%(first_year)s) to %(last)s (%(last_year)s).")
                % {
                    "first": self._show(first.value),
                    "first_year": year_of(first.moment) or _("no date"),
                    "last": self._show(last.value),
                    "last_year": year_of(last.moment),
                }
            )
        elif last:
            words = {"value": self._show(last.value), "year": year_of(last.moment)}
            found.append(_("It was %(value)s in %(year)s.") % words)
        else:
            found.append(_("Not measured yet."))
        if self.gap.target is None:
            found.append(_("No target chosen yet."))
        elif self.indicator.direction == Indicator.Direction.LESS:
            found.append(_("The target is %(target)s or less.") % self._target())
        else:
            found.append(_("The target is %(target)s or more.") % self._target())
        return " ".join(found)

    @property
    def progress(self) -> str:
        """How much nearer or further than at the start."""
        if not self.gap.is_measured or self.gap.closed == 0:
            return ""
        if self.gap.closed < 0:
            words = _("%(percent)s %% wider than at the start.")
            return words % {"percent": percent(-self.gap.closed + 0.005)}
        if self.gap.closed >= 1:
            return _("The target has been reached.")
        return _("%(percent)s %% closer to the target.") % {"percent": percent(self.gap.closed)}

    @cached_property
    def outlook(self) -> Outlook:
        """Where it goes: pace, speed, what is likely."""
        return Outlook(self.indicator, self.gap)

    @property
    def chart(self) -> SafeString:
        """The line through the start and the measurements."""
        values = [*([self.gap.baseline] if self._has_start else []), *self.gap.values]
        shown = [value for value in values if value and value.moment]
        if not shown or not self.has_source:
            return SafeString("")
        # An element tree made this text: what people typed are text nodes.
        return mark_safe(  # noqa: S308
            chart(
                shown,
                goal=self._goal,
                show=self._show,
                label=f"{self.indicator.name}. {self.story}",
                ahead=[Span(band.at, band.low, band.high) for band in self.outlook.bands],
            )
        )

    @property
    def _goal(self) -> Goal | None:
        if self.gap.target is None:
            return None
        return Goal(self.gap.target, self.indicator.target_at, _("target"))

    @property
    def _has_start(self) -> bool:
        start = self.gap.baseline
        return start is not None and all(v.moment != start.moment for v in self.gap.values)

    def _show(self, value: object) -> str:
        return show_number(value, language=get_language() or "nl")  # type: ignore[arg-type]

    def _target(self) -> dict[str, str]:
        return {"target": self._show(self.gap.target)}


def reading_of(indicator: Indicator) -> Reading:
    """One indicator with all its measurements."""
    return Reading(indicator, gap_of(indicator), list(indicator.measurements.all()))


def readings_of(opgave: Opgave) -> list[Reading]:
    """Every indicator that is counted, the leading one first."""
    return [reading_of(row) for row in opgave.indicators.all() if row.is_number]
