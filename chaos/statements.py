"""Is the screen truthful? What it said, and when, against what the disk held, and when.

early    it said *bewaard* of words that the disk did not hold yet
silent   words were not on the disk for long, and it did not say where they are
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaos.checker import Verdict

SAVED = "saved"
ON_DEVICE = frozenset({"offline", "late", "storage"})
NOT_SAVED = ON_DEVICE | {"unsafe"}
# The page calls a confirmation late after eight seconds.
HONEST_WITHIN_S = 12.0
CLOCK_S = 0.005  # a browser rounds its clock


@dataclass(frozen=True, slots=True)
class Statement:
    """The screen says this from this moment on; `n` is the last mark in the box."""

    table: str
    scope: str  # "field": under the box; "table": at the top of the page
    state: str
    n: int
    words: str
    at: float


@dataclass(frozen=True, slots=True)
class Moment:
    """When a mark came on the disk: after `absent_at`, when we last saw that it was not there."""

    absent_at: float
    seen_at: float


@dataclass(slots=True)
class Truth:
    """The judgement of one table."""

    wrong: list[Verdict]
    saved_said: int
    honest_after_s: list[float]


def judge_statements(
    table: str,
    statements: Iterable[Statement],
    typed: Mapping[int, float],
    moments: Mapping[int, Moment],
    *,
    until: float,
) -> Truth:
    """Everything the page of one table said; `typed` and `moments` go by the number of a mark."""
    by_scope: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda said: said.at):
        by_scope[statement.scope].append(statement)
    wrong = [
        Verdict("early", table, f"{scope} says {said.words!r} of mark {said.n} at {said.at:.3f}")
        for scope, list_ in by_scope.items()
        for said in list_
        if said.state == SAVED and _is_early(said, moments)
    ]
    timeline = by_scope["field"]
    honest_after = []
    for n, at in typed.items():
        on_disk = moments[n].seen_at if n in moments else until
        after = _honest_after(timeline, at, on_disk)
        if after is not None:
            honest_after.append(after)
        elif on_disk - at > HONEST_WITHIN_S and not _was_reloaded(timeline, at):
            wrong.append(Verdict("silent", table, f"mark {n} of {at:.3f} until {on_disk:.3f}"))
    saved = sum(said.state == SAVED for said in timeline)
    return Truth(wrong, saved, honest_after)


def _is_early(said: Statement, moments: Mapping[int, Moment]) -> bool:
    if not said.n:
        return False
    moment = moments.get(said.n)
    return moment is None or said.at < moment.absent_at - CLOCK_S


def _honest_after(timeline: list[Statement], typed: float, on_disk: float) -> float | None:
    """How long after typing the screen said that the words are not saved; None when it did not."""
    first = max(bisect_right([said.at for said in timeline], typed) - 1, 0)
    for said in timeline[first:]:
        if said.at > min(on_disk, typed + HONEST_WITHIN_S):
            return None
        if said.state in NOT_SAVED:
            return max(0.0, said.at - typed)
    return None


def _was_reloaded(timeline: list[Statement], typed: float) -> bool:
    """Did the page go away just after (a phone that died)? Then no screen could say anything."""
    gone = (said.at for said in timeline if said.state == "gone")
    return any(typed <= at <= typed + HONEST_WITHIN_S for at in gone)
