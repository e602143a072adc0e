"""How many tables hold? Everyone at N tables types; measured from the planned moment of a letter.

    .venv/bin/python -m bench.tables --file SEATS.jsonl --pid SERVER [--rate 0.5] [--seconds 20]

The figures are void when this program itself was too busy (over 80 % of its core).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import time
from pathlib import Path
from typing import Any

import uvloop

from bench.costs import TOO_BUSY, Costs
from bench.figures import in_ms
from bench.seat import Seat, Table, Trial, connect_all, read_tables, type_forever
from bench.sockets import CLIENT
from bench.visitor import Visitor


async def run(args: argparse.Namespace) -> dict[str, Any]:
    """Connect, warm up, measure, wait for stragglers, compare."""
    trial = Trial()
    tables = read_tables(args.file, trial, limit=args.tables)
    seats = [seat for table in tables for seat in table.seats]
    for table in tables[:: max(1, len(tables) // args.check)]:
        for seat in table.seats:
            seat.keeps_updates = True
    costs = Costs(args.pid)
    await connect_all(seats)
    costs.joined()
    write_beforehand(seats, args)
    visitor = Visitor(args.page, args.visits)
    beside = [asyncio.create_task(keep_alive(seats))]
    if args.page:
        beside.append(asyncio.create_task(visitor.visit()))
    await type_and_measure(seats, trial, costs, args)
    for task in beside:
        task.cancel()
    for seat in seats:
        seat.read_inbox()
    return {
        "tables": len(tables),
        "connections": len(seats),
        "rate": args.rate,
        **measured(trial, costs, connections=len(seats)),
        **await compare(tables, seats),
        "pages": visitor.report() if args.page else None,
        "problems": trial.problems[:5],
    }


def write_beforehand(seats: list[Seat], args: argparse.Namespace) -> None:
    """What costs this program most is done before and after: it shall not be what gives way."""
    # Chance types as it likes: twice the mean and ten more is not passed by one seat in a million.
    count = 10 + int(2 * args.rate * (args.warm_up + args.seconds))
    for seat in seats:
        seat.write_beforehand(count)
    gc.collect()
    gc.freeze()
    gc.disable()


async def type_and_measure(
    seats: list[Seat], trial: Trial, costs: Costs, args: argparse.Namespace
) -> None:
    """Everyone types; what comes after the warming up counts."""
    end = time.perf_counter() + args.warm_up + args.seconds
    for seat in seats:
        seat.go()
        type_forever(seat, args.rate, until=end)
    await asyncio.sleep(args.warm_up)
    costs.start()
    trial.begins = time.perf_counter()
    await asyncio.sleep(max(0.0, end - time.perf_counter()))
    costs.stop()
    await asyncio.sleep(args.settle)
    trial.ends = time.perf_counter()


def measured(trial: Trial, costs: Costs, *, connections: int) -> dict[str, Any]:
    """The figures of the time that counted."""
    return {
        "seconds": round(costs.span, 1),
        "is_void": costs.own_share > TOO_BUSY,
        "generator": {
            "cpu": round(costs.own_share, 2),
            "late_ms": in_ms(trial.late),
            "client": CLIENT,
        },
        "seen_ms": in_ms(trial.seen),
        "ack_ms": in_ms(trial.acked),
        "deliveries": len(trial.seen),
        "server": costs.of_server(connections=connections, edits=len(trial.late)),
        "join_s": round(costs.joined_s, 1),
        "load": round(costs.load, 1),
    }


async def keep_alive(seats: list[Seat]) -> None:
    """Everyone shows presence every 15 seconds, spread out."""
    while True:
        for seat in seats:
            seat.look_alive()
            await asyncio.sleep(15 / len(seats))


async def compare(tables: list[Table], seats: list[Seat]) -> dict[str, Any]:
    """Did everyone see every letter, and do the documents of the checked tables agree?"""
    behind = unequal = checked = 0
    for table in tables:
        for seat in table.seats:
            others = [mark for other in table.seats if other is not seat for mark in other.marks]
            behind += not seat.received.issuperset(others)
        if not table.seats[0].keeps_updates:
            continue
        typed = {seat.name: "".join(seat.typed) for seat in table.seats}
        for seat in table.seats:
            checked += 1
            unequal += seat.merge_kept() != typed
    gone = sum(seat.write is None for seat in seats)
    unacked = sum(len(seat.unacked) for seat in seats)
    return {
        "behind": behind,
        "disconnected": gone,
        "unacked": unacked,
        "documents": {"checked": checked, "unequal": unequal},
    }


def main() -> None:
    """Read the words, run, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--pid", type=int, required=True, help="the server, to read its CPU")
    parser.add_argument("--tables", type=int)
    parser.add_argument("--rate", type=float, default=0.5)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--warm-up", type=float, default=3)
    parser.add_argument("--settle", type=float, default=2)
    parser.add_argument("--page", action="append", default=[], help="an address to ask for as well")
    parser.add_argument("--visits", type=float, default=20, help="page requests a second")
    parser.add_argument("--check", type=int, default=40, help="compare documents of so many tables")
    print(json.dumps(uvloop.run(run(parser.parse_args())), indent=1))


if __name__ == "__main__":
    main()
