"""What tables shared about an opgave, for its readers: grouped to read, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from overbrug.commitments.queries import commitments_by_number
from overbrug.dialogues.account_of_table import promise_words
from overbrug.harvest import queries, rules
from overbrug.harvest.listing import Listed, on_lines
from overbrug.harvest.models import Adoption, HarvestLine, HarvestPage, Release, Words
from overbrug.opgaven.models import Opgave

if TYPE_CHECKING:
    from overbrug.accounts.rules import AnyUser
    from overbrug.commitments.models import Commitment
    from overbrug.dialogues.models import Dialogue

Name = tuple[int, Words]
# The database takes only so many numbers in one question.
AT_A_TIME = 500


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

    @cached_property
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


def read(user: AnyUser, opgave: Opgave, found: Sequence[Listed]) -> list[SharedLine]:
    """These lines of an opgave with their words, and what came of them."""
    rows: list[SharedLine] = []
    for start in range(0, len(found), AT_A_TIME):
        rows += _read(user, opgave, found[start : start + AT_A_TIME])
    return rows


def shared_about(user: AnyUser, opgave: Opgave) -> list[SharedLine]:
    """Every line of an opgave that this reader may see, for a file."""
    return read(user, opgave, queries.shared_about(user, opgave))


def shared_line(user: AnyUser, opgave: Opgave, pk: int) -> SharedLine | None:
    """One line of an opgave that this reader may see, or None.

    The same words may have left twice: either number leads to the line that stands on the page.
    """
    rows = read(user, opgave, on_lines(queries.shared_about(user, opgave), [pk]))
    return rows[0] if rows else None


def waiting_among(found: Iterable[Listed], reach: rules.Reach) -> int:
    """How many of these lines wait for who has this reach, as the inbox counts them."""
    return sum(
        reach.has_talk(line.talk)
        and (line.kind == "commitment" or (reach.edits and line.fills in rules.TEXTS))
        and not line.is_decided
        for line in found
    )


def by_talk(rows: Iterable[SharedLine]) -> list[Talk]:
    """The same lines under the heads of their conversations and steps, in the order they have."""
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
    return list(talks.values())


def decision_on(*lines: HarvestLine) -> Release | Adoption | None:
    """The first decision on these words of their tables, also when they left twice."""
    tables = {line.page.table_id for line in lines}
    releases = _releases(line__page__table__in=tables)
    adoptions = _adoptions(line__page__table__in=tables)
    decisions = (releases.get(_name(x)) or adoptions.get(_name(x)) for x in lines)
    return next((decision for decision in decisions if decision is not None), None)


def _read(user: AnyUser, opgave: Opgave, found: Sequence[Listed]) -> list[SharedLine]:
    numbers = {pk for line in found for pk in line.same}
    read_lines = HarvestLine.objects.select_related("release", "adoption").in_bulk(numbers)
    _put_on_their_pages(opgave, read_lines.values())
    releases: dict[int, Release] = _made_of(read_lines, "release")
    adoptions: dict[int, Adoption] = _made_of(read_lines, "adoption")
    made = [row.commitment_id for row in releases.values() if row.commitment_id]
    seen = commitments_by_number(user, opgave, made)
    rows = []
    for line in found:
        if line.pk not in read_lines:  # erased while we read
            continue
        release = next((releases[pk] for pk in line.same if pk in releases), None)
        adoption = next((adoptions[pk] for pk in line.same if pk in adoptions), None)
        promise = seen.get(release.commitment_id) if release and release.commitment_id else None
        rows.append(SharedLine(read_lines[line.pk], release, adoption, promise))
    return rows


def _put_on_their_pages(opgave: Opgave, lines: Iterable[HarvestLine]) -> None:
    """Each page and conversation is read once, and not beside each of its lines."""
    pages = HarvestPage.objects.defer("content").select_related("table__dialogue")
    found = pages.in_bulk({line.page_id for line in lines})
    for page in found.values():
        page.table.dialogue.opgave = opgave
    for line in lines:
        line.page = found[line.page_id]


def _made_of(lines: dict[int, HarvestLine], name: str) -> dict[int, Any]:
    """What was decided on these lines, by their numbers."""
    found = ((pk, getattr(line, name, None)) for pk, line in lines.items())
    return {pk: decision for pk, decision in found if decision is not None}


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
