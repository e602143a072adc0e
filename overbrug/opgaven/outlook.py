"""Where an indicator goes, in words: its pace, the speed it needs, what is likely by the target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from overbrug.lib.moments import position, year_of
from overbrug.lib.numbers import round_like, round_to, show_number
from overbrug.opgaven.bridge.gap import Gap, Value
from overbrug.opgaven.models import Indicator
from overbrug.opgaven.pace.forecast import FEWEST, Band, Bounds, Forecast, forecast
from overbrug.opgaven.pace.rule import Pace, Verdict, judge
from overbrug.opgaven.pace.series import Course, Point, in_order
from overbrug.opgaven.pace.speed import Speed, speed_of

# A calculated value is shown with so many figures: more would promise what nobody knows.
FIGURES = 3
# A chance nearer to nothing or all than this is not told apart; others in steps of this.
CHANCE_STEP = 5
BANDS = 8

PACE_WORDS: dict[Pace, str | Promise] = {
    Pace.REACHED: gettext_lazy("The target has been reached."),
    Pace.ON_TRACK: gettext_lazy("On course: at this pace the target is reached in time."),
    Pace.TOO_SLOW: gettext_lazy("Forward, but too slow to reach the target in time."),
    Pace.LIMITED: gettext_lazy("Forward, but much too slow to reach the target in time."),
    Pace.WORSE: gettext_lazy("The wrong way."),
}


@dataclass(frozen=True)
class Outlook:
    """One indicator with a target and a date for it; says nothing where nothing can be said."""

    indicator: Indicator
    gap: Gap

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the published rule says."""
        return judge(self._course) if self._course else None

    @property
    def pace(self) -> str:
        """The same in a sentence; empty when the rule says nothing, or the time is over."""
        if self.verdict is None or (self._is_over and self.verdict.pace != Pace.REACHED):
            return ""
        if self.verdict.ratio == 0:
            return _("It stands still.")
        return str(PACE_WORDS[self.verdict.pace])

    @property
    def speed(self) -> str:
        """How fast it must go, beside how fast it went."""
        if self._course is None:
            return ""
        speed = None if self._is_over else speed_of(self._course)
        if speed:
            return self._speed_words(speed)
        if self._is_over and self.verdict and self.verdict.pace != Pace.REACHED:
            words = _(
                "The date of the target has passed (%(year)s). Choose a new one, or a new date."
            )
            return words % {"year": year_of(self.indicator.target_at)}
        return ""

    @property
    def likely(self) -> str:
        """What is likely at the date of the target when nothing changes."""
        if self._course is None or self._is_over:
            return ""
        if len(self._points) < FEWEST:
            words = _("Too few measurements to look ahead: %(count)s, and it takes %(fewest)s.")
            return words % {"count": len(self._points), "fewest": FEWEST}
        if self.forecast is None:
            return _(
                "Every step was the same until now. How far a forecast may be off is not known."
            )
        band = self.forecast.at(self._course.goal.at)
        words = _(
            "If nothing changes it will be between %(low)s and %(high)s in %(year)s: "
            "that is so in 8 of 10 cases. Chance to reach the target: %(chance)s."
        )
        chance = self.forecast.chance(self._course.goal, is_better_up=self._course.is_better_up)
        return words % {**self.between(band), "chance": chance_words(chance)}

    @property
    def bands(self) -> list[Band]:
        """What is likely between the last measurement and the date of the target; may be empty."""
        if self._course is None or self._is_over or self.forecast is None:
            return []
        first, goal = self.forecast.last.at, self._course.goal.at
        steps = range(1, BANDS + 1)
        return [self.forecast.at(first + (goal - first) * step / BANDS) for step in steps]

    @cached_property
    def forecast(self) -> Forecast | None:
        """The walk so far, carried on; None when too little was seen of it."""
        return forecast(self._points, self._bounds)

    @property
    def _bounds(self) -> Bounds | None:
        lowest, highest = self.indicator.lowest, self.indicator.highest
        if lowest is None or highest is None:
            return None
        return Bounds(float(lowest), float(highest))

    @property
    def course(self) -> Course | None:
        """From where, to where, and where one is now; None while the date lies behind us."""
        return None if self._is_over else self._course

    def between(self, band: Band) -> dict[str, str]:
        """The two ends of a band in words, no more exact than the band is wide."""
        width = band.high - band.low
        return {
            "low": show_number(round_like(band.low, width), language=_language()),
            "high": self._with_unit(round_like(band.high, width)),
            "year": year_of(self.indicator.target_at),
        }

    @cached_property
    def _course(self) -> Course | None:
        start, now, target = self.gap.baseline, self.gap.now, self.gap.target
        if start is None or now is None or target is None:
            return None
        if not start.moment or not self.indicator.target_at:
            return None
        goal = Point(position(self.indicator.target_at), float(target))
        is_better_up = self.indicator.direction == Indicator.Direction.MORE
        return Course(_point(start), goal, _point(now), is_better_up)

    @cached_property
    def _points(self) -> list[Point]:
        start = self.gap.baseline
        known = [_point(start)] if start and start.moment else []
        return in_order([*known, *map(_point, self.gap.values)])

    @property
    def lacks(self) -> str:
        """What somebody can add, so that more can be said."""
        if self.gap.baseline is None or self.gap.target is None:
            return ""
        if not self.gap.baseline.moment:
            return _("Give the start a date: then it can be said how fast it goes.")
        if not self.indicator.target_at:
            return _("Give the target a date: then it can be said how fast it has to go.")
        return ""

    @property
    def _is_over(self) -> bool:
        """The date of the target has come: for the last measurement, or for us."""
        course = self._course
        today = position(timezone.localdate().isoformat())
        return course is not None and course.goal.at <= max(course.now.at, today)

    def _speed_words(self, speed: Speed) -> str:
        facts = {
            "needed": self._per_year(speed.needed),
            "so_far": self._per_year(speed.so_far),
            "year": year_of(self.indicator.target_at),
        }
        if speed.factor is None:
            words = _(
                "It has to turn: %(needed)s a year until %(year)s. So far: %(so_far)s a year."
            )
            return words % facts
        if speed.factor <= 1:
            words = _("Needed until %(year)s: %(needed)s a year. So far: %(so_far)s a year.")
            return words % facts
        factor = show_number(round_to(speed.factor, 2), language=_language())
        words = _(
            "To be there in %(year)s it must go %(factor)s times as fast: %(needed)s a year. "
            "So far: %(so_far)s a year."
        )
        return words % {**facts, "factor": factor}

    def _per_year(self, change: float) -> str:
        sign = {1: "+", 0: "", -1: "\u2212"}[(change > 0) - (change < 0)]
        return f"{sign}{self._show(abs(change))}"

    def _show(self, value: float) -> str:
        return self._with_unit(round_to(value, FIGURES))

    def _with_unit(self, number: Decimal) -> str:
        return f"{show_number(number, language=_language())} {self.indicator.unit}".strip()


def chance_words(chance: float) -> str:
    """A chance in steps of five per cent; the ends are not told apart."""
    steps = CHANCE_STEP * round(chance * 100 / CHANCE_STEP)
    if steps < CHANCE_STEP:
        return _("less than %(percent)s %%") % {"percent": CHANCE_STEP}
    if steps > 100 - CHANCE_STEP:
        return _("more than %(percent)s %%") % {"percent": 100 - CHANCE_STEP}
    return _("about %(percent)s %%") % {"percent": steps}


def _point(value: Value) -> Point:
    return Point(position(value.moment), float(value.value))


def _language() -> str:
    return get_language() or "nl"
