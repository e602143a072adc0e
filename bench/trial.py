"""One trial of one server, fresh each time, and what may be said of its figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.servers import ROOT, DidNotStart, Server

GENERATOR_CORE = 1
HOLDS_MS = 250
LONGEST_S = 120.0

Result = dict[str, Any]


class Patience:
    """All trials together end in time: what does not fit any more is left out, and said."""

    def __init__(self, minutes: float) -> None:
        self._end = time.monotonic() + minutes * 60

    def left(self) -> float:
        """Seconds."""
        return self._end - time.monotonic()

    def share(self, parts: int) -> Patience:
        """One of so many equal parts of what is left."""
        return Patience(max(0.0, self.left()) / parts / 60)


def typing(
    server: Server, tables: int, patience: Patience, *, seconds: float, pages: bool = False
) -> Result:
    """Everyone at so many tables of 8 types; with `pages` 20 requests a second beside it."""

    def play() -> Result:
        addresses = server.pages() if pages else []
        words = ["--seconds", str(seconds), *(w for page in addresses for w in ("--page", page))]
        return _run(server, "bench.tables", tables, words, patience)

    return _held(server, tables, play)


def storm(server: Server, tables: int, patience: Patience) -> Result:
    """Everyone comes in, goes, and comes back."""
    return _held(server, tables, lambda: _run(server, "bench.storm", tables, [], patience))


def _held(server: Server, tables: int, play: Callable[[], Result]) -> Result:
    """A server that does not start, or does not answer, is a trial that failed and no more."""
    try:
        with server:
            result = play()
    except DidNotStart as problem:
        result = {"failed": str(problem)}
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        result = {"failed": "did not end in time"}
    _tell(server.name, tables, result)
    return result


def _run(server: Server, module: str, tables: int, words: list[str], patience: Patience) -> Result:
    """The generator is a process of its own on its own core."""
    file = server.seats(tables, 8)
    command = [
        sys.executable,
        "-m",
        module,
        "--file",
        str(file),
        "--pid",
        str(server.pid()),
        *words,
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True,
        timeout=max(20.0, min(LONGEST_S, patience.left())),
        preexec_fn=lambda: os.sched_setaffinity(0, {GENERATOR_CORE}),
    )  # fmt: skip
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["?"])[-1]}
    result: Result = json.loads(done.stdout)
    return result


def holds(result: Result) -> bool:
    """Whether everyone saw every letter in time."""
    if "failed" in result:
        return False
    in_time = result["seen_ms"]["p99"] < HOLDS_MS
    return bool(in_time and not result["behind"] and not result["disconnected"])


def is_void(result: Result) -> bool:
    """Whether the generator was too busy to judge by."""
    return bool(result.get("is_void"))


def _tell(name: str, tables: int, result: Result) -> None:
    """Progress, on the error stream."""
    if "failed" in result:
        short = str(result["failed"])
    elif "join" in result:
        short = f"storm: p99 {result['join']['synced_ms']['p99']} ms"
    else:
        short = f"p99 {result['seen_ms']['p99']} ms, server {result['server']['cpu']}"
        short += f", generator {result['generator']['cpu']}"
    moment = time.strftime("%H:%M:%S")
    print(f"{moment} {name} {tables}: {short}", file=sys.stderr, flush=True)
