"""`make bench`: Overbrug's default door beside its peers, in one run, on this machine.

    .venv/bin/python -m bench.beside [--quick] [--servers overbrug,hocuspocus] [--write-docs]

For each server: the cost of an edit and of a connection at like load, storms of joins, the same
with page requests beside it, and the most tables of 8 that hold at 0.5 edits a second (p99 seen
< 250 ms, nobody behind). Medians of three, with the lowest and the highest. Servers take turns, so
that a busy minute of the machine does not fall on one of them. A run in which the generator used
over 80 % of its core is void. It ends within `--minutes`, whatever happens.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.climb import STEP, climb
from bench.report import write_docs
from bench.servers import ROOT, SERVERS
from bench.sockets import CLIENT
from bench.trial import Patience, Result, holds, is_void, storm, typing

RESULTS = ROOT / "bench/results.json"


@dataclass(frozen=True)
class Size:
    """How large and how often."""

    runs: int
    tables: int
    storm_tables: int
    seconds: float
    climbs: bool


WHOLE = Size(runs=3, tables=100, storm_tables=200, seconds=8, climbs=True)
QUICK = Size(runs=1, tables=50, storm_tables=50, seconds=5, climbs=False)


def spread(values: list[float]) -> list[float]:
    """Lowest, median, highest."""
    return [min(values), statistics.median(values), max(values)] if values else []


def in_turns(
    names: list[str], runs: int, patience: Patience, trial: Callable[[str], Result]
) -> dict[str, list[Result]]:
    """So many rounds in which each server has a turn; only what may be judged by."""
    found: dict[str, list[Result]] = {name: [] for name in names}
    for _round in range(runs):
        for name in names:
            result = trial(name) if patience.left() > 0 else {"failed": "no time"}
            if "failed" not in result and not is_void(result):
                found[name].append(result)
    return found


def typed(runs: list[Result]) -> dict[str, Any]:
    """The figures of runs in which people typed."""
    acks = [run["ack_ms"]["p99"] for run in runs if run["ack_ms"]["p99"] > 0]
    figures = {
        "us_per_edit": spread([run["server"]["us_per_edit"] for run in runs]),
        "kb_per_connection": spread([run["server"]["kb_per_connection"] for run in runs]),
        "seen_p99_ms": spread([run["seen_ms"]["p99"] for run in runs]),
        "ack_p99_ms": spread(acks),
        "generator_cpu": spread([run["generator"]["cpu"] for run in runs]),
        "late_p99_ms": spread([run["generator"]["late_ms"]["p99"] for run in runs]),
        "behind": sum(run["behind"] for run in runs),
    }
    if runs and runs[0]["pages"]:
        figures["page_p95_ms"] = spread([run["pages"]["page_ms"]["p95"] for run in runs])
        figures["pages_failed"] = sum(run["pages"]["failed"] for run in runs)
    return figures


def joined(runs: list[Result]) -> dict[str, Any]:
    """The figures of storms."""
    return {
        part: {
            "p99_ms": spread([run[part]["synced_ms"]["p99"] for run in runs]),
            "cpu_ms_per_join": spread([run[part]["cpu_ms"] for run in runs]),
            "failed": sum(run[part]["failed"] for run in runs),
        }
        for part in ("join", "reconnect")
    }


def most(name: str, size: Size, patience: Patience) -> dict[str, Any]:
    """The most tables that held; at that number once more until there are three runs."""
    seen: dict[int, list[Result]] = {}

    def one(tables: int) -> Result:
        seconds = size.seconds
        result = typing(SERVERS[name](), tables, patience, seconds=seconds)
        seen.setdefault(tables, []).append(result)
        return result

    def try_(tables: int) -> bool | None:
        for _again in range(2):  # one bad moment of the machine is no limit
            if patience.left() < 45:
                return None
            result = one(tables)
            if is_void(result):
                return None
            if holds(result):
                return True
        return False

    limit = climb(try_, first=200, most=2000)
    held = limit.held
    while held and patience.left() > 30 and (missing := size.runs - len(seen.get(held, []))) > 0:
        for _more in range(missing):
            one(held)
        if sum(map(holds, seen[held])) * 2 <= size.runs:
            held = max(0, held - STEP)
    held = _shown(seen)  # what there was no time left for was not shown
    runs = [run for run in seen.get(held, []) if "failed" not in run]
    return {"tables": held, "stopped_by": limit.stopped_by, "runs": len(runs), **typed(runs)}


def _shown(seen: dict[int, list[Result]]) -> int:
    """The largest number that held in most of its runs."""
    held = (at for at, runs in seen.items() if sum(map(holds, runs)) * 2 > len(runs))
    return max(held, default=0)


def measure(names: list[str], size: Size, patience: Patience) -> dict[str, Any]:
    """All figures of these servers, by name."""

    def type_at(name: str, *, pages: bool = False) -> Result:
        server = SERVERS[name]()
        return typing(server, size.tables, patience, seconds=size.seconds, pages=pages)

    like = in_turns(names, size.runs, patience, type_at)
    storms = in_turns(
        names, size.runs, patience, lambda name: storm(SERVERS[name](), size.storm_tables, patience)
    )
    paged = [name for name in names if SERVERS[name].has_pages]
    beside = in_turns(paged, size.runs, patience, lambda name: type_at(name, pages=True))
    found: dict[str, Any] = {}
    for number, name in enumerate(names):
        found[name] = {"like_load": typed(like[name]), "storms": joined(storms[name])}
        if name in beside:
            found[name]["with_pages"] = typed(beside[name])
        if size.climbs:
            found[name]["most"] = most(name, size, patience.share(len(names) - number))
    return found


def about() -> dict[str, Any]:
    """The machine, the moment, the commit."""

    def says(*words: str) -> str:
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True).stdout.strip()

    models = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    return {
        "began": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": says("git", "rev-parse", "--short=10", "HEAD"),
        "cpu": models[0].partition(":")[2].strip() if models else platform.machine(),
        "cpus": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "node": says("node", "--version").removeprefix("v"),
        "load_before": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    """Run all, keep, and print where."""
    parser = argparse.ArgumentParser(prog="bench.beside", description=__doc__)
    parser.add_argument("--servers", default=",".join(SERVERS))
    parser.add_argument("--quick", action="store_true", help="one small run of each, no climb")
    parser.add_argument("--no-climb", action="store_true", help="without the most tables")
    parser.add_argument("--minutes", type=float, default=45, help="the end, whatever happens (45)")
    parser.add_argument("--write-docs", action="store_true", help="also docs/benchmarks.md")
    parser.add_argument("--out", type=Path, default=RESULTS)
    args = parser.parse_args()
    if CLIENT != "picows":
        parser.error(
            "the light client is missing; scripts/bench installs it (uv sync --group bench)."
        )
    size = QUICK if args.quick else WHOLE
    if args.no_climb:
        size = Size(size.runs, size.tables, size.storm_tables, size.seconds, climbs=False)
    began, facts = time.monotonic(), about()
    servers = measure(args.servers.split(","), size, Patience(args.minutes))
    facts["minutes"] = round((time.monotonic() - began) / 60, 1)
    rooms = {**facts, "quick": args.quick, "size": vars(size), "servers": servers}
    known = json.loads(args.out.read_text()) if args.out.exists() else {}
    args.out.write_text(json.dumps({**known, "rooms": rooms}, indent=1) + "\n")
    if args.write_docs:
        write_docs(args.out)
    print(f"{facts['minutes']} minutes; the figures are in {args.out}.", file=sys.stderr)


if __name__ == "__main__":
    main()
