"""Who may do what with a harvest. The table decides what leaves; the writer may hold it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from overbrug.commitments.rules import may_propose
from overbrug.core.errors import NotAllowed
from overbrug.core.permissions import publish
from overbrug.core.visibility import Visibility
from overbrug.dialogues.rules import may_read_table, may_see_dialogue
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


def may_release(user: AnyUser, line: HarvestLine) -> bool:
    """An editor of the opgave, or who organises the conversation, and only what they may see."""
    dialogue = line.page.table.dialogue
    if dialogue.opgave is None or dialogue.is_rehearsal:
        return False
    level = reading_level(user, dialogue.opgave)
    if level is None or line.visibility > level:
        return False
    return may_release_from(user, dialogue)


def may_release_from(user: AnyUser, dialogue: Dialogue) -> bool:
    """Whoever may propose promises, and edits the opgave or organises this conversation."""
    opgave = dialogue.opgave
    if opgave is None or not may_propose(user, opgave):
        return False
    return may_decide_on_harvest(user, opgave) or may_see_dialogue(user, dialogue)


def may_see_inbox(user: AnyUser, opgave: Opgave) -> bool:
    """Who sees the list of lines that wait for somebody."""
    if may_decide_on_harvest(user, opgave):
        return True
    if not may_propose(user, opgave):
        return False
    return any(may_see_dialogue(user, dialogue) for dialogue in opgave.dialogues.real())


def may_decide_on_harvest(user: AnyUser, opgave: Opgave) -> bool:
    """Who decides on every line, and takes lines over in the text: an editor of the opgave."""
    return editing_hat(user, opgave) is not None


publish(
    harvest__release=may_release,
    harvest__decide=may_decide_on_harvest,
)
