"""Judges what is there against what everybody did and was told. Pure: no disk, no server.

    lost        acknowledged before the look, and not there (nor waiting); nobody deleted it
    resurrected its deletion was acknowledged, and it is there
    doubled     it is there more than once
    phantom     it is there and nobody wrote it
    torn        letters that are no whole mark
    order       in a field where one person always wrote at the end, marks run backwards

At the end, when everything was acknowledged and everybody is quiet, what is there must be exactly
what was made; before it, what is not acknowledged yet may be there or not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chaos.history import Edit, History
from chaos.marks import MARK, owner_of
from chaos.reader import Found


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that is wrong."""

    kind: str
    table: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} at {self.table}: {self.words}"


def judge(
    history: History, found: Found, *, at: float, own_marks: Iterable[str] = ()
) -> list[Verdict]:
    """Everything wrong in what was found; only what was acknowledged by `at` counts as promised.

    `own_marks` names further fields in which one person always wrote at the end.
    """
    text = _Text(history, found)
    wrong = [("rows", problem) for problem in found.problems]
    wrong += [("lost", mark) for mark in text.lost(at)]
    wrong += [("resurrected", mark) for mark in text.resurrected(at)]
    wrong += text.oddities()
    wrong += [("order", name) for name in text.backwards(set(own_marks))]
    return [Verdict(kind, history.table, words) for kind, words in wrong]


def judge_end(history: History, found: Found) -> list[Verdict]:
    """What must hold besides when everybody is quiet: all of it acknowledged, nothing waiting."""
    table = history.table
    open_ = [edit for edit in history.edits.values() if edit.acked_at is None]
    wrong = [Verdict("unacknowledged", table, f"{e.kind} {e.mark} of {e.seat}") for e in open_]
    if found.waiting or found.has_waiting_deletions:
        wrong.append(Verdict("waiting", table, f"{found.waiting[:3]} or deletions wait for others"))
    return wrong


def same(table: str, texts: dict[str, dict[str, str]]) -> list[Verdict]:
    """Do all replicas, by name, hold the same texts?"""
    (first, reference), *others = texts.items()
    return [
        Verdict("unequal", table, f"{name} differs from {first} in {_difference(reference, text)}")
        for name, text in others
        if text != reference
    ]


def _difference(one: dict[str, str], other: dict[str, str]) -> str:
    names = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    return ", ".join(sorted(names))


class _Text:
    """The marks of a table: made, deleted, and there."""

    def __init__(self, history: History, found: Found) -> None:
        self.found = found
        edits = history.edits.values()
        self.inserts = {e.mark: e for e in edits if e.kind == "insert"}
        self.deletes: dict[str, list[Edit]] = defaultdict(list)
        for edit in edits:
            if edit.kind == "delete":
                self.deletes[edit.mark].append(edit)
        self.there = {name: MARK.findall(text) for name, text in found.texts.items()}
        self.counts = Counter(f"<{seat}.{n}>" for marks in self.there.values() for seat, n in marks)

    def lost(self, at: float) -> list[str]:
        """By the text, and by the clocks, which also know of what was deleted since."""
        promised = [e for e in self.inserts.values() if e.acked_at is not None and e.acked_at <= at]
        return [e.mark for e in promised if not self._is_kept(e)]

    def _is_kept(self, edit: Edit) -> bool:
        is_there = self.counts[edit.mark] > 0
        if not edit.client:
            return is_there or edit.mark in self.deletes
        if not self.found.has(edit.client, edit.clock):
            return False
        is_merged = self.found.vector.get(edit.client, 0) >= edit.clock
        return is_there or not is_merged or edit.mark in self.deletes

    def resurrected(self, at: float) -> list[str]:
        """There, although somebody was told that it is gone."""
        edits = (edit for deletes in self.deletes.values() for edit in deletes)
        told = {edit.mark for edit in edits if edit.acked_at is not None and edit.acked_at <= at}
        return [mark for mark in told if self.counts[mark]]

    def oddities(self) -> list[tuple[str, str]]:
        """Doubled, made by nobody, or torn."""
        wrong = [("doubled", mark) for mark, count in self.counts.items() if count > 1]
        wrong += [("phantom", mark) for mark in self.counts if mark not in self.inserts]
        for name, text in self.found.texts.items():
            if rest := MARK.sub("", text):
                wrong.append(("torn", f"{rest[:40]!r} in {name}"))
        return wrong

    def backwards(self, own_fields: set[str]) -> list[str]:
        """Fields of one person in which a later mark stands before an earlier one."""
        wrong = []
        for name, marks in self.there.items():
            numbers = [int(n) for _seat, n in marks]
            is_own = owner_of(name) is not None or name in own_fields
            if is_own and numbers != sorted(numbers):
                wrong.append(name)
        return wrong
