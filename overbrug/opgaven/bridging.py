"""From facts to a bridge: what a page, a card and the list show of an opgave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe

from overbrug.accounts.rules import AnyUser
from overbrug.opgaven import queries, rules, spans
from overbrug.opgaven.bridge import drawing
from overbrug.opgaven.bridge.gap import Gap
from overbrug.opgaven.bridge.parts import HOLE, STATUSES, Arch
from overbrug.opgaven.gap_words import GapInWords, gap_of
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.planking import Bay, Line, Planking

NEEDED = ("needs__offered_by__organisation", "indicators__measurements")


@dataclass(kw_only=True)
class Bridge(GapInWords):
    """Everything one bridge shows: its gap in words, its drawing, its list."""

    opgave: Opgave
    bays: list[Bay]
    address_of_all: str = ""
    offer_address: str = ""
    # False: the reader does not take part, and may miss what only the parties see.
    shows_all: bool = False

    @cached_property
    def lines(self) -> list[Line]:
        """Every line in reading order."""
        return [line for bay in self.bays for line in bay.lines]

    @cached_property
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

    @cached_property
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


def bridges_of(opgaven: Sequence[Opgave], *, user: AnyUser) -> dict[int, Bridge]:
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


def with_bridges(opgaven: Sequence[Opgave], *, user: AnyUser) -> list[Opgave]:
    """The same opgaven, each with its `bridge` and the counts for a card."""
    queries.count_parties(opgaven)
    bridges = bridges_of(opgaven, user=user)
    for opgave in opgaven:
        opgave.bridge = bridges[opgave.pk]  # type: ignore[attr-defined]
    return list(opgaven)


def bridge_of(opgave: Opgave, *, user: AnyUser | None = None) -> Bridge:
    """The bridge of one opgave with links to fill holes; without `user` as the public sees it."""
    reader = user or AnonymousUser()
    prefetch_related_objects([opgave], *NEEDED, "indicators__owner")
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
    planking = Planking(opgave, brought, offer_at)
    return Bridge(
        opgave=opgave,
        bays=planking.bays(),
        offer_address=offer_at,
        shows_all=shows_all,
        indicator=leading,
        gap=gap_of(leading) if leading else Gap(),
        address_of_all=spans.source().address_of_all(opgave),
    )
