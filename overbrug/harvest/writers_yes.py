"""Whose yes a line needs before it leaves: a majority never shares the words of who is silent.

Without accounts somebody can sit on most of the chairs. So in an own box the owner decides, and of
what stands on the table one of those who wrote it (docs/decisions/0042).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from overbrug.dialogues.account_of_table import TABLE
from overbrug.harvest.models import Vote

if TYPE_CHECKING:
    from overbrug.harvest.models import HarvestPage

Line = dict[str, Any]


def agreed_seats(page: HarvestPage) -> set[str]:
    """The chairs that agree with the page as it stands now."""
    votes = page.votes.filter(choice=Vote.Choice.AGREE)
    return set(votes.values_list("seat__public_id", flat=True))


def has_yes(line: Line, agreed: set[str]) -> bool:
    """Whether the writer of a frozen line agrees."""
    seats = set(line["seats"])
    owner = owner_of(line["key"])
    if owner == TABLE:
        return not seats or not seats.isdisjoint(agreed)
    # Dots repeat a line of any box, and their name does not say of which: then all who wrote it.
    return owner in agreed if owner in seats else seats <= agreed


def leaving(page: HarvestPage) -> list[Line]:
    """The lines of a page that would leave now."""
    agreed = agreed_seats(page)
    return [line for line in page.content if not line["taken_back"] and has_yes(line, agreed)]


def owner_of(key: str) -> str:
    """The seat in whose field a line stands, or the word for the table: `block/prompt/owner/…`."""
    return [*key.split("/"), "", "", ""][2]
