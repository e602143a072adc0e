"""`make chaos`: many people write while everything goes wrong, and a judge reads the disk.

    .venv/bin/python -m chaos.campaign [--tables 50] [--faults 60] [--seed N] [--keep]

The same seed gives the same plan. A run in which something is wrong keeps its folder and ends with
status 1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvloop

from chaos.checker import Verdict, judge_end, same
from chaos.disk_watch import DiskWatch
from chaos.faults import KINDS, strike
from chaos.looker import keep_typing
from chaos.pair import Pair
from chaos.plan import Fault, make_plan
from chaos.proxy import Proxy
from chaos.reader import Found
from chaos.reducer import durable
from chaos.report import Struck, report
from chaos.room_log import Rows
from chaos.scene import Scene, Table
from chaos.server import Server
from chaos.writer import Writer

QUIET_WITHIN_S = 60.0
SETTLE_S = 2.0


async def run(args: argparse.Namespace) -> dict[str, Any]:
    """The whole campaign, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    print(f"seed {args.seed}, folder {folder}", file=sys.stderr, flush=True)
    is_pair, database = args.processes == 2, os.environ["DATABASE_URL"] if args.postgres else ""
    server = Pair(folder, database) if is_pair else Server(folder, database)
    proxy = Proxy(*(server.ports if isinstance(server, Pair) else [server.port]))
    is_good = False
    try:
        seats = folder / "seats.jsonl"
        words = ["--tables", str(args.tables), "--seats", str(args.seats), "--out", str(seats)]
        server.command("rehearsal", *words)
        await asyncio.to_thread(server.start)
        await proxy.start()
        scene = Scene(folder, server, proxy, random.Random(args.seed))
        # The moments of the screen are compared with those of a file.
        scene.seat_people(seats, watched=0 if args.postgres else args.watched)
        result = await _run(scene, args)
        is_good = not result["wrong"]
        return result
    finally:
        await proxy.stop()
        await asyncio.to_thread(server.close, keep=not is_good or args.keep)
        if is_good and not args.keep:
            shutil.rmtree(folder, ignore_errors=True)


async def _run(scene: Scene, args: argparse.Namespace) -> dict[str, Any]:
    left_out = set() if scene.server.clock.can_jump else {"clock"}
    left_out |= {"full_disk", "device_dies"} if args.postgres else set()
    left_out |= set() if args.processes == 2 else {"kill_one"}
    left_out |= set(KINDS) - set(args.only or KINDS)
    plan = make_plan(args.seed, args.faults, without=left_out, pace=args.pace)
    seats = {desk.table: desk.seat for desk in (scene.looker.desks if scene.looker else [])}
    watch = DiskWatch(scene.server.room_log, seats)
    if seats:
        watch.start()
    began = time.time()
    typing = await _begin(scene, args.rate)
    struck = [await _strike(scene, fault, args.pace) for fault in plan]
    await _fall_silent(scene, typing)
    await _judge_end(scene)
    if scene.mails.posted:
        await asyncio.to_thread(scene.mails.bring_all)
    if seats:
        watch.stop()
    await scene.judged()
    scene.tell_wrong()
    result = report(scene, watch, struck, seed=args.seed, seconds=time.time() - began)
    result["left_out"] = sorted(left_out)
    if scene.looker:
        await scene.looker.close()
    scene.reader.close()
    for table in scene.tables.values():
        table.journal.close()
    (scene.folder / "report.json").write_text(json.dumps(result, indent=1))
    return result


async def _begin(scene: Scene, rate: float) -> list[asyncio.Task[None]]:
    """Everyone sits down and begins to write."""
    scene.lines = [asyncio.create_task(writer.live()) for writer in scene.writers]
    await scene.until_back()
    hands = [asyncio.create_task(_write_on(writer, rate)) for writer in scene.writers]
    if scene.looker:
        await scene.looker.start()  # its boxes are there once somebody has begun the talk
        pause, looker = _pauses(scene.dice, rate), scene.looker
        hands += [asyncio.create_task(keep_typing(looker, d, pause)) for d in looker.desks]
    await asyncio.sleep(SETTLE_S)
    return hands


def _pauses(dice: random.Random, rate: float) -> Callable[[], float]:
    return lambda: dice.expovariate(rate)


async def _write_on(writer: Writer, rate: float) -> None:
    """Write at random moments, press a button now and then, be away for a while and write on."""
    dice = writer.dice
    while True:
        await asyncio.sleep(dice.expovariate(rate))
        chance = dice.random()
        if chance < 0.01 and not writer.is_resting:
            asyncio.get_running_loop().create_task(_rest(writer, dice.uniform(1, 6)))
        elif chance < 0.15 or writer.presses.is_waited_for():
            writer.presses.press()
        else:
            writer.edit()


async def _rest(writer: Writer, seconds: float) -> None:
    writer.is_resting = True
    writer.hang_up()
    await asyncio.sleep(seconds)
    writer.is_resting = False


