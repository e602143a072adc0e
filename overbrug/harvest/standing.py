"""How a proposed page stands: who was asked, who agrees, what is still needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from overbrug.harvest.models import Vote

if TYPE_CHECKING:
    from datetime import datetime

    from overbrug.harvest.models import HarvestPage

# One voice never speaks for a table.
FEWEST_VOICES = 2


@dataclass(frozen=True)
class Standing:
    """Counted over who was asked when it was proposed: taking a chair away changes nothing."""

    asked: int
    agreeing: int
    needed: int
    objections: tuple[str, ...]
    is_complete: bool  # everyone spoke, each on the device that sat down there
    counts_from: datetime

    @property
    def is_agreed(self) -> bool:
        """More than half agree, nobody objects, and it is not one voice for many."""
        return not self.objections and not self.still_needed

    def is_decided(self, now: datetime) -> bool:
        """Agreed, and who said nothing yet had the time to object."""
        return self.is_agreed and (self.is_complete or now >= self.counts_from)

    @property
    def still_needed(self) -> int:
        """How many more have to agree."""
        return max(0, self.needed - self.agreeing)

    @property
    def reasons(self) -> list[str]:
        """What stands in the way, as far as somebody said it."""
        return [reason for reason in self.objections if reason]


def standing(page: HarvestPage) -> Standing:
    """Count the votes of a page. The vote of a seat that left since counts as it was."""
    votes = [vote for vote in page.votes.all() if vote.is_counted]
    taken_over = sum(vote.is_taken_over for vote in votes)
    # Who takes chairs over makes the table no smaller: each of them is still asked for.
    asked = _voices([vote for vote in votes if not vote.is_taken_over], votes) + taken_over
    return Standing(
        asked=asked,
        agreeing=_voices([vote for vote in votes if vote.choice == Vote.Choice.AGREE], votes),
        needed=max(asked // 2 + 1, FEWEST_VOICES),
        objections=tuple(vote.reason for vote in votes if vote.choice == Vote.Choice.OBJECT),
        is_complete=not taken_over and all(vote.choice for vote in votes),
        counts_from=page.counts_from,
    )


def _voices(some: list[Vote], votes: list[Vote]) -> int:
    """How many people these are.

    Chairs on one device that wrote nothing, or that it took over from another device, are no more
    people than the one who holds it, or somebody could sit down five times and decide for the
    others. A table that has one device in all is believed.
    """
    is_shared = len({vote.device for vote in votes}) == 1 and votes[0].device
    if is_shared and not any(vote.is_taken_over for vote in votes):
        return len(some)
    alone = sum(not vote.device for vote in some)
    own = [vote for vote in some if vote.device and vote.has_written and not vote.is_taken_over]
    written = Counter(vote.device for vote in own)
    return alone + sum(max(1, written[device]) for device in {v.device for v in some if v.device})
