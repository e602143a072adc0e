"""How a proposed page stands: who was asked, who agrees, what is still needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overbrug.dialogues.queries import people_of
from overbrug.harvest.models import Vote

if TYPE_CHECKING:
    from overbrug.harvest.models import HarvestPage

# One voice never speaks for a table of more than one.
FEWEST_VOICES = 2


@dataclass(frozen=True)
class Standing:
    """Counted over the people who sit there now: a seat that left has no say."""

    asked: int
    agreeing: int
    needed: int
    objections: tuple[str, ...]

    @property
    def is_agreed(self) -> bool:
        """More than half agree, nobody objects, and it is not one voice for many."""
        return not self.objections and self.agreeing >= self.needed

    @property
    def still_needed(self) -> int:
        """How many more have to agree."""
        return max(0, self.needed - self.agreeing)

    @property
    def reasons(self) -> list[str]:
        """What stands in the way, as far as somebody said it."""
        return [reason for reason in self.objections if reason]


def standing(page: HarvestPage) -> Standing:
    """Count the votes of a page."""
    people = people_of(page.table)
    here = {seat.pk for seat in people}
    votes = [vote for vote in page.votes.all() if vote.seat_id in here]
    return Standing(
        asked=len(votes),
        agreeing=sum(vote.choice == Vote.Choice.AGREE for vote in votes),
        needed=max(len(votes) // 2 + 1, min(FEWEST_VOICES, len(people))),
        objections=tuple(vote.reason for vote in votes if vote.choice == Vote.Choice.OBJECT),
    )
