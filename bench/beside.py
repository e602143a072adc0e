"""`make bench`: Overbrug's default door beside its peers, in one run, on this machine.

    .venv/bin/python -m bench.beside [--servers overbrug,hocuspocus] [--quick] [--out FILE]

For each server: the most tables of 8 that hold at 0.5 edits a second (p99 seen < 250 ms, nobody
behind), the cost of an edit and of a connection at like load, and a storm of joins. Medians of
three, with the lowest and the highest beside them. A run in which the generator used over 80 % of
its core is void and counts as neither held nor failed.
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
from pathlib import Path
from typing import Any

from bench.servers import ROOT, SERVERS, Server

GENERATOR_CORE = 1
HOLDS_MS = 250
LADDER = (100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1200, 1400, 1600)
LIKE_LOAD = 100
STORM = 200
RUNS = 3


def trial(server: Server, tables: int, *, seconds: float, storm: bool = False) -> dict[str, Any]:
    """One run on a fresh server; the generator is a process of its own on its own core."""
    with server:
        file = server.seats(tables, 8)
        module = "bench.storm" if storm else "bench.tables"
        words = ["--file", str(file), "--pid", str(server.pid())]
        words += [] if storm else ["--seconds", str(seconds)]
        done = subprocess.run(
            [sys.executable, "-m", module, *words], cwd=ROOT, capture_output=True, text=True,
            timeout=300, preexec_fn=lambda: os.sched_setaffinity(0, {GENERATOR_CORE}),
        )  # fmt: skip
    if done.returncode:
        return {"tables": tables, "failed": done.stderr.strip().splitlines()[-1:]}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def holds(result: dict[str, Any]) -> bool:
    """Whether everyone saw every letter in time."""
    if "failed" in result:
        return False
    in_time = result["seen_ms"]["p99"] < HOLDS_MS
    return bool(in_time and not result["behind"] and not result["disconnected"])


def climb(kind: type[Server], seconds: float) -> dict[str, Any]:
    """The most tables that held in two of three runs, and what stopped the climb."""
    best: list[dict[str, Any]] = []
    for tables in LADDER:
        results: list[dict[str, Any]] = []
        while len(results) < RUNS:
            results.append(trial(kind(), tables, seconds=seconds))
            tell(kind.name, tables, results[-1])
            good = sum(map(holds, results))
            if good >= 2 or len(results) - good >= 2 or results[-1].get("is_void"):
                break
        if results[-1].get("is_void"):
            return {"most": best, "stopped_by": f"the generator, at {tables}"}
        if sum(map(holds, results)) < 2:
            return {"most": best, "stopped_by": f"{tables} did not hold"}
        best = [result for result in results if holds(result)]
    return {"most": best, "stopped_by": f"the end of the ladder, {LADDER[-1]}"}


def tell(name: str, tables: int, result: dict[str, Any]) -> None:
    """Progress, on the error stream."""
    short = result.get("failed") or [
        f"p99 {result['seen_ms']['p99']} ms",
        f"server {result['server']['cpu']}",
        f"generator {result['generator']['cpu']}",
    ]
    print(f"{name} {tables}: {', '.join(map(str, short))}", file=sys.stderr, flush=True)


def spread(values: list[float]) -> list[float]:
    """Lowest, median, highest."""
    return [min(values), statistics.median(values), max(values)] if values else []


def like_load(kind: type[Server], seconds: float) -> dict[str, Any]:
    """Cost at a load that all carry."""
    runs = [trial(kind(), LIKE_LOAD, seconds=seconds) for _run in range(RUNS)]
    for run in runs:
        tell(kind.name, LIKE_LOAD, run)
    runs = [run for run in runs if "failed" not in run and not run["is_void"]]
    return {
        "us_per_edit": spread([run["server"]["us_per_edit"] for run in runs]),
        "kb_per_connection": spread([run["server"]["kb_per_connection"] for run in runs]),
        "seen_p99_ms": spread([run["seen_ms"]["p99"] for run in runs]),
        "ack_p99_ms": spread([run["ack_ms"]["p99"] for run in runs if run["ack_ms"]["p99"] > 0]),
    }


def storms(kind: type[Server]) -> dict[str, Any]:
    """Everyone joins within ten seconds, goes, and comes back within ten seconds."""
    runs = [trial(kind(), STORM, seconds=0, storm=True) for _run in range(RUNS)]
    runs = [run for run in runs if "failed" not in run]
    return {
        part: {
            "p99_ms": spread([run[part]["synced_ms"]["p99"] for run in runs]),
            "cpu_ms_per_join": spread([run[part]["cpu_ms"] for run in runs]),
            "failed": [run[part]["failed"] for run in runs],
        }
        for part in ("join", "reconnect")
    }


def main() -> None:
    """Run all, print and write one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", default=",".join(SERVERS))
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--no-climb", action="store_true", help="only like load and storms")
    parser.add_argument("--out", type=Path, default=ROOT / "bench/results.json")
    args = parser.parse_args()
    results: dict[str, Any] = {
        "machine": {"cpus": os.cpu_count(), "kernel": platform.release()},
        "began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "load_before": round(os.getloadavg()[0], 1),
    }
    for name in args.servers.split(","):
        kind = SERVERS[name]
        results[name] = {"like_load": like_load(kind, args.seconds), "storms": storms(kind)}
        if not args.no_climb:
            results[name]["climb"] = climb(kind, args.seconds)
        args.out.write_text(json.dumps(results, indent=1) + "\n")
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
