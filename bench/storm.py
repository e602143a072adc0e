"""Everyone joins within ten seconds, goes, and comes back within ten seconds.

.venv/bin/python -m bench.storm --file SEATS.jsonl --pid SERVER
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import uvloop

from bench.figures import in_ms, read_process
from bench.seat import Seat, Trial, read_tables

WITHIN_S = 10.0


async def join_all(seats: list[Seat], pid: int) -> dict[str, Any]:
    """Each at a random moment; measured from that moment until its document is there."""
    took: list[float] = []
    failed = 0
    before, start = read_process(pid), time.perf_counter()

    async def one(seat: Seat, moment: float) -> None:
        nonlocal failed
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        try:
            await seat.connect()
        except (OSError, TimeoutError):
            failed += 1
        else:
            took.append(time.perf_counter() - moment)

    moments = [start + random.random() * WITHIN_S for _seat in seats]
    await asyncio.gather(*map(one, seats, moments))
    cpu = read_process(pid).cpu_s - before.cpu_s
    return {
        "synced_ms": in_ms(took),
        "cpu_ms": round(cpu / len(seats) * 1000, 2),
        "failed": failed,
    }


async def run(args: argparse.Namespace) -> dict[str, Any]:
    """Join, leave, come back."""
    tables = read_tables(args.file, Trial())
    seats = [seat for table in tables for seat in table.seats]
    own = read_process(os.getpid()).cpu_s
    began = time.perf_counter()
    joined = await join_all(seats, args.pid)
    for seat in seats:
        seat.leave()
    await asyncio.sleep(2)
    back = await join_all(seats, args.pid)
    share = (read_process(os.getpid()).cpu_s - own) / (time.perf_counter() - began)
    return {
        "tables": len(tables),
        "connections": len(seats),
        "generator": {"cpu": round(share, 2)},
        "join": joined,
        "reconnect": back,
    }


def main() -> None:
    """Read the words, run, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--pid", type=int, required=True)
    print(json.dumps(uvloop.run(run(parser.parse_args())), indent=1))


if __name__ == "__main__":
    main()
