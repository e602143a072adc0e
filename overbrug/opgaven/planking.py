"""The list beneath the drawing: promises under their needs, holes, and what else is needed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from overbrug.opgaven import spans
from overbrug.opgaven.bridge import drawing
from overbrug.opgaven.bridge.parts import HOLE, STATUSES, UNKNOWN, Part
from overbrug.opgaven.models import Need, Opgave

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


class Planking:
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
