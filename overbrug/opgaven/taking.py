"""What it takes to close the gap, beforehand, beside what was promised and how firmly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from overbrug.lib.numbers import round_to, show_number
from overbrug.opgaven.estimate.pert import Estimate, Total, total
from overbrug.opgaven.models import Need, Opgave
from overbrug.opgaven.spans import Span

FIRM = ("promise", "binding", "delivered")
SOFT = ("intention", "wish")
FIGURES = 3
# What was drawn by chance is known less well than what somebody wrote.
OF_DRAWS = 2
# Of these kinds the sum of several needs means something, as long as the unit is the same.
SUMMED = (Need.Kind.MONEY, Need.Kind.PEOPLE)
COVERED, PARTLY, WORDS, NOBODY = "covered", "partly", "words", "nobody"
STATES: dict[str, str | Promise] = {
    COVERED: gettext_lazy("Firmly promised."),
    PARTLY: gettext_lazy("Firmly promised in part."),
    WORDS: gettext_lazy("Only words yet: nothing firm."),
    NOBODY: gettext_lazy("Nobody has promised anything."),
}


def amount(number: Decimal | float, unit: str, *, figures: int = FIGURES) -> str:
    """An amount in words, no more exact than it deserves."""
    shown = show_number(round_to(float(number), figures), language=get_language() or "nl")
    return f"{shown} {unit}".strip()


@dataclass(frozen=True)
class Taken:
    """One need: how much of it, and what was promised."""

    need: Need
    spans: list[Span]

    @cached_property
    def estimate(self) -> Estimate | None:
        """How much is needed, if somebody said so."""
        need = self.need
        if need.low is None or need.likely is None or need.high is None:
            return None
        return Estimate(float(need.low), float(need.likely), float(need.high))

    @cached_property
    def sure(self) -> float | None:
        """What is enough in 8 of 10 cases; the same draws on each visit."""
        return total([self.estimate], seed=self.need.pk).p80 if self.estimate else None

    @property
    def firm(self) -> Decimal:
        """What was promised firmly."""
        return self._sum(FIRM)

    @property
    def soft(self) -> Decimal:
        """What was promised in words alone."""
        return self._sum(SOFT)

    @property
    def unsaid(self) -> int:
        """Promises that do not say how much, where that matters."""
        if self.estimate is None:
            return 0
        return sum(s.amount is None and s.status in (*FIRM, *SOFT) for s in self.spans)

    @cached_property
    def covered(self) -> float:
        """The share that is firmly promised, 0 to 1. Half of what is only of use whole is 0."""
        has_firm = any(span.status in FIRM for span in self.spans)
        if self.sure is None:
            return 1.0 if has_firm else 0.0
        share = min(1.0, float(self.firm) / self.sure)
        return share if share == 1.0 or not self.need.is_indivisible else 0.0

    @property
    def state(self) -> str:
        """In a word: covered, partly, words or nobody."""
        if self.covered == 1:
            return COVERED
        if self.covered > 0 or any(span.status in FIRM for span in self.spans):
            return PARTLY
        return WORDS if any(span.status in SOFT for span in self.spans) else NOBODY

    @property
    def state_words(self) -> str:
        """The same in a sentence."""
        return str(STATES[self.state])

    @property
    def how_much(self) -> str:
        """How much is needed, in a sentence."""
        need = self.need
        if self.estimate is None or self.sure is None:
            return _("How much of it is needed has not been estimated yet.")
        if need.low == need.high:
            return _("Needed: %(amount)s.") % {"amount": amount(self.estimate.likely, need.unit)}
        words = _(
            "Needed: likely %(likely)s, at least %(low)s and at most %(high)s. "
            "With %(sure)s it is enough in 8 of 10 cases."
        )
        return words % {
            "likely": amount(self.estimate.likely, need.unit),
            "low": amount(self.estimate.low, ""),
            "high": amount(self.estimate.high, ""),
            "sure": amount(self.sure, need.unit, figures=OF_DRAWS),
        }

    @property
    def promised(self) -> str:
        """How much was promised, in a sentence; empty where no amounts are known."""
        if self.estimate is None:
            return ""
        words = _("Promised firmly: %(firm)s. In words: %(soft)s.")
        unit = self.need.unit
        return words % {"firm": amount(self.firm, unit), "soft": amount(self.soft, unit)}

    def _sum(self, statuses: Sequence[str]) -> Decimal:
        known = (s.amount for s in self.spans if s.amount is not None and s.status in statuses)
        return sum(known, Decimal(0))


class Sum(NamedTuple):
    """Several needs of one kind and unit together."""

    name: str
    unit: str
    needed: Total
    firm: Decimal
    soft: Decimal

    @property
    def words(self) -> str:
        """In a sentence."""
        words = _(
            "%(name)s: %(half)s is enough half of the times, %(sure)s in 8 of 10 cases. "
            "Promised firmly: %(firm)s. In words: %(soft)s."
        )
        return words % {
            "name": self.name,
            "half": amount(self.needed.p50, self.unit, figures=OF_DRAWS),
            "sure": amount(self.needed.p80, self.unit, figures=OF_DRAWS),
            "firm": amount(self.firm, self.unit),
            "soft": amount(self.soft, self.unit),
        }


@dataclass(frozen=True)
class Taking:
    """All needs of one opgave."""

    opgave: Opgave
    rows: list[Taken]

    @property
    def counted(self) -> str:
        """How many needs are promised how firmly."""
        if not self.rows:
            return ""
        counts = {state: sum(row.state == state for row in self.rows) for state in STATES}
        words = _(
            "Of %(all)s needs %(covered)s are firmly promised, %(partly)s in part, "
            "%(words)s only in words, and %(nobody)s by nobody."
        )
        return words % {"all": len(self.rows), **counts}

    @cached_property
    def weakest(self) -> Taken | None:
        """Of what the rest hangs on, what is promised least."""
        critical = [row for row in self.rows if row.need.is_critical]
        order = (NOBODY, WORDS, PARTLY, COVERED)
        return min(critical, key=lambda row: (row.covered, order.index(row.state)), default=None)

    @property
    def readiness(self) -> str:
        """A chain is as strong as its weakest link."""
        if not self.rows:
            return ""
        if self.weakest is None:
            return _("Nobody said yet without which need the rest does not work.")
        if self.weakest.state == COVERED:
            return _("Ready: everything that the rest hangs on is firmly promised.")
        words = _("Not ready. The weakest link is “%(need)s”: %(state)s")
        state = self.weakest.state_words
        return words % {"need": self.weakest.need, "state": state[:1].lower() + state[1:]}

    @property
    def sums(self) -> list[Sum]:
        """Money and hours of several needs together."""
        groups: dict[tuple[str, str], list[Taken]] = {}
        for row in self.rows:
            if row.need.kind in SUMMED and row.estimate:
                key = row.need.kind, row.need.unit.casefold()
                groups.setdefault(key, []).append(row)
        return [self._sum(rows) for rows in groups.values() if len(rows) > 1]

    def _sum(self, rows: list[Taken]) -> Sum:
        need = rows[0].need
        return Sum(
            name=str(Need.Kind(need.kind).label).capitalize(),
            unit=need.unit,
            needed=total([row.estimate for row in rows if row.estimate], seed=self.opgave.pk),
            firm=sum((row.firm for row in rows), Decimal(0)),
            soft=sum((row.soft for row in rows), Decimal(0)),
        )


def taking_of(opgave: Opgave, spans: Sequence[Span]) -> Taking:
    """The needs of an opgave in their order, each with its promises."""
    by_need: dict[int, list[Span]] = {}
    for span in spans:
        if span.need_id is not None:
            by_need.setdefault(span.need_id, []).append(span)
    return Taking(opgave, [Taken(need, by_need.get(need.pk, [])) for need in opgave.needs.all()])
