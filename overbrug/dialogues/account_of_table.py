"""What a table wrote, step by step: from a card and a room's record to lines people can read.

No database and no room here. The page, the Markdown and the CSV all show what `account` returns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overbrug.lib.tokens import hash_of

TABLE = "table"


class Person(NamedTuple):
    """A seat as the account needs it."""

    id: str
    name: str
    note: str = ""
    has_left: bool = False

    @property
    def who(self) -> str:
        """Name, and for whom somebody sat there."""
        return f"{self.name} ({self.note})" if self.note else self.name


@dataclass(frozen=True)
class Written:
    """Everything a table left behind. Texts and values are keyed by field id."""

    people: Sequence[Person] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    # The seats whose words really stand in a field: any device can write in the field of another.
    writers: Mapping[str, Collection[str]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    # The texts are on the disk and cannot be read: that is not "nothing written yet".
    is_unreadable: bool = False
    unnamed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    private: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # seat -> field -> text


@dataclass(frozen=True)
class Line:
    """One answer; without text nothing was written yet."""

    who: str = ""
    text: str = ""
    part: str = ""
    is_unnamed: bool = False
    # Its lasting name within the table, and the seats whose own words it holds.
    key: str = ""
    seats: tuple[str, ...] = ()
    # Who sees it now; empty: whom its question says.
    visibility: str = ""


@dataclass(frozen=True)
class PromptAccount:
    """One question of a step with its answers."""

    field: str
    kind: str
    kind_label: str
    label: str
    visibility: str
    lines: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Nobody wrote anything here."""
        return not any(line.text for line in self.lines)

    @property
    def seen_alike(self) -> str:
        """Who sees all that is written here; empty when one line reaches further than another."""
        levels = {line.visibility or self.visibility for line in self.lines if line.text}
        return "" if len(levels) > 1 else next(iter(levels), self.visibility)


@dataclass(frozen=True)
class StepAccount:
    """One step of the card."""

    number: int
    title: str
    question: str
    minutes: int
    prompts: tuple[PromptAccount, ...]


def account(card: Mapping[str, Any], written: Written) -> list[StepAccount]:
    """Every step and question of a card (in one language) with what the table wrote there."""
    return [
        StepAccount(
            number=number,
            title=block["title"],
            question=block["question"],
            minutes=block["minutes"],
            prompts=tuple(_prompt(block["id"], prompt, written) for prompt in block["prompts"]),
        )
        for number, block in enumerate(card["blocks"], start=1)
    ]


def _prompt(block: str, prompt: Mapping[str, Any], written: Written) -> PromptAccount:
    name = f"{block}/{prompt['id']}"
    read = _READERS.get(prompt["kind"], _texts)
    lines = tuple(read(name, prompt, written)) or (Line(),)
    if written.is_unreadable and read in (_texts, _notes, _commitments):
        lines = (Line(text=_("What was written here cannot be read now. It is kept.")),)
    return PromptAccount(
        field=name,
        kind=prompt["kind"],
        kind_label=prompt.get("kind_label", prompt["kind"]),
        label=prompt["label"],
        visibility=prompt.get("visibility", "table"),
        lines=lines,
    )


