"""The figures of a run: what was done to the server, and what became of what people wrote."""

from __future__ import annotations

import os
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chaos.checker import Verdict
from chaos.disk_watch import DiskWatch
from chaos.plan import Fault
from chaos.scene import BACK_WITHIN_S, Scene
from chaos.statements import judge_statements

# A table keeps its text and its seats in memory; more than this for each fault is a leak.
MOST_KB_A_FAULT = 2_000
MOST_FILES_OVER = 40
# A life of fewer faults says nothing about growth: one browser that comes back is more than that.
ENOUGH_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Struck:
    """One fault as it went."""

    fault: Fault
    at: float
    lasted_s: float
    back_s: float
    weight: dict[str, int]


def report(
    scene: Scene, watch: DiskWatch, struck: list[Struck], *, seed: int, seconds: float
) -> dict[str, Any]:
    """Everything as one JSON object; `wrong` is empty when all bars are held."""
    told = _told(scene, watch)
    mails = scene.mails.account() if scene.mails.posted else {}
    weight = judge_weight(struck)
    wrong = [*scene.wrong, *told.pop("wrong"), *wrong_mails(mails), *weight.pop("wrong")]
    edits = [e for t in scene.tables.values() for e in t.journal.history.edits.values()]
    presses = [p for t in scene.tables.values() for p in t.journal.history.presses.values()]
    kinds = Counter(verdict.kind for verdict in wrong)
    return {
        "seed": seed,
        "tables": len(scene.tables),
        "people": len(scene.writers) + (len(scene.looker.desks) if scene.looker else 0),
        "seconds": round(seconds),
        "load": round(os.getloadavg()[0], 1),
        "faults": len(struck),
        "inserts": sum(e.kind == "insert" for e in edits),
        "deletions": sum(e.kind == "delete" for e in edits),
        "acknowledged": sum(e.acked_at is not None for e in edits),
        "ack_ms": _spread([e.acked_at - e.made_at for e in edits if e.acked_at], 1000),
        "presses": len(presses),
        "answered_done": sum(p.done_at is not None for p in presses),
        "looks_at_the_disk": scene.looks,
        **{kind: kinds[kind] for kind in ("lost", "doubled", "resurrected", "unequal")},
        "lost_events": kinds["lost event"],
        "doubled_events": kinds["doubled event"],
        "back_s": _spread([s.back_s for s in struck]),
        "taken_over_s": _spread(scene.taken_over_s),
        "by_kind": _by_kind(struck),
        "screen": told,
        "mails": mails,
        "weight": weight,
        "pages_while_full": scene.pages_seen,
        "wrong": [str(verdict) for verdict in wrong[:200]],
        "wrong_kinds": dict(kinds),
        "log": [
            {"n": s.fault.number, "kind": s.fault.kind, **s.fault.numbers, "at": round(s.at, 1),
             "back": round(s.back_s, 1), **s.weight}
            for s in struck
        ],
    }  # fmt: skip


def _by_kind(struck: list[Struck]) -> dict[str, Any]:
    by_kind: dict[str, list[float]] = defaultdict(list)
    for one in struck:
        by_kind[one.fault.kind].append(one.back_s)
    return {kind: {"faults": len(s), **_spread(s)} for kind, s in sorted(by_kind.items())}


def _spread(values: Sequence[float], times: float = 1.0) -> dict[str, float]:
    if not values:
        return {}
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered) * times, 1),
        "p99": round(ordered[int(len(ordered) * 0.99)] * times, 1),
        "max": round(ordered[-1] * times, 1),
    }


def _told(scene: Scene, watch: DiskWatch) -> dict[str, Any]:
    """Was the screen truthful?"""
    wrong, honest, said = [], [], 0
    looker = scene.looker
    for desk in looker.desks if looker else []:
        assert looker is not None
        edits = scene.tables[desk.table].journal.history.edits.values()
        typed = {e.n: e.made_at for e in edits if e.seat == desk.seat and e.kind == "insert"}
        statements = [s for s in looker.statements if s.table == desk.table]
        moments = watch.moments[desk.table]
        last = max((s.at for s in statements), default=0.0)
        truth = judge_statements(desk.table, statements, typed, moments, until=last)
        wrong += truth.wrong
        honest += truth.honest_after_s
        said += truth.saved_said
    early = sum(verdict.kind == "early" for verdict in wrong)
    return {
        "statements": len(looker.statements) if looker else 0,
        "saved_said": said,
        "early": early,
        "silent": len(wrong) - early,
        "said_not_saved_after_s": _spread(honest),
        "states": dict(Counter(s.state for s in looker.statements)) if looker else {},
        "devices_died": looker.deaths if looker else 0,
        "look_every_ms": _spread(watch.gaps_s, 1000),
        "wrong": wrong,
    }


def wrong_mails(mails: dict[str, Any]) -> list[Verdict]:
    """A mail goes once; of each killed sweep one may be in doubt, and no other is lost."""
    if not mails:
        return []
    wrong = []
    if mails["twice"]:
        wrong.append(Verdict("mail twice", "mail", str(mails["twice"])))
    if mails["lost"]:
        wrong.append(Verdict("mail lost", "mail", str(mails["lost"])))
    if not mails["delivered"]:
        wrong.append(Verdict("mail untried", "mail", "none went, so the kills hit no sweep"))
    if mails["waiting"]:
        wrong.append(Verdict("mail lost", "mail", f"{mails['waiting']} still wait"))
    if mails["in_doubt"] > mails["killed_sweeps"]:
        wrong.append(Verdict("mail lost", "mail", f"{mails['in_doubt']} in doubt"))
    return wrong


def judge_weight(struck: list[Struck]) -> dict[str, Any]:
    """Memory and open files within the longest life of the process."""
    lives: dict[int, list[dict[str, int]]] = defaultdict(list)
    for one in struck:
        lives[one.weight["pid"]].append(one.weight)
    longest = max(lives.values(), key=len, default=[])
    wrong = []
    over = [w["files"] - w["lines"] for one in lives.values() for w in one]
    if over and max(over) - min(over) > MOST_FILES_OVER:
        wrong.append(Verdict("leak", "all", f"open files beside the lines: {over}"))
    growth = 0.0
    if len(longest) >= ENOUGH_FAULTS:
        # The first faults fill pools and caches.
        growth = (longest[-1]["rss_kb"] - longest[2]["rss_kb"]) / (len(longest) - 3)
        if growth > MOST_KB_A_FAULT:
            wrong.append(Verdict("leak", "all", f"{growth:.0f} kB for each fault"))
    return {
        "longest_life_faults": len(longest),
        "rss_kb": [w["rss_kb"] for w in longest],
        "kb_a_fault": round(growth),
        "files_beside_lines": {"least": min(over, default=0), "most": max(over, default=0)},
        "back_within_s": BACK_WITHIN_S,
        "wrong": wrong,
    }
