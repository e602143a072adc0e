"""Is a backup whole that is made while everyone types and pages write?

    .venv/bin/python -m bench.backup [--tables 20] [--seats 8] [--rate 1] [--pages 20] [--backups 5]

Everyone types through real sockets and pages keep answers, without a pause. Before each backup it
notes what the server had said to be kept: every letter and every answer of that must be in it. Each
backup is restored into an empty folder by the one command and looked at; on the last one a server
is started, and everyone sits down there and reads.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop

from bench.kill import until
from bench.own_server import OwnServer
from bench.seat import Seat, Table, Trial, connect_all, read_tables, type_forever

PRIVATE = "halfway/unsaid"
_TOKEN = "b" * 32


@dataclass
class Pages:
    """One visitor after another keeps an answer for themselves: the facts grow by that."""

    port: int
    rate: float
    rows: list[dict[str, Any]]
    kept: dict[str, int] = field(default_factory=dict)  # seat: the number of its last answer
    problems: list[str] = field(default_factory=list)

    async def write_forever(self) -> None:
        """As many answers a second as asked, each kept before the next is sent."""
        number = 0
        while True:
            for row in self.rows:
                number += 1
                await asyncio.to_thread(self._keep, row, number)
                await asyncio.sleep(1 / self.rate)

    def _keep(self, row: dict[str, Any], number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(line):
            cookie = f"{row['headers']['Cookie']}; overbrug_csrf={_TOKEN}"
            body = {"seat": row["seat"], "field": PRIVATE, "text": f"answer {number}"}
            headers = {"Cookie": cookie, "X-CSRFToken": _TOKEN, "Host": "localhost"}
            line.request("POST", f"/tafel/{row['table']}/alleen-ik/", json.dumps(body), headers)
            answer = line.getresponse()
            if answer.status == 200:
                self.kept[row["seat"]] = number
            else:
                self.problems.append(f"{answer.status} {answer.read(200)!r}")


@contextlib.contextmanager
def server_in(folder: Path) -> Iterator[OwnServer]:
    """A server that is stopped afterwards."""
    server = OwnServer(folder)
    process = server.start()
    try:
        yield server
    finally:
        process.terminate()
        process.wait(20)


async def run(args: argparse.Namespace) -> dict[str, Any]:
    """The whole trial."""
    folder = Path(tempfile.mkdtemp(prefix="overbrug-backup-"))
    try:
        if args.start:
            zipfile.ZipFile(args.start).extractall(folder / "data")
        with server_in(folder) as server:
            file = folder / "seats.jsonl"
            words = ("--tables", str(args.tables), "--seats", str(args.seats), "--out", str(file))
            server.command("rehearsal", *words)
            found = await while_they_write(server, file, args)
        return {**found, **await read_again(folder / f"restored-{args.backups}", file)}
    finally:
        shutil.rmtree(folder)


async def while_they_write(
    server: OwnServer, file: Path, args: argparse.Namespace
) -> dict[str, Any]:
    """Everyone writes; backups are made, restored and looked at meanwhile."""
    trial = Trial()
    tables = read_tables(file, trial)
    seats = [seat for table in tables for seat in table.seats]
    await connect_all(seats)
    end = time.perf_counter() + 600
    for seat in seats:
        seat.go()
        type_forever(seat, args.rate, until=end)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    pages = Pages(server.port, args.pages, rows)
    writing = asyncio.create_task(pages.write_forever())
    looks = [await one(server, tables, pages, n) for n in range(1, args.backups + 1)]
    writing.cancel()
    for seat in seats:
        seat.leave()
    return {
        "tables": args.tables,
        "backups": args.backups,
        **{name: sum(look[name] for look in looks) for name in looks[0]},
        "backup_s": [look["backup_s"] for look in looks],
        "problems": [*trial.problems[:3], *pages.problems[:3]],
    }


async def one(server: OwnServer, tables: list[Table], pages: Pages, n: int) -> dict[str, Any]:
    """One backup, made now and restored; what of the writing before it is missing there."""
    known = await something_new(tables, pages)
    letters = {seat: seat.known_acked for table in tables for seat in table.seats}
    answers, began = dict(pages.kept), time.perf_counter()
    file, folder = server.folder / f"{n}.zip", server.folder / f"restored-{n}" / "data"
    await asyncio.to_thread(server.command, "backup", str(file))
    took = round(time.perf_counter() - began, 2)
    folder.mkdir(parents=True)
    server.environment["DATA_DIR"], there = str(folder), server.environment["DATA_DIR"]
    await asyncio.to_thread(server.command, "restore", str(file))
    server.environment["DATA_DIR"] = there
    look = await asyncio.to_thread(look_at, folder, letters, answers)
    written = sum(seat.known_acked for seat in letters) - sum(letters.values())
    return {**look, "acknowledged": known, "written_meanwhile": written, "backup_s": took}


async def something_new(tables: list[Table], pages: Pages) -> int:
    """Wait until every table and the pages are really writing; how much is acknowledged."""
    before, answers = _acknowledged(tables), max(pages.kept.values(), default=0)
    await until(
        lambda: (
            all(now > then for now, then in zip(_acknowledged(tables), before, strict=True))
            and max(pages.kept.values(), default=0) > answers
        ),
        30,
    )
    return sum(_acknowledged(tables))


def _acknowledged(tables: list[Table]) -> list[int]:
    """How much of each table is known to be on the disk."""
    return [sum(seat.known_acked for seat in table.seats) for table in tables]


def look_at(folder: Path, letters: dict[Seat, int], answers: dict[str, int]) -> dict[str, int]:
    """What a restored folder lacks, and whether anything in it is half."""
    from overbrug.rooms import read_table

    texts: dict[str, dict[str, str]] = {}
    unreadable = 0
    for table in {seat.table.id for seat in letters}:
        record = read_table(folder / "rooms/rooms.sqlite3", table)
        texts[table], unreadable = record.texts, unreadable + record.is_unreadable
    lost = sum(
        mark.decode() not in texts[seat.table.id].get(seat.name, "")
        for seat, acked in letters.items()
        for mark in seat.marks[:acked]
    )
    with contextlib.closing(sqlite3.connect(folder / "facts.sqlite3")) as facts:
        kept = dict(
            facts.execute(
                "SELECT s.public_id, a.text FROM dialogues_privateanswer a"
                " JOIN dialogues_seat s ON s.id = a.seat_id"
            )
        )
        loose = len(facts.execute("PRAGMA foreign_key_check").fetchall())
    answers_lost = sum(int(kept.get(s, "x 0").split()[1]) < n for s, n in answers.items())
    return {
        "letters_lost": lost,
        "answers_lost": answers_lost,
        "answers": len(answers),
        "unreadable": unreadable,
        "loose_ends": loose,
    }


async def read_again(folder: Path, file: Path) -> dict[str, Any]:
    """A server on what was restored: how many tables show there what the disk holds."""
    from overbrug.rooms import read_table

    shown = 0
    with server_in(folder) as server:
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        for row in rows:
            row["url"] = f"ws://127.0.0.1:{server.port}/rt/{row['table']}"
        again = folder / "seats.jsonl"
        again.write_text("".join(json.dumps(row) + "\n" for row in rows))
        tables = read_tables(again, Trial())
        for table in tables:
            reader = table.seats[0]
            reader.keeps_updates = True
            await reader.connect()
            reader.merge_kept()
            texts = read_table(folder / "data/rooms/rooms.sqlite3", table.id).texts
            read = {name: str(reader.doc.get(name, type=type(reader.text))) for name in texts}
            shown += bool(texts) and read == texts
            reader.leave()
    return {"shown_after_restore": shown}


def main() -> None:
    """Read the words, run, print one JSON object; status 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=20)
    parser.add_argument("--seats", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--pages", type=float, default=20.0)
    parser.add_argument("--backups", type=int, default=5)
    parser.add_argument("--start", type=Path, help="a zip of a data folder to begin with")
    args = parser.parse_args()
    result = {**uvloop.run(run(args)), "load": round(os.getloadavg()[0], 1)}
    print(json.dumps(result, indent=1))
    bad = ("letters_lost", "answers_lost", "unreadable", "loose_ends", "problems")
    is_whole = not any(result[name] for name in bad)
    sys.exit(0 if is_whole and result["shown_after_restore"] == args.tables else 1)


if __name__ == "__main__":
    main()