def _texts(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    if prompt["owner"] == TABLE:
        text = written.texts.get(f"{name}/{TABLE}", "").strip()
        return [_line(written, f"{name}/{TABLE}", TABLE, _("the table"), text)]
    # Whoever left without a word is not asked for one.
    return [
        _line(written, f"{name}/{person.id}", person.id, person.who, text)
        for person in written.people
        if (text := written.texts.get(f"{name}/{person.id}", "").strip()) or not person.has_left
    ]


def _notes(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    lines = [
        _line(written, f"{name}/{owner}/{number}", owner, who, text)
        for owner, who in _owners(written)
        for number in range(1, 21)
        if (text := written.texts.get(f"{name}/{owner}/{number}", "").strip())
    ]
    unnamed = written.unnamed.get(name, ())
    return lines + [
        Line(_("without name"), text, is_unnamed=True, key=f"{name}/~{hash_of(text)[:12]}")
        for text in unnamed
    ]


def promise_words() -> dict[str, str]:
    """The parts of a promise and what is asked for each: the same words as in the room."""
    return {
        "who": _("Who makes this promise?"),
        "what": _("What do you promise?"),
        "when": _("When is it done?"),
        "means": _("With which means?"),
        "sign": _("How will the others see that it is done?"),
    }


def _commitments(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    words = promise_words()
    lines = []
    for owner, who in _owners(written):
        texts = {part: written.texts.get(f"{name}/{owner}/{part}", "").strip() for part in words}
        if any(texts.values()):
            lines += [
                _line(written, f"{name}/{owner}/{part}", owner, who, text, words[part])
                for part, text in texts.items()
                # Tables of before were not asked who: they did not forget it.
                if text or part != "who"
            ]
    return lines


def _private(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    names = {person.id: person.who for person in written.people}
    return [
        Line(names[seat], answers.get(name, ""), key=f"{name}/{seat}", seats=(seat,))
        for seat, answers in written.private.items()
        if seat in names
    ]


def _choices(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    labels = {option["id"]: option["label"] for option in prompt.get("options", ())}
    return [
        Line(who, "; ".join(labels[item] for item in value if item in labels), **_of(name, owner))
        for owner, who, value in _values(name, written)
        if isinstance(value, list)
    ]


def _order(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    labels = {option["id"]: option["label"] for option in prompt.get("options", ())}
    lines = []
    for owner, who, value in _values(name, written):
        if isinstance(value, list):
            known = [labels[item] for item in value if item in labels]
            text = "; ".join(f"{n}. {word}" for n, word in enumerate(known, 1))
            lines.append(Line(who, text, **_of(name, owner)))
    return lines


def _scale(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    ends = {
        "low": f"{prompt['min']} = {prompt['low']}" if prompt.get("low") else str(prompt["min"]),
        "high": f"{prompt['max']} = {prompt['high']}" if prompt.get("high") else str(prompt["max"]),
    }
    return [
        Line(who, _("%(value)s (%(low)s, %(high)s)") % {"value": value, **ends}, **_of(name, owner))
        for owner, who, value in _values(name, written)
        if isinstance(value, int)
    ]


def _dots(name: str, prompt: Mapping[str, Any], written: Written) -> list[Line]:
    givers: dict[str, list[str]] = defaultdict(list)
    for _owner, who, value in _values(name, written):
        for target in value if isinstance(value, list) else ():
            givers[target].append(who)
    lines = []
    for target, names in sorted(givers.items(), key=lambda item: (-len(item[1]), item[0])):
        count = len(names)
        words = ngettext("%(count)s dot", "%(count)s dots", count) % {"count": count}
        text = written.texts.get(target, "").strip() or _("nothing written yet")
        who = ", ".join(dict.fromkeys(names))
        # The words are those of the writer who got the dots, whoever gave them.
        seats = _line(written, target, _owner_of(target), who, text).seats
        key = f"{name}/={hash_of(target)[:12]}"
        lines.append(Line(who, f"{words}: {text}", key=key, seats=seats))
    return lines


def _owner_of(target: str) -> str:
    """The seat whose field it is; `table` for a name that says no seat."""
    parts = target.split("/")
    return parts[2] if len(parts) > 2 else TABLE


def _owners(written: Written) -> list[tuple[str, str]]:
    return [(TABLE, _("the table")), *((p.id, p.who) for p in written.people)]


def _by(written: Written, name: str, owner: str, who: str) -> str:
    """Whose field it is, and who wrote in it when that was somebody else."""
    writers = written.writers.get(name, ())
    if owner == TABLE or not set(writers) - {owner}:
        return who
    people = {person.id: person.who for person in written.people}
    # In the order of the table; a seat that is not there any more has no name.
    others = [name for seat, name in people.items() if seat in writers and seat != owner]
    if set(writers) - people.keys() - {owner}:
        others.append(_("somebody else"))
    if owner in writers:
        words = _("%(who)s (also written by %(others)s)")
    else:
        words = _("%(who)s (written by %(others)s)")
    return words % {"who": who, "others": ", ".join(others)}


def _line(written: Written, name: str, owner: str, who: str, text: str, part: str = "") -> Line:
    """A line with the seats that own or wrote it."""
    seats = {owner, *written.writers.get(name, ())} - {TABLE}
    by = _by(written, name, owner, who)
    return Line(by, text, part, key=name, seats=tuple(sorted(seats)))


def _of(name: str, owner: str) -> dict[str, Any]:
    return {"key": f"{name}/{owner}", "seats": () if owner == TABLE else (owner,)}


def _values(name: str, written: Written) -> list[tuple[str, str, Any]]:
    """Owner, name and value, in the order of the seats; who set none is left out."""
    found = ((owner, who, written.values.get(f"{name}/{owner}")) for owner, who in _owners(written))
    return [(owner, who, value) for owner, who, value in found if value is not None]


_Reader = Callable[[str, Mapping[str, Any], Written], list[Line]]
_READERS: dict[str, _Reader] = {
    "notes": _notes,
    "commitment": _commitments,
    "private": _private,
    "choice": _choices,
    "order": _order,
    "scale": _scale,
    "dots": _dots,
}
