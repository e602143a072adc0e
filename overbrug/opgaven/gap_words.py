"""The gap of one indicator in words: how wide it was, how wide it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.lib.moments import year_of
from overbrug.lib.numbers import show_number
from overbrug.opgaven.bridge.gap import Gap, Value, percent
from overbrug.opgaven.models import Indicator


@dataclass(kw_only=True)
class GapInWords:
    """What a page says about the leading indicator; there may be none."""

    indicator: Indicator | None
    gap: Gap

    @property
    def state(self) -> str:
        """In a word: unmeasured, wider, same, narrower or closed."""
        if not self.gap.is_measured:
            return "unmeasured"
        if self.gap.closed >= 1:
            return "closed"
        if self.gap.closed == 0:
            return "same"
        return "wider" if self.gap.closed < 0 else "narrower"

    @cached_property
    def unit(self) -> str:
        """What is counted."""
        return self.indicator.unit if self.indicator else ""

    @property
    def sentence(self) -> str:
        """The one sentence that a councillor can repeat."""
        return {
            "unmeasured": _("We do not know yet how wide the gap is."),
            "wider": _("The gap has become wider."),
            "same": _("The gap is as wide as at the start."),
            "narrower": _("The gap is %(percent)s %% closed.")
            % {"percent": percent(self.gap.closed)},
            "closed": _("The gap is closed."),
        }[self.state]

    @property
    def explanation(self) -> str:
        """What stands under that sentence: the figures in words."""
        if self.state == "unmeasured":
            return self._what_is_lacking()
        if self.state == "closed":
            return _("How do we keep it so?")
        if self.state != "wider":
            return f"{self.was_words[:1].upper()}{self.was_words[1:]}."
        more = percent(-self.gap.closed + 0.005)
        share = _("That is %(percent)s %% more.") % {"percent": more} if more else ""
        then = self._then()
        words = _("From %(width)s to %(now)s (%(now_year)s).") % then
        if then["year"]:
            words = _("From %(width)s (%(year)s) to %(now)s (%(now_year)s).") % then
        return f"{words} {share}".strip()

    def _what_is_lacking(self) -> str:
        if self.indicator is None:
            return _("Choose one thing that you want to measure.")
        if self.indicator.baseline is None or self.indicator.target is None:
            return _("The start or the target of “%(name)s” is not known yet.") % {
                "name": self.indicator.name
            }
        return _("Nobody has measured “%(name)s” since the start.") % {"name": self.indicator.name}

    def _then(self) -> dict[str, str]:
        assert self.gap.baseline is not None
        assert self.gap.now is not None
        return {
            "width": _with_unit(self.gap.left_of(self.gap.baseline.value), self.unit),
            "year": year_of(self.gap.baseline.moment),
            "now": _with_unit(self.gap.left_of(self.gap.now.value), self.unit),
            "now_year": year_of(self.gap.now.moment),
        }

    @property
    def gap_words(self) -> str:
        """On the dimension line: how much is left."""
        if not self.gap.is_measured:
            return _("width unknown")
        return _("still %(width)s to go") % {"width": self._then()["now"]}

    @property
    def was_words(self) -> str:
        """On the line beneath: how wide it was."""
        if not self.gap.is_measured:
            return ""
        words = self._then()
        if not words["year"]:
            return _("at the start: %(width)s") % words
        return _("in %(year)s: %(width)s") % words

    @property
    def change_words(self) -> str:
        """What was lost or won."""
        if not self.gap.is_measured or self.gap.closed == 0:
            return ""
        if self.gap.closed >= 1:
            return _("all closed")
        if self.gap.closed > 0:
            return _("%(percent)s %% closed") % {"percent": percent(self.gap.closed)}
        assert self.gap.baseline is not None
        assert self.gap.now is not None
        return f"+ {_number(abs(self.gap.now.value - self.gap.baseline.value))}"

    @property
    def text(self) -> str:
        """Gap and deck in one line, for a card."""
        if self.gap.is_measured and self.state != "closed":
            return f"{self.sentence} {self.gap_words[:1].upper()}{self.gap_words[1:]}."
        return self.sentence


def gap_of(indicator: Indicator) -> Gap:
    """The figures of one indicator as the drawing takes them."""
    values = tuple(
        Value(m.measured_at, m.value, m.low, m.high)
        for m in indicator.measurements.all()
        if not m.group  # what was measured of a part says nothing about all
    )
    start = indicator.baseline
    baseline = None if start is None else Value(indicator.baseline_at, start)
    return Gap(baseline=baseline, target=indicator.target, values=values)


def _number(number: Decimal) -> str:
    return show_number(number, language=get_language() or "nl")


def _with_unit(number: Decimal, unit: str) -> str:
    return f"{_number(number)} {unit}".strip()
