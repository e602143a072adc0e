"""The list beneath the drawing: promises under their needs, holes, and what else is needed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from overbrug.opgaven import spans
from overbrug.opgaven.bridge import drawing
from overbrug.opgaven.bridge.parts import HOLE, STATUSES, UNKNOWN, Part, firmest
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
    # Too many to read here: the drawing has one slice "+ n" for these, the list one line.
    is_folded: bool = False

    @property
    def address(self) -> str:
        """Where it can be read."""
        return self.span.address if self.is_folded and self.span else f"#{self.anchor}"

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

    @property
    def shown(self) -> list[Line]:
        """The lines that stand in the list."""
        return [line for line in self.lines if not line.is_folded]

    @property
    def folded(self) -> list[Line]:
        """Those that stand on a page of their own."""
        return [line for line in self.lines if line.is_folded]


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
        return _folded(bays)

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


def _folded(bays: list[Bay]) -> list[Bay]:
    """The same lines; those for which the drawing has no slice of their own are marked."""
    slices = [line for bay in bays for line in bay.lines if line.status in STATUSES]
    stay = {line.anchor for line in firmest(slices)}
    if len(stay) == len(slices):
        return bays
    return [replace(bay, lines=[_marked(line, stay) for line in bay.lines]) for bay in bays]


def _marked(line: Line, stay: set[str]) -> Line:
    return replace(line, is_folded=line.status in STATUSES and line.anchor not in stay)