async def _strike(scene: Scene, fault: Fault, pace: float) -> Struck:
    """One fault, until everyone is back; then a look at the disk while people write on."""
    began = time.time()
    await strike(scene, fault)
    healed = time.time()
    back = await scene.until_back()
    await asyncio.sleep(SETTLE_S * pace)
    at = time.time()
    rows = await asyncio.to_thread(scene.server.store.read, scene.tables)
    scene.later(scene.look(rows, at, f"while writing, after fault {fault.number} {fault.kind}"))
    await scene.judged()
    assert scene.server.process is not None
    struck = Struck(
        fault, began, healed - began, back,
        {**scene.server.weight(), "pid": scene.server.process.pid, "lines": len(scene.proxy.lines)},
    )  # fmt: skip
    words = f"{fault.number:3} {fault.kind:14} back {back:5.1f} s  wrong {len(scene.wrong)}"
    print(f"{words}  {fault.numbers}", file=sys.stderr, flush=True)
    scene.tell_wrong()
    return struck


async def _fall_silent(scene: Scene, typing: list[asyncio.Task[None]]) -> None:
    """Nobody writes any more, and everything that was written arrives."""
    if scene.looker:
        await scene.looker.rest()
    for task in typing:
        task.cancel()
    await asyncio.gather(*typing, return_exceptions=True)
    for writer in scene.writers:
        writer.is_resting = False
    await scene.until_back()
    end = time.monotonic() + QUIET_WITHIN_S
    while time.monotonic() < end and not all(_is_quiet(t) for t in scene.tables.values()):
        await asyncio.sleep(0.2)
    await asyncio.sleep(SETTLE_S)


def _is_quiet(table: Table) -> bool:
    texts = [writer.texts() for writer in table.writers]
    seqs = {writer.replica.seq for writer in table.writers}
    return all(text == texts[0] for text in texts) and len(seqs) == 1


async def _judge_end(scene: Scene) -> None:
    """Disk, replicas and a newcomer must say the same, and exactly what was made."""
    at = time.time()
    rows = await asyncio.to_thread(scene.server.store.read, scene.tables)
    await scene.judged()
    await scene.look(rows, at, "at the end")
    for name, table in scene.tables.items():
        found = scene.reader.read(rows[name])
        scene.wrong += judge_end(table.journal.history, found)
        newcomer = await _newcomer(table)
        scene.wrong += _replicas(scene, table, found, newcomer)
        scene.wrong += [Verdict("refused", name, p) for w in table.writers for p in w.problems]
    if scene.looker:
        await _judge_pages(scene, rows)


async def _newcomer(table: Table) -> Writer:
    """Somebody who has nothing sits down: what the server gives is the fresh state."""
    other = table.writers[0]
    other.is_resting = True
    other.hang_up()
    newcomer = Writer(other.seat, table.journal, other.url, other.headers, random.Random(0))
    line = asyncio.create_task(newcomer.live())
    end = time.monotonic() + 20
    while time.monotonic() < end and not (newcomer.is_synced and newcomer.replica.seq >= 0):
        await asyncio.sleep(0.02)
    line.cancel()
    await asyncio.gather(line, return_exceptions=True)
    other.is_resting = False
    return newcomer


def _replicas(scene: Scene, table: Table, found: Found, newcomer: Writer) -> list[Verdict]:
    texts = {"the disk": found.texts, "a newcomer": newcomer.texts()}
    texts |= {f"seat {writer.seat}": writer.texts() for writer in table.writers}
    wrong = same(table.id, texts)
    fresh = durable(newcomer.replica.state)
    states = {"the disk": found.state}
    states |= {f"seat {w.seat}": durable(w.replica.state) for w in table.writers}
    for name, state in states.items():
        if state and state != fresh:
            words = f"state plus events of {name} is not the fresh state"
            wrong.append(Verdict("unequal state", table.id, words))
    return wrong


async def _judge_pages(scene: Scene, rows: dict[str, Rows]) -> None:
    """The boxes of the browser hold what the disk holds."""
    assert scene.looker is not None
    for desk in scene.looker.desks:
        text = scene.reader.read(rows[desk.table]).texts.get(desk.field, "")
        if await scene.looker.value(desk) != text:
            scene.wrong.append(Verdict("unequal", desk.table, "the page differs from the disk"))
    scene.wrong += [Verdict("page", "all", p) for p in scene.looker.problems]


def parsed(words: list[str] | None = None) -> argparse.Namespace:
    """The words of the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=50)
    parser.add_argument("--seats", type=int, default=8)
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--watched", type=int, default=3, help="tables with a browser at them")
    parser.add_argument("--rate", type=float, default=0.25, help="edits a second of each person")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--pace", type=float, default=1.0, help="0.5: faults last half as long")
    parser.add_argument("--only", nargs="*", choices=KINDS, help="only these kinds of fault")
    parser.add_argument("--postgres", action="store_true", help="keep all in DATABASE_URL")
    parser.add_argument("--processes", type=int, default=1, choices=(1, 2), help="2: --postgres")
    parser.add_argument("--keep", action="store_true", help="keep the folder in any case")
    return parser.parse_args(words)


def main() -> None:
    """Run, print the report; status 1 when something is wrong."""
    os.umask(0o077)
    result = uvloop.run(run(parsed()))
    print(json.dumps(result, indent=1))
    sys.exit(1 if result["wrong"] else 0)


if __name__ == "__main__":
    main()
