"""Is anything lost that was said to be kept? Kills the server while everyone types.

    .venv/bin/python -m bench.kill [--tables 100] [--seats 8] [--rate 1] [--seconds 6]

It starts a server of its own in a new data folder, lets everyone type, kills it with signal 9,
reads the room log as it lies on the disk, and looks for every insert that had been acknowledged.
Then it starts the server again, lets everyone reconnect, and compares all documents.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uvloop

from bench.own_server import OwnServer
from bench.seat import Seat, Table, Trial, connect_all, read_tables, type_forever


def lost_on_disk(room_log: Path, tables: list[Table]) -> tuple[int, int]:
    """How many inserts were acknowledged, and how many of those the disk does not hold."""
    from overbrug.rooms import read_table

    acknowledged = lost = 0
    for table in tables:
        texts = read_table(room_log, table.id).texts
        for seat in table.seats:
            kept = seat.marks[: seat.known_acked]
            text = texts.get(seat.name, "").encode()
            acknowledged += len(kept)
            lost += sum(mark not in text for mark in kept)
    return acknowledged, lost


async def until(holds: Any, seconds: float) -> bool:
    """Wait for a condition; whether it came true."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.05)
    return True


def state_of(tables: list[Table]) -> int:
    """How many tables have seats whose documents differ, or lack what somebody typed."""
    unequal = 0
    for table in tables:
        typed = {seat.name: str(seat.text) for seat in table.seats}
        unequal += any(seat.merge_kept() != typed for seat in table.seats)
    return unequal


async def run(args: argparse.Namespace) -> dict[str, Any]:
    """The whole trial."""
    folder = Path(tempfile.mkdtemp(prefix="overbrug-kill-"))
    server = OwnServer(folder)
    process = server.start()
    try:
        file = folder / "seats.jsonl"
        words = ("--tables", str(args.tables), "--seats", str(args.seats), "--out", str(file))
        server.command("rehearsal", *words)
        trial = Trial()
        tables = read_tables(file, trial)
        seats = [seat for table in tables for seat in table.seats]
        for seat in seats:
            seat.keeps_updates = True
        await connect_all(seats)
        for seat in seats:
            seat.go()
        end = time.perf_counter() + args.seconds
        for seat in seats:
            type_forever(seat, args.rate, until=end + 5)
        await asyncio.sleep(args.seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        await until(lambda: all(seat.write is None for seat in seats), 10)
        acknowledged, lost = lost_on_disk(folder / "data/rooms/rooms.sqlite3", tables)
        open_at_kill = sum(len(seat.marks) - seat.known_acked for seat in seats)
        process = server.start()
        return {
            "tables": args.tables,
            "acknowledged": acknowledged,
            "lost": lost,
            "unacknowledged_at_kill": open_at_kill,
            **await come_back(tables, seats),
        }
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


async def come_back(tables: list[Table], seats: list[Seat]) -> dict[str, Any]:
    """Everyone reconnects, sends what was not acknowledged, and gets what the others have."""
    began = time.perf_counter()
    await connect_all(seats)
    for seat in seats:
        seat.go()
    is_acked = await until(lambda: all(s.known_acked == len(s.marks) for s in seats), 30)
    took = time.perf_counter() - began
    await until(lambda: state_of(tables) == 0, 15)
    return {
        "back_s": round(took, 1),
        "all_acknowledged": is_acked,
        "unequal_tables": state_of(tables),
    }


def main() -> None:
    """Read the words, run, print one JSON object; status 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=100)
    parser.add_argument("--seats", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=6)
    result = uvloop.run(run(parser.parse_args()))
    print(json.dumps(result, indent=1))
    is_good = result["all_acknowledged"] and not result["lost"] and not result["unequal_tables"]
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
