"""Which lines stand on the pages and in what order, without reading their words.

A hall of twenty tables shares thousands of lines. To count them, to show six, or to find the page
of one, a few plain columns are enough; `network` then reads the words of the lines that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from overbrug.harvest.models import LineQuerySet, Words
from overbrug.lib.numbers import whole_number


class Listed(NamedTuple):
    """A line that stands on a page: enough to count it and to find it."""

    pk: int
    talk: int
    kind: str
    fills: str
    same: tuple[int, ...]  # every line of its table with the same words, itself among them
    is_decided: bool  # somebody decided on one of those


class _Row(NamedTuple):
    pk: int
    page: int
    table: int
    talk: int
    key: str
    kind: str
    fills: str
    step: str
    question: str
    visibility: int
    release: int | None
    adoption: int | None


_FIELDS = (
    "pk",
    "page",
    "page__table",
    "page__table__dialogue",
    "key",
    "kind",
    "fills",
    "step",
    "question",
    "visibility",
    "release",
    "adoption",
)
_ORDER = (
    "-page__table__dialogue__created_at",
    "page__table__dialogue",
    "page__table__number",
    "page__number",
    "position",
)


def listed(shown: LineQuerySet, *, among: LineQuerySet) -> list[Listed]:
    """The lines of `shown` as they are read: the newest conversation first, then step by step.

    Words that left their table twice stand once: where most people see them. `among` holds every
    line of these conversations, as a decision on one of two lines with the same words is one on
    both, also when a reader sees only one of them.
    """
    seen = set(shown.values_list("pk", flat=True))
    if not seen:
        return []
    rows = [_Row(*values) for values in among.order_by(*_ORDER).values_list(*_FIELDS)]
    found = []
    for same in _same_words(rows, among):
        if visible := [row for row in same if row.pk in seen]:
            widest = min(visible, key=lambda row: row.visibility)
            found.append((widest, same))
    return [_listed(row, same) for row, same in _in_steps(found)]


def on_lines(found: Iterable[Listed], pks: Iterable[int]) -> list[Listed]:
    """Those that are one of these lines, also when the words left under another number."""
    wanted = set(pks)
    return [line for line in found if not wanted.isdisjoint(line.same)]


def _listed(row: _Row, same: Sequence[_Row]) -> Listed:
    is_decided = any(each.release or each.adoption for each in same)
    numbers = tuple(each.pk for each in same)
    return Listed(row.pk, row.talk, row.kind, row.fills, numbers, is_decided)


def _same_words(rows: Sequence[_Row], among: LineQuerySet) -> Iterable[list[_Row]]:
    """The rows in groups of the same words of one table; words are read only where it may be."""
    places: dict[tuple[int, str], list[_Row]] = {}
    for row in rows:
        places.setdefault((row.table, row.key), []).append(row)
    twice = [row for group in places.values() if len(group) > 1 for row in group]
    words = _words(twice, among)
    groups: dict[tuple[int, str, Words | None], list[_Row]] = {}
    for row in rows:
        groups.setdefault((row.table, row.key, words.get(row.pk)), []).append(row)
    return groups.values()


def _words(rows: Sequence[_Row], among: LineQuerySet) -> dict[int, Words]:
    if not rows:
        return {}
    lines = among.filter(page__in={row.page for row in rows}).only("key", "text", "parts")
    return {line.pk: line.words_key for line in lines}


def _in_steps(
    found: Sequence[tuple[_Row, Sequence[_Row]]],
) -> list[tuple[_Row, Sequence[_Row]]]:
    """Per conversation in the order of its card, one question after the other."""
    talks: dict[int, int] = {}
    questions: dict[tuple[int, str, str], tuple[int, int, int]] = {}
    for row, _same in found:
        talk = talks.setdefault(row.talk, len(talks))
        question = (row.talk, row.step, row.question)
        if question not in questions:
            questions[question] = (talk, step_number(row.step), len(questions))
    return sorted(found, key=lambda pair: questions[pair[0].talk, pair[0].step, pair[0].question])


def step_number(title: str) -> int:
    """The 3 of "3. Listen"."""
    return whole_number(title.partition(".")[0], figures=3)
