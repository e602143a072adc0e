"""Everything of one campaign that the faults and the checks need at hand."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import threading
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.checker import Verdict, judge
from chaos.history import History, Journal
from chaos.looker import Desk, Looker
from chaos.mails import Mails
from chaos.proxy import Proxy
from chaos.reader import Reader
from chaos.registers import judge_registers
from chaos.room_log import Rows
from chaos.server import Server
from chaos.writer import Writer

BACK_WITHIN_S = 30.0
GIVE_UP_S = 120.0


@dataclass(slots=True)
class Table:
    """A table: who writes at it, and the book of what happened."""

    id: str
    journal: Journal
    writers: list[Writer] = field(default_factory=list)
    own_fields: list[str] = field(default_factory=list)


class Scene:
    """Server, network, people, browser, mails; and what was found wrong so far."""

    def __init__(self, folder: Path, server: Server, proxy: Proxy, dice: random.Random) -> None:
        self.folder = folder
        self.server = server
        self.proxy = proxy
        self.dice = dice
        self.tables: dict[str, Table] = {}
        self.looker: Looker | None = None
        self.mails = Mails(server)
        self.reader = Reader()
        self.wrong: list[Verdict] = []
        self.looks = 0
        self.healed_at: float | None = None  # when the server was started again, by the last fault
        self.pages_seen: dict[str, int] = {}
        self.taken_over_s: list[float] = []  # by the other of two processes
        self._told = 0
        self._reading = threading.Lock()
        self.lines: list[asyncio.Task[None]] = []
        self._looking: set[asyncio.Task[None]] = set()

    # People.

    def seat_people(self, file: Path, *, watched: int) -> None:
        """Writers for the seats of a rehearsal; a browser has the last one of `watched` tables."""
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        by_table: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            by_table.setdefault(row["table"], []).append(row)
        folder = self.folder / "journals"
        folder.mkdir()
        desks = []
        for number, (name, seats) in enumerate(by_table.items()):
            table = self.tables[name] = Table(name, Journal(folder, name))
            if number < watched:
                desks.append(self._desk(table, len(seats) - 1, seats.pop()))
            for seat, row in enumerate(seats):
                table.writers.append(self._writer(table, seat, row, stays=number < watched))
        if desks:
            address = f"http://127.0.0.1:{self.proxy.port}"
            self.looker = Looker(self.folder, address, desks)

    def _writer(self, table: Table, seat: int, row: dict[str, Any], *, stays: bool) -> Writer:
        url = f"ws://127.0.0.1:{self.proxy.port}/rt/{table.id}"
        dice = random.Random(self.dice.random())
        writer = Writer(seat, table.journal, url, row["headers"], dice)
        writer.presses.seat_id = row["seat"]
        writer.presses.begins = seat == 0
        # The page of the browser must stay at the step that it writes in.
        writer.presses.moves_on = seat == 0 and not stays
        return writer

    @staticmethod
    def _desk(table: Table, seat: int, row: dict[str, Any]) -> Desk:
        desk = Desk(seat, row["seat"], table.id, row["headers"]["Cookie"], table.journal)
        table.own_fields.append(desk.field)
        return desk

    @property
    def writers(self) -> list[Writer]:
        """Everyone but the browser."""
        return [writer for table in self.tables.values() for writer in table.writers]

    # Is it back?

    async def until_back(self) -> float:
        """Seconds since it healed until all are synced and what was made before is acknowledged."""
        began, self.healed_at = self.healed_at or time.monotonic(), None
        before = {id(w): w.made for w in self.writers}
        desks = {desk.table: desk.made for desk in self.looker.desks} if self.looker else {}
        while time.monotonic() - began < GIVE_UP_S:
            is_back = all(_is_back(w, before[id(w)]) for w in self.writers)
            if is_back and all(is_saved(d, desks[d.table]) for d in self._desks()):
                break
            await asyncio.sleep(0.1)
        took = time.monotonic() - began
        if took > BACK_WITHIN_S:
            away = [f"{w.journal.history.table}/{w.seat}" for w in self.writers if not w.is_synced]
            words = f"{took:.1f} s; away: {away[:5]} ({len(away)})"
            self.wrong.append(Verdict("slow back", "all", words))
        return took

    def _desks(self) -> list[Desk]:
        return self.looker.desks if self.looker else []

    # Does it hold?

    def histories(self) -> dict[str, History]:
        """The books as they are now; they may grow on."""
        found = {}
        for name, table in self.tables.items():
            book = table.journal.history
            found[name] = History(name, dict(book.edits), dict(book.presses))
        return found

    async def look(self, rows: dict[str, Rows], at: float, where: str) -> None:
        """Judge what the disk holds, in a thread, against what was promised by then."""
        found = await asyncio.to_thread(self._judge, rows, at)
        self.looks += 1
        self.wrong += [Verdict(v.kind, v.table, f"{v.words} ({where})") for v in found]

    def later(self, look: Coroutine[Any, Any, None]) -> None:
        """Judge beside what happens on."""
        task = asyncio.create_task(look)
        self._looking.add(task)
        task.add_done_callback(self._looking.discard)

    async def judged(self) -> None:
        """Wait until every look is judged."""
        while self._looking:
            await asyncio.gather(*self._looking)

    def tell_wrong(self) -> None:
        """Print what was found since the last time, and put the journals on the disk."""
        for verdict in self.wrong[self._told :][:20]:
            print(f"    {verdict}", file=sys.stderr, flush=True)
        self._told = len(self.wrong)
        for table in self.tables.values():
            table.journal.flush()

    def _judge(self, rows: dict[str, Rows], at: float) -> list[Verdict]:
        wrong = []
        with self._reading:
            for name, history in self.histories().items():
                found = self.reader.read(rows[name])
                wrong += judge(history, found, at=at, own_marks=self.tables[name].own_fields)
                wrong += judge_registers(history, found.state, at=at)
        return wrong


def _is_back(writer: Writer, made: int) -> bool:
    if writer.is_resting:
        return True
    return writer.is_synced and next(iter(writer.unacked), made + 1) > made


def is_saved(desk: Desk, made: int) -> bool:
    """Nothing that is really in the box waits for its *bewaard*."""
    edits = desk.journal.history.edits
    return not any((desk.seat, n) in edits for n in range(desk.acked + 1, made + 1))
