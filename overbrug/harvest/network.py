"""What tables shared about an opgave, for its readers: grouped to read, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from overbrug.commitments.queries import commitments_for
from overbrug.dialogues.account_of_table import promise_words
from overbrug.harvest import queries, rules
from overbrug.harvest.models import Adoption, HarvestLine, Release, Words
from overbrug.lib.numbers import whole_number
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.wording import label_of

if TYPE_CHECKING:
    from overbrug.accounts.rules import AnyUser
    from overbrug.commitments.models import Commitment
    from overbrug.dialogues.models import Dialogue

Name = tuple[int, Words]


@dataclass(frozen=True)
class SharedLine:
    """A line that left a table, and what came of it as far as this reader may see."""

    line: HarvestLine
    release: Release | None = None
    adoption: Adoption | None = None
    promise: Commitment | None = None

    @property
    def dialogue(self) -> Dialogue:
        """The conversation it comes from."""
        return self.line.page.table.dialogue

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts of a promise, each with the question it answers."""
        labels = promise_words()
        parts = self.line.parts
        found = [(label, parts[name]) for name, label in labels.items() if parts.get(name)]
        more = {name: text for name, text in parts.items() if name not in labels and text}
        return [*found, *more.items()]

    @property
    def waits(self) -> bool:
        """True while nobody decided on it."""
        is_asked = self.line.kind == "commitment" or self.line.fills in rules.TEXTS
        return is_asked and self.release is None and self.adoption is None


@dataclass
class Step:
    """The lines of one question of one step."""

    title: str
    question: str
    lines: list[SharedLine] = field(default_factory=list)


@dataclass
class Talk:
    """One conversation with what its tables shared."""

    dialogue: Dialogue
    steps: list[Step] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines."""
        return sum(len(step.lines) for step in self.steps)


@dataclass
class Proposals:
    """The lines that are about one text of the opgave."""

    name: str
    label: str
    present: str
    lines: list[SharedLine] = field(default_factory=list)


@dataclass(frozen=True)
class Inbox:
    """What waits for this person, and what was decided."""

    promises: list[SharedLine]
    texts: list[Proposals]
    decided: list[SharedLine]

    @property
    def count(self) -> int:
        """How many lines wait."""
        return len(self.promises) + sum(len(proposals.lines) for proposals in self.texts)


def shared_about(user: AnyUser, opgave: Opgave) -> list[SharedLine]:
    """Every line of an opgave that this reader may see."""
    return _with_decisions(user, opgave, queries.lines_for(user, opgave))


def shared_in(user: AnyUser, dialogue: Dialogue) -> list[SharedLine]:
    """The lines of one conversation that this reader may see."""
    if dialogue.opgave is None:
        return []
    return _with_decisions(user, dialogue.opgave, queries.lines_of_dialogue(user, dialogue))


def shared_line(user: AnyUser, opgave: Opgave, pk: int) -> SharedLine | None:
    """One line of an opgave that this reader may see, or None.

    The same words may have left twice: either number leads to the line that stands on the page.
    """
    wanted = HarvestLine.objects.filter(pk=pk).select_related("page").first()
    if wanted is None:
        return None
    rows = shared_about(user, opgave)
    return next((row for row in rows if _name(row.line) == _name(wanted)), None)


def inbox_of(user: AnyUser, opgave: Opgave) -> Inbox:
    """What this person may decide on: an editor everything, who organises one's own talks."""
    return inbox_among(shared_about(user, opgave), opgave, rules.reach(user, opgave))


def inbox_among(found: Iterable[SharedLine], opgave: Opgave, reach: rules.Reach) -> Inbox:
    """The same for who already read the lines."""
    rows = [row for row in found if reach.has(row.dialogue)]
    edits = reach.edits
    waiting = [row for row in rows if row.waits]
    return Inbox(
        promises=[row for row in waiting if row.line.kind == "commitment"],
        texts=_by_field(opgave, waiting) if edits else [],
        decided=[row for row in rows if row.release or (row.adoption and edits)],
    )


def by_talk(rows: Iterable[SharedLine]) -> list[Talk]:
    """The newest conversation first, each in the order of its card."""
    talks: dict[int, Talk] = {}
    steps: dict[tuple[int, str, str], Step] = {}
    for row in rows:
        pk, line = row.dialogue.pk, row.line
        talk = talks.setdefault(pk, Talk(row.dialogue))
        key = (pk, line.step, line.question)
        if key not in steps:
            steps[key] = Step(line.step, line.question)
            talk.steps.append(steps[key])
        steps[key].lines.append(row)
    for talk in talks.values():
        talk.steps.sort(key=lambda step: _number(step.title))
    return sorted(talks.values(), key=lambda talk: talk.dialogue.created_at, reverse=True)


def first_lines(talks: Iterable[Talk], count: int) -> list[Talk]:
    """The first so many lines, for a short view."""
    found: list[Talk] = []
    for talk in talks:
        shown = Talk(talk.dialogue)
        for step in talk.steps:
            if lines := step.lines[: max(0, count)]:
                shown.steps.append(Step(step.title, step.question, lines))
                count -= len(lines)
        if shown.steps:
            found.append(shown)
    return found


def decision_on(*lines: HarvestLine) -> Release | Adoption | None:
    """The first decision on these words of their tables, also when they left twice."""
    tables = {line.page.table_id for line in lines}
    releases = _releases(line__page__table__in=tables)
    adoptions = _adoptions(line__page__table__in=tables)
    decisions = (releases.get(_name(x)) or adoptions.get(_name(x)) for x in lines)
    return next((decision for decision in decisions if decision is not None), None)


def _with_decisions(user: AnyUser, opgave: Opgave, lines: list[HarvestLine]) -> list[SharedLine]:
    releases = _releases(line__page__table__dialogue__opgave=opgave)
    adoptions = _adoptions(line__page__table__dialogue__opgave=opgave)
    seen = {row.pk: row for row in commitments_for(user, [opgave])} if releases else {}
    found = []
    for line in lines:
        release = releases.get(_name(line))
        promise = seen.get(release.commitment_id) if release and release.commitment_id else None
        found.append(SharedLine(line, release, adoptions.get(_name(line)), promise))
    return found


def _by_field(opgave: Opgave, rows: Iterable[SharedLine]) -> list[Proposals]:
    found: dict[str, Proposals] = {}
    for row in rows:
        name = row.line.fills
        if row.line.kind == "commitment" or name not in rules.TEXTS:
            continue
        if name not in found:
            found[name] = Proposals(name, label_of(Opgave, name), getattr(opgave, name))
        found[name].lines.append(row)
    return sorted(found.values(), key=lambda proposals: rules.TEXTS.index(proposals.name))


def _releases(**about: Any) -> dict[Name, Release]:
    rows = Release.objects.filter(**about)
    rows = rows.select_related("line__page", "commitment").defer("line__page__content")
    return {_name(row.line): row for row in rows}


def _adoptions(**about: Any) -> dict[Name, Adoption]:
    rows = Adoption.objects.filter(**about)
    rows = rows.select_related("line__page").defer("line__page__content")
    return {_name(row.line): row for row in rows}


def _name(line: HarvestLine) -> Name:
    """Words of one table; the same words may leave twice, first for fewer people."""
    return line.page.table_id, line.words_key


def _number(title: str) -> int:
    head = title.partition(".")[0]
    return whole_number(head, figures=3)
