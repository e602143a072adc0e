"""From facts to a bridge: what a page, a card and the list show of an opgave."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.rules import AnyUser
from overbrug.lib.moments import year_of
from overbrug.lib.numbers import show_number
from overbrug.opgaven import rules, spans
from overbrug.opgaven.bridge import drawing
from overbrug.opgaven.bridge.gap import Gap, Value, percent
from overbrug.opgaven.bridge.parts import HOLE, STATUSES, UNKNOWN, Arch, Part
from overbrug.opgaven.models import Indicator, Need, Opgave

NEEDED = ("needs__offered_by__organisation", "indicators__measurements")


@dataclass(frozen=True)
class Line:
    """One line of the list: a promise, a hole, or the question what else is needed."""

    anchor: str
    status: str
    number: str = ""
    span: spans.Span | None = None
    text: str = ""
    reason: str = ""
    fill_address: str = ""

    @property
    def plank(self) -> SafeString:
        """Its piece of deck."""
        # Drawn by us from fixed words alone.
        return mark_safe(drawing.plank(self.status))  # noqa: S308

    @property
    def part(self) -> Part:
        """The same as the drawing takes it."""
        label = self.span.who.removesuffix("(verzonnen)").strip() if self.span else ""
        return Part(self.status, number=self.number, label=label, target=f"#{self.anchor}")


@dataclass(frozen=True)
class Bay:
    """One need with its lines, firmest first, then holes."""

    letter: str = ""
    name: str = ""
    need: Need | None = None
    lines: list[Line] = field(default_factory=list)


@dataclass
class Bridge:
    """Everything one bridge shows."""

    opgave: Opgave
    bays: list[Bay]
    indicator: Indicator | None
    gap: Gap
    address_of_all: str = ""
    offer_address: str = ""
    # False: the reader does not take part, and may miss what only the parties see.
    shows_all: bool = False

    @property
    def lines(self) -> list[Line]:
        """Every line in reading order."""
        return [line for bay in self.bays for line in bay.lines]

    @property
    def holes(self) -> list[Line]:
        """Where something is needed that nobody offered."""
        return [line for line in self.lines if line.status == HOLE]

    @property
    def legend(self) -> list[tuple[str, SafeString, int]]:
        """How many of each firmness, with its pattern; holes last."""
        found = []
        for status in (*STATUSES, HOLE):
            lines = [line for line in self.lines if line.status == status]
            if lines:
                found.append((status, lines[0].plank, len(lines)))
        return found

    @property
    def _arches(self) -> list[Arch]:
        parts = [(bay, tuple(line.part for line in bay.lines)) for bay in self.bays]
        return [Arch(bay.letter, bay.name, found) for bay, found in parts]

    @property
    def wide(self) -> SafeString:
        """The bridge from the side."""
        rulers = drawing.Rulers(self.gap_words, self.was_words, self.change_words)
        # An element tree made this text: what people typed are text nodes.
        return mark_safe(drawing.wide(self._arches, self.gap, rulers))  # noqa: S308

    @property
    def small(self) -> SafeString:
        """The same without words."""
        return mark_safe(drawing.small(self._arches, self.gap))  # noqa: S308

    @property
    def small_with_rulers(self) -> SafeString:
        """The same with the two dimension lines."""
        return mark_safe(drawing.small(self._arches, self.gap, with_rulers=True))  # noqa: S308

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


def _number(number: Decimal) -> str:
    return show_number(number, language=get_language() or "nl")


def _with_unit(number: Decimal, unit: str) -> str:
    return f"{_number(number)} {unit}".strip()


def bridges_of(opgaven: list[Opgave], *, user: AnyUser) -> dict[int, Bridge]:
    """The bridge of each opgave as this person may see it. A fixed number of questions."""
    prefetch_related_objects(opgaven, *NEEDED)
    brought: dict[int, list[spans.Span]] = {}
    for span in spans.source().spans(opgaven, user):
        brought.setdefault(span.opgave_id, []).append(span)
    own = set(rules.opgaven_of(user).values_list("opgave", flat=True))
    return {
        opgave.pk: _bridge(opgave, brought.get(opgave.pk, []), shows_all=opgave.pk in own)
        for opgave in opgaven
    }


def with_bridges(opgaven: list[Opgave], *, user: AnyUser) -> list[Opgave]:
    """The same opgaven, each with its `bridge` for a card."""
    bridges = bridges_of(opgaven, user=user)
    for opgave in opgaven:
        opgave.bridge = bridges[opgave.pk]  # type: ignore[attr-defined]
    return opgaven


def bridge_of(opgave: Opgave, *, user: AnyUser | None = None) -> Bridge:
    """The bridge of one opgave with links to fill holes; without `user` as the public sees it."""
    reader = user or AnonymousUser()
    prefetch_related_objects([opgave], *NEEDED)
    return _bridge(
        opgave,
        spans.source().spans([opgave], reader),
        shows_all=rules.part_of(reader, opgave) is not None,
        offer_at=spans.source().address_to_offer(reader, opgave),
    )


def _bridge(
    opgave: Opgave, brought: list[spans.Span], *, shows_all: bool, offer_at: str = ""
) -> Bridge:
    indicators = list(opgave.indicators.all())
    leading = indicators[0] if indicators and indicators[0].is_leading else None
    builder = _Builder(opgave, brought, offer_at)
    return Bridge(
        opgave=opgave,
        bays=builder.bays(),
        offer_address=offer_at,
        shows_all=shows_all,
        indicator=leading,
        gap=gap_of(leading) if leading else Gap(),
        address_of_all=spans.source().address_of_all(opgave),
    )


def gap_of(indicator: Indicator) -> Gap:
    """The figures of one indicator as the drawing takes them."""
    values = tuple(
        Value(m.measured_at, m.value, m.low, m.high) for m in indicator.measurements.all()
    )
    start = indicator.baseline
    baseline = None if start is None else Value(indicator.baseline_at, start)
    return Gap(baseline=baseline, target=indicator.target, values=values)


class _Builder:
    """Puts promises under their needs, numbers them, and finds the holes."""

    def __init__(self, opgave: Opgave, brought: list[spans.Span], offer_at: str) -> None:
        self.opgave, self.brought, self.offer_at = opgave, brought, offer_at
        self.number = 0
        self.hole = 0

    def bays(self) -> list[Bay]:
        """Needs in the order of the team; what belongs to none comes last."""
        needs = list(self.opgave.needs.all())
        bays = [self._bay(need, letter) for need, letter in zip(needs, LETTERS, strict=False)]
        known = {need.pk for need in needs}
        loose = [span for span in self.brought if span.need_id not in known]
        if loose:
            name = _("Not under a need yet") if needs else ""
            bays.append(Bay(name=name, lines=self._promises(loose) + self._withdrawn(loose)))
        if not self.opgave.needs_complete or not bays:
            bays = bays or [Bay()]
            bays[-1].lines.append(self._question())
        return bays

    def _bay(self, need: Need, letter: str) -> Bay:
        brought = [span for span in self.brought if span.need_id == need.pk]
        lines = self._promises(brought)
        if not lines and need.offered_by:
            lines.append(self._offer(need))
        lines += self._withdrawn(brought, need)
        if need.still_missing:
            lines.append(self._hole(need, need.still_missing))
        elif not lines:
            lines.append(self._hole(need, need.what))
        return Bay(letter=letter, name=need.what, need=need, lines=lines)

    def _promises(self, brought: list[spans.Span]) -> list[Line]:
        standing = [span for span in brought if span.status in STATUSES]
        standing.sort(key=lambda span: STATUSES.index(span.status))
        return [self._line(span.status, span=span) for span in standing]

    def _withdrawn(self, brought: list[spans.Span], need: Need | None = None) -> list[Line]:
        return [
            self._hole(need, span.what, span=span, reason=span.reason)
            for span in brought
            if span.status == "withdrawn"
        ]

    def _line(self, status: str, *, span: spans.Span | None = None, text: str = "") -> Line:
        self.number += 1
        number = str(self.number)
        return Line(f"part-{number}", status, number=number, span=span, text=text)

    def _offer(self, need: Need) -> Line:
        words = _("%(party)s could bring this. Nobody has promised it yet.")
        return self._line("wish", text=words % {"party": need.offered_by})

    def _hole(
        self, need: Need | None, text: str, *, span: spans.Span | None = None, reason: str = ""
    ) -> Line:
        self.hole += 1
        address = f"{self.offer_at}?need={need.pk}" if self.offer_at and need else self.offer_at
        anchor = f"hole-{self.hole}"
        return Line(anchor, HOLE, text=text, span=span, reason=reason, fill_address=address)

    def _question(self) -> Line:
        return Line("what-else", UNKNOWN)


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
