"""What tables shared about an opgave, for its readers: grouped to read, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from overbrug.commitments.queries import commitments_for
from overbrug.dialogues.account_of_table import promise_words
from overbrug.harvest import queries, rules
from overbrug.harvest.listing import Listed, on_lines
from overbrug.harvest.models import Adoption, HarvestLine, HarvestPage, Release, Words
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.wording import label_of

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


def inbox_of(user: AnyUser, opgave: Opgave) -> Inbox:
    """What this person may decide on: an editor everything, who organises one's own talks."""
    reach = rules.reach(user, opgave)
    decided = decided_lines(opgave)
    found = [
        line
        for line in queries.shared_about(user, opgave)
        if reach.has_talk(line.talk) and (_is_asked(line) or not decided.isdisjoint(line.same))
    ]
    rows = read(user, opgave, found)
    waiting = [row for row in rows if row.waits]
    return Inbox(
        promises=[row for row in waiting if row.line.kind == "commitment"],
        texts=_by_field(opgave, waiting) if reach.edits else [],
        decided=[row for row in rows if row.release or (row.adoption and reach.edits)],
    )


def waiting_among(found: Iterable[Listed], opgave: Opgave, reach: rules.Reach) -> int:
    """How many of these lines wait for who has this reach, as the inbox counts them."""
    if not reach:
        return 0
    decided = decided_lines(opgave)
    return sum(
        reach.has_talk(line.talk)
        and (line.kind == "commitment" or (reach.edits and line.fills in rules.TEXTS))
        and decided.isdisjoint(line.same)
        for line in found
    )


def decided_lines(opgave: Opgave) -> set[int]:
    """The numbers of the lines on which somebody decided."""
    about = {"line__page__table__dialogue__opgave": opgave}
    released = Release.objects.filter(**about).values_list("line", flat=True)
    adopted = Adoption.objects.filter(**about).values_list("line", flat=True)
    return {*released, *adopted}


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
    # Each page and conversation once, and not beside each of its lines; without the frozen text.
    pages = Prefetch("page", HarvestPage.objects.defer("content"))
    lines = HarvestLine.objects.prefetch_related(pages, "page__table__dialogue__opgave")
    read_lines = lines.in_bulk([line.pk for line in found])
    same = [pk for line in found for pk in line.same]
    releases = {row.line_id: row for row in Release.objects.filter(line__in=same)}
    adoptions = {row.line_id: row for row in Adoption.objects.filter(line__in=same)}
    made = [row.commitment_id for row in releases.values() if row.commitment_id]
    seen = commitments_for(user, [opgave]).in_bulk(made) if made else {}
    rows = []
    for line in found:
        if line.pk not in read_lines:  # erased while we read
            continue
        release = next((releases[pk] for pk in line.same if pk in releases), None)
        adoption = next((adoptions[pk] for pk in line.same if pk in adoptions), None)
        promise = seen.get(release.commitment_id) if release and release.commitment_id else None
        rows.append(SharedLine(read_lines[line.pk], release, adoption, promise))
    return rows


def _is_asked(line: Listed) -> bool:
    return line.kind == "commitment" or line.fills in rules.TEXTS


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
