"""Who may do what with a harvest. The table decides what leaves; the writer may hold it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from overbrug.commitments.rules import may_propose
from overbrug.core.errors import NotAllowed
from overbrug.core.permissions import publish
from overbrug.core.visibility import Visibility
from overbrug.dialogues.queries import organised_about
from overbrug.dialogues.rules import may_read_table
from overbrug.opgaven.rules import editing_hat, may_see_opgave, part_of

if TYPE_CHECKING:
    from overbrug.accounts.rules import AnyUser
    from overbrug.dialogues.models import Dialogue, Seat, Table
    from overbrug.harvest.models import HarvestLine
    from overbrug.opgaven.models import Opgave

# The texts of an opgave that a line may be about, in the order of its page.
TEXTS = (
    "question",
    "current_situation",
    "desired_situation",
    "origin",
    "essence",
    "why_not_by_itself",
    "causes",
    "scope_in",
    "scope_out",
    "open_questions",
)


def must_sit_at(table: Table, own: Iterable[Seat]) -> None:
    """Refuse who has no seat of a person at this table."""
    if not may_read_table(table, own=own):
        raise NotAllowed


def reading_level(user: AnyUser, opgave: Opgave) -> Visibility | None:
    """How far up the ladder this reader sees lines of an opgave; None: not the opgave itself."""
    if not may_see_opgave(user, opgave):
        return None
    return Visibility.NETWORK if part_of(user, opgave) is not None else Visibility.PUBLIC


@dataclass(frozen=True)
class Reach:
    """On which lines of one opgave somebody decides; asked once, however many there are."""

    edits: bool = False
    organised: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.edits or bool(self.organised)

    def has(self, dialogue: Dialogue) -> bool:
        """Whether this conversation is among them."""
        return not dialogue.is_rehearsal and self.has_talk(dialogue.pk)

    def has_talk(self, pk: int) -> bool:
        """The same by its number, for one that is no rehearsal."""
        return self.edits or pk in self.organised


def reach(user: AnyUser, opgave: Opgave) -> Reach:
    """An editor everything; who may propose promises the conversations that one organises."""
    if may_decide_on_harvest(user, opgave):
        return Reach(edits=True)
    if not may_propose(user, opgave):
        return Reach()
    return Reach(organised=frozenset(organised_about(user, opgave)))


def may_release(user: AnyUser, line: HarvestLine) -> bool:
    """An editor of the opgave, or who organises the conversation, and only what they may see."""
    opgave = line.page.table.dialogue.opgave
    return opgave is not None and may_release_each(user, opgave, [line])


def may_release_each(user: AnyUser, opgave: Opgave, lines: Iterable[HarvestLine]) -> bool:
    """The same for several lines, all about this opgave."""
    level = reading_level(user, opgave)
    if level is None:
        return False
    within = reach(user, opgave)
    return all(
        line.page.table.dialogue.opgave_id == opgave.pk
        and line.visibility <= level
        and within.has(line.page.table.dialogue)
        for line in lines
    )


def may_see_inbox(user: AnyUser, opgave: Opgave) -> bool:
    """Who sees the list of lines that wait for somebody."""
    return bool(reach(user, opgave))


def may_decide_on_harvest(user: AnyUser, opgave: Opgave) -> bool:
    """Who decides on every line, and takes lines over in the text: an editor of the opgave."""
    return editing_hat(user, opgave) is not None


publish(
    harvest__release=may_release,
    harvest__decide=may_decide_on_harvest,
)
