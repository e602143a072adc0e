"""What somebody at the table chooses from: every line per step, with the own answers among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from overbrug.cards.format import resolve
from overbrug.core.visibility import Visibility
from overbrug.dialogues.queries import private_answers
from overbrug.dialogues.reading import written_at
from overbrug.harvest import queries
from overbrug.harvest.candidates import PRIVATE, Candidate
from overbrug.harvest.models import Mark, Words
from overbrug.lib.text import clean_text
from overbrug.lib.tokens import hash_of

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat, Table
    from overbrug.harvest.models import Dissent

# A browser sends a box for every line; a form of more fields than Django takes would be lost.
MOST_BOXES = 400


def id_of(name: str) -> str:
    """A name for an address: always the same, and without signs that mean something there."""
    return hash_of(name)[:10]


@dataclass(frozen=True)
class Choice:
    """One line, and what this person may do with it."""

    line: Candidate
    is_mine: bool
    shared: Visibility | None
    own_views: tuple[Dissent, ...]
    other_views: tuple[Dissent, ...]
    typed: str = ""

    @property
    def id(self) -> str:
        """Its name on the page: the same each time, and fit for an address."""
        return id_of(self.line.key)

    @property
    def is_new(self) -> bool:
        """It means to leave, and has not left to these readers."""
        left = self.shared is not None and self.shared <= self.line.visibility
        return self.line.is_leaving and not left

    @property
    def is_out(self) -> bool:
        """These words left already: nobody can hold them back, only show them to more people."""
        return self.shared is not None

    @property
    def may_go_further(self) -> bool:
        """Somebody is left who may not read it yet."""
        return self.shared != Visibility.PUBLIC

    @property
    def level(self) -> int:
        """Which choice stands in the form: never less than what left."""
        return min(self.line.visibility, Visibility.TABLE if self.shared is None else self.shared)

    @property
    def was_private(self) -> bool:
        """Its writer moved it up from "only me"."""
        return self.line.kind == PRIVATE

    @property
    def unshow(self) -> str:
        """What the button carries that takes it back: the seat and the field."""
        field, _slash, seat = self.line.key.rpartition("/")
        return f"{seat}|{field}"

    @property
    def view(self) -> str:
        """What stands in the box for another view."""
        return self.typed or (self.own_views[0].text if len(self.own_views) == 1 else "")


@dataclass(frozen=True)
class OwnAnswer:
    """What one seat wrote for itself alone; nobody else is shown this."""

    seat: Seat
    field: str
    question: str
    text: str
    is_newer: bool  # the table reads older words of it

    @property
    def id(self) -> str:
        """Its name on the page."""
        return id_of(self.name)

    @property
    def name(self) -> str:
        """What the button carries that shows it: the seat and the field."""
        return f"{self.seat.public_id}|{self.field}"


@dataclass
class Step:
    """One step of the card with what may leave of it."""

    number: int
    title: str
    choices: list[Choice] = field(default_factory=list)
    own: list[OwnAnswer] = field(default_factory=list)
    is_open: bool = False

    @property
    def leaving(self) -> int:
        """How many of its lines would be on a page that is proposed now."""
        return sum(choice.is_new for choice in self.choices)

    @property
    def shared(self) -> int:
        """How many of its lines left already, with these words."""
        return sum(choice.shared is not None for choice in self.choices)


@dataclass(frozen=True)
class Choosing:
    """The whole of it."""

    steps: tuple[Step, ...]
    total: int
    new: int  # how many lines a page that is proposed now would hold
    has_boxes: bool
    is_unreadable: bool  # what was written is on the disk and cannot be read: not the same as none

    @property
    def is_empty(self) -> bool:
        """Nobody wrote anything that could be shared."""
        return not self.steps


def choosing(
    table: Table,
    *,
    own: list[Seat],
    language: str,
    open_step: int = 0,
    typed: Mapping[str, str] | None = None,
) -> Choosing:
    """Steps in which something was written. `typed` is what stood in boxes and was not kept."""
    found = queries.candidates_of(table, own=own, language=language)
    out = queries.widest_out(table)
    mine = {seat.public_id for seat in own}
    steps = _steps(table, own, language)
    for line in found:
        steps[line.step_number].choices.append(_choice(line, mine, out, (typed or {})))
    filled = tuple(step for step in steps.values() if step.choices or step.own)
    # A short list is read at once; a long one opens where somebody works.
    is_short = len(found) <= 6
    for step in filled:
        step.is_open = is_short or step.number == open_step or len(filled) == 1
    return Choosing(
        steps=filled,
        total=len(found),
        new=sum(step.leaving for step in filled),
        has_boxes=len(found) <= MOST_BOXES,
        is_unreadable=not found and written_at(table, own=own).is_unreadable,
    )


def _choice(
    line: Candidate,
    mine: set[str],
    out: Mapping[Words, int],
    typed: Mapping[str, str],
) -> Choice:
    left = out.get(line.words_key)
    return Choice(
        line=line,
        is_mine=line.is_of(mine),
        shared=None if left is None else Visibility(left),
        own_views=tuple(d for d in line.dissents if d.seat.public_id in mine),
        other_views=tuple(d for d in line.dissents if d.seat.public_id not in mine),
        typed=typed.get(line.key, ""),
    )


def _steps(table: Table, own: list[Seat], language: str) -> dict[int, Step]:
    """Every step of the card by its number, with the own answers."""
    card = resolve(table.dialogue.content, language)
    moved = {mark.key: mark for mark in Mark.objects.filter(table=table, seat__in=own)}
    written = {seat: private_answers(seat) for seat in own}
    steps = {}
    for number, block in enumerate(card["blocks"], start=1):
        steps[number] = Step(number, block["title"])
        for prompt in block["prompts"]:
            if prompt["kind"] == PRIVATE:
                name = f"{block['id']}/{prompt['id']}"
                steps[number].own += _own_answers(name, prompt, written, moved)
    return steps


def _own_answers(
    name: str,
    prompt: Mapping[str, Any],
    written: Mapping[Seat, Mapping[str, str]],
    moved: Mapping[str, Mark],
) -> list[OwnAnswer]:
    found = []
    for seat, answers in written.items():
        text = clean_text(answers.get(name, ""))
        mark = moved.get(f"{name}/{seat.public_id}")
        if text and (mark is None or mark.text != text):
            found.append(OwnAnswer(seat, name, prompt["label"], text, mark is not None))
    return found
