"""A proposed page and what the table approved, as a reader at the table sees them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import promise_words
from overbrug.harvest import queries
from overbrug.harvest.models import HarvestPage, Vote
from overbrug.harvest.standing import Standing, standing
from overbrug.harvest.writers_yes import agreed_seats, has_yes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from overbrug.dialogues.models import Seat, Table
    from overbrug.harvest.models import HarvestLine


@dataclass(frozen=True)
class ReadLine:
    """One line to read; a promise has parts, and no text of its own."""

    key: str
    step: str
    question: str
    text: str
    parts: tuple[tuple[str, str], ...]
    dissents: tuple[str, ...]
    level: str
    is_mine: bool = False
    is_taken_back: bool = False
    has_yes: bool = True  # of its writer; without it the line stays at the table
    what: str = ""  # of a promise

    @property
    def name(self) -> str:
        """What a button says it is about."""
        return self.text or self.what


@dataclass(frozen=True)
class OwnVote:
    """What one seat of this device said, and what it typed and could not be kept."""

    seat: Seat
    choice: str
    reason: str
    is_typed: bool = False


@dataclass(frozen=True)
class Proposal:
    """The page that is open."""

    page: HarvestPage
    lines: list[ReadLine]
    standing: Standing
    votes: list[OwnVote]

    @property
    def is_leaving(self) -> bool:
        """Whether the writer of at least one line agrees."""
        return any(line.has_yes and not line.is_taken_back for line in self.lines)

    @property
    def waits_until(self) -> datetime | None:
        """Until when who said nothing yet may object; None when that is past."""
        moment = self.standing.counts_from
        return moment if moment > timezone.now() else None

    @property
    def due_in(self) -> int | None:
        """In how many seconds this page is approved, when nothing changes any more."""
        if not self.waits_until or not self.standing.is_agreed or not self.is_leaving:
            return None
        return ceil((self.waits_until - timezone.now()).total_seconds())


@dataclass(frozen=True)
class ApprovedPage:
    """A page that was approved."""

    number: int
    approved_at: datetime | None
    lines: list[ReadLine]


def proposal(table: Table, own: list[Seat], typed: Mapping[str, str]) -> Proposal | None:
    """What the table looks at now, for these seats."""
    page = queries.open_page(table)
    if page is None:
        return None
    mine = {seat.public_id for seat in own}
    votes = {vote.seat_id: vote for vote in page.votes.all()}
    agreed = agreed_seats(page)
    return Proposal(
        page=page,
        lines=[_frozen(line, mine, agreed) for line in page.content],
        standing=standing(page),
        votes=[_own_vote(seat, votes.get(seat.pk), typed) for seat in own],
    )


def shared(table: Table) -> list[ApprovedPage]:
    """What left the room, the newest first."""
    return [
        ApprovedPage(page.number, page.decided_at, [_left(x) for x in page.lines.all()])
        for page in queries.approved_pages(table)
    ]


def _own_vote(seat: Seat, vote: Vote | None, typed: Mapping[str, str]) -> OwnVote:
    reason = typed.get(seat.public_id, "")
    choice, before = (vote.choice, vote.reason) if vote and vote.choice else ("", "")
    return OwnVote(seat, choice, reason or before, is_typed=bool(reason))


def _frozen(line: dict[str, Any], mine: set[str], agreed: set[str]) -> ReadLine:
    labels = line["labels"]
    return ReadLine(
        key=line["key"],
        step=line["step"],
        question=line["question"],
        text="" if line["parts"] else line["text"],
        parts=tuple((labels.get(name, name), text) for name, text in line["parts"].items()),
        dissents=tuple(line["dissents"]),
        level=Visibility(line["visibility"]).word,
        is_mine=not mine.isdisjoint(line["seats"]),
        is_taken_back=line["taken_back"],
        has_yes=has_yes(line, agreed),
        what=line["text"],
    )


def _left(line: HarvestLine) -> ReadLine:
    words = promise_words()
    return ReadLine(
        key=line.key,
        step=line.step,
        question=line.question,
        text="" if line.parts else line.text,
        # The database keeps the parts in an order of its own.
        parts=tuple((words[name], line.parts[name]) for name in words if name in line.parts),
        dissents=tuple(line.dissents),
        level=line.visibility_word,
    )
