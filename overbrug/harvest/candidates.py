"""What a table could share: its answers as lines, with the marks that people put beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import Line, PromptAccount, StepAccount
from overbrug.harvest.models import Dissent, Mark, Words, words_key
from overbrug.lib.text import clean_text
from overbrug.lib.tokens import hash_of

PROMISE = "commitment"
PRIVATE = "private"
CHOICES = (Visibility.TABLE, Visibility.NETWORK, Visibility.PUBLIC)


@dataclass(frozen=True)
class Candidate:
    """One answer that is there, and what the table means to do with it."""

    key: str
    kind: str
    step_number: int
    step: str
    question: str
    text: str
    who: str = ""
    seats: tuple[str, ...] = ()
    parts: tuple[tuple[str, str, str], ...] = ()  # of a promise: name, label, text
    fills: str = ""
    visibility: int = Visibility.TABLE
    is_held: bool = False
    dissents: tuple[Dissent, ...] = ()

    @property
    def is_promise(self) -> bool:
        """True for an answer to a commitment prompt."""
        return self.kind == PROMISE

    @property
    def is_leaving(self) -> bool:
        """True when the table means to let it out and its writer does not hold it back."""
        return self.visibility < Visibility.TABLE and not self.is_held

    @property
    def words_key(self) -> Words:
        """By what the line is known once it left: see `models.words_key`."""
        parts = {name: text for name, _label, text in self.parts}
        return words_key(self.key, self.text, parts)

    def is_of(self, seats: Iterable[str]) -> bool:
        """True when one of these seats owns or wrote it."""
        return not set(self.seats).isdisjoint(seats)

    def frozen(self) -> dict[str, Any]:
        """As it stands on a proposed page. No name of a person goes along."""
        return {
            "key": self.key,
            "kind": self.kind,
            "step": f"{self.step_number}. {self.step}",
            "question": self.question,
            "text": self.text,
            "parts": {name: text for name, _label, text in self.parts},
            "labels": {name: label for name, label, _text in self.parts},
            "fills": self.fills,
            "visibility": int(self.visibility),
            "dissents": [dissent.text for dissent in self.dissents],
            "seats": list(self.seats),
            "taken_back": False,
        }


def candidates(
    steps: Sequence[StepAccount],
    *,
    marks: Mapping[str, Mark],
    dissents: Mapping[str, list[Dissent]],
    fills: Mapping[str, str],
) -> list[Candidate]:
    """Every answer of a table that is not empty, in the order of the card.

    An answer "only for me" is not among them, unless its writer moved it up: then with the words
    of that moment.
    """
    found = []
    # Dots repeat the words of the line they stand on: what is held there is held here.
    held = {hash_of(key)[:12] for key, mark in marks.items() if mark.is_held}
    for step in steps:
        for prompt in step.prompts:
            for line in _lines(prompt, marks):
                mark = marks.get(line.key)
                is_held = bool(mark and mark.is_held) or line.key.rpartition("/=")[2] in held
                found.append(
                    replace(
                        line,
                        step_number=step.number,
                        step=step.title,
                        fills=fills.get(prompt.field, ""),
                        visibility=mark.visibility if mark else Visibility.TABLE,
                        is_held=is_held,
                        dissents=tuple(dissents.get(line.key, ())),
                    )
                )
    return found


def _lines(prompt: PromptAccount, marks: Mapping[str, Mark]) -> Iterator[Candidate]:
    if prompt.kind == PRIVATE:
        yield from _moved_up(prompt, marks)
    elif prompt.kind == PROMISE:
        yield from _promises(prompt)
    else:
        for line in prompt.lines:
            if line.key and (text := clean_text(line.text)):
                yield _candidate(prompt, line, line.key, text)


def _candidate(prompt: PromptAccount, line: Line, key: str, text: str, **more: Any) -> Candidate:
    facts = {"who": line.who, "seats": line.seats, **more}
    return Candidate(key, prompt.kind, 0, "", prompt.label, text, **facts)


def _moved_up(prompt: PromptAccount, marks: Mapping[str, Mark]) -> Iterator[Candidate]:
    for key, mark in marks.items():
        if key.rpartition("/")[0] == prompt.field and mark.text and mark.seat:
            seats = (mark.seat.public_id,)
            yield Candidate(
                key, PRIVATE, 0, "", prompt.label, mark.text, who=mark.seat.name, seats=seats
            )


def _promises(prompt: PromptAccount) -> Iterator[Candidate]:
    """The parts of one promise are one line."""
    owners: dict[str, list[Line]] = {}
    for line in prompt.lines:
        if line.key:
            owners.setdefault(line.key.rpartition("/")[0], []).append(line)
    for key, lines in owners.items():
        parts = tuple(
            (line.key.rpartition("/")[2], line.part, text)
            for line in lines
            if (text := clean_text(line.text))
        )
        if not parts:
            continue
        what = next((text for name, _label, text in parts if name == "what"), "")
        seats = tuple(sorted({seat for line in lines for seat in line.seats}))
        yield _candidate(prompt, lines[0], key, what, parts=parts, seats=seats)
