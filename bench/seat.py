"""One device at one seat: speaks the y-websocket format, as our browser code does."""

from __future__ import annotations

import asyncio
import json
import math
import random
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pycrdt

from bench.dialects import DIALECTS, Overbrug, Plain
from bench.letters import MARK, Letter, mark_of, some_letters, write_letters
from bench.sockets import open_socket
from overbrug.rooms import wire

_EMPTY_STATE = b"\x00"


@dataclass(slots=True)
class Table:
    """What the trial knows of one table."""

    id: str
    seats: list[Seat] = field(default_factory=list)
    sent_at: dict[bytes, float] = field(default_factory=dict)


class Trial:
    """What all seats measure together."""

    def __init__(self) -> None:
        # A field of its own, so that a trial can be repeated at the same tables.
        self.name = f"t{random.getrandbits(32):x}"
        # From when until when it counts: moments of `time.perf_counter`.
        self.begins = self.ends = math.inf
        self.seen: list[float] = []
        self.acked: list[float] = []
        self.late: list[float] = []
        self.problems: list[str] = []

    def counts(self, moment: float) -> bool:
        """Whether what happened then is measured."""
        return self.begins <= moment < self.ends


class Seat:
    """One socket and the document behind it. The document survives a reconnect."""

    def __init__(
        self,
        trial: Trial,
        table: Table,
        url: str,
        headers: dict[str, str],
        dialect: Plain | None = None,
    ) -> None:
        self.trial = trial
        self.table = table
        self.url = url
        self.headers = headers
        self.dialect = dialect or Overbrug(table.id)
        self.number = len(table.seats)
        self.name = f"bench/{trial.name}/s{self.number}"
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.text = self.doc.get(self.name, type=pycrdt.Text)
        self.doc.observe(self._on_change)
        self.write: Callable[[bytes], None] | None = None  # None while there is no socket
        self.hang_up: Callable[[], object] | None = None
        self.tasks: list[asyncio.Task[None]] = []
        self.synced = asyncio.Event()
        self.is_applying = False
        self.is_ready = False  # nothing new is sent before what was not acknowledged
        self.marks: list[bytes] = []  # of every insert, in order
        self.unacked: deque[tuple[int, float]] = deque()  # index of the insert, when sent
        self.known_acked = 0  # how many inserts are known to be on disk
        self.acked_now = 0
        self.received: set[bytes] = set()
        self.keeps_updates = False
        self.kept: list[bytes] = []
        self.updates: list[bytes] = []  # of own inserts, to send again what was not acknowledged
        self.typed: list[str] = []
        self.letters: deque[Letter] | None = None  # written beforehand
        self.inbox: list[tuple[float, bytes]] | None = None  # read afterwards

    async def connect(self) -> None:
        """Open the socket and wait until what the server has is here."""
        self.synced.clear()
        self.is_ready = False
        self.acked_now = 0
        self.unacked.clear()
        await open_socket(self)
        await asyncio.wait_for(self.synced.wait(), 30)

    def on_open(self, write: Callable[[bytes], None]) -> None:
        """The socket is there: ask for all the server has, and show presence."""
        self.write = write
        for message in self.dialect.hello():
            self._send(message)
        self._send(wire.step_1(_EMPTY_STATE))
        self.look_alive()

    def leave(self) -> None:
        """Close the socket, as a phone that is put away."""
        if self.hang_up is not None:
            self.hang_up()
        self.write = self.hang_up = None

    def on_close(self, code: int) -> None:
        """The socket is gone."""
        self.write = None

    def on_message(self, frame: bytes) -> None:
        """One message of the server."""
        moment = time.perf_counter()
        if self.inbox is None:
            self._read(frame, moment)
        else:
            self.inbox.append((moment, frame))

    def write_beforehand(self, count: int) -> None:
        """Write so many letters now and read later what comes in: neither costs while it counts.

        For trials in which nobody comes back: the own document does not hold what was sent so.
        """
        self.letters = write_letters(self, count)
        self.inbox = []

    def read_inbox(self) -> None:
        """Read what came in, each message as of the moment it came."""
        inbox, self.inbox = self.inbox or [], None
        for moment, frame in inbox:
            self._read(frame, moment)

    def _read(self, frame: bytes, moment: float) -> None:
        data = self.dialect.unwrap(frame)
        if not data:
            return
        if data[0] == wire.SYNC:
            self._on_sync(data, moment)
        elif data[0] == wire.ACK:
            self._on_ack(wire.read_varuint(data, 1)[0], moment)
        elif data[0] == wire.ERROR:
            self.trial.problems.append(wire.read_varbytes(data, 1)[0].decode())

    def type(self, scheduled: float) -> None:
        """Insert one to ten characters at the end of the own line."""
        if self.write is None or not self.is_ready:
            return
        if self.trial.counts(now := time.perf_counter()):
            self.trial.late.append(now - scheduled)
        mark = mark_of(self.number, len(self.marks))
        self.table.sent_at[mark.encode()] = scheduled
        self.marks.append(mark.encode())
        self.received.add(mark.encode())  # some servers send it back to who typed it
        if self.dialect.acknowledges:
            self.unacked.append((len(self.marks), scheduled))
        if self.letters is None:
            self.typed.append(some_letters(mark))
            self.text += self.typed[-1]
        else:
            self._send_letter(self.letters)

    def _send_letter(self, letters: deque[Letter]) -> None:
        letter = letters.popleft()
        self.typed.append(letter.text)
        self.updates.append(letter.update)
        if self.write is not None:
            self.write(letter.frame)

    def go(self) -> None:
        """Everyone is connected: what was not acknowledged goes out once more, then new letters."""
        self.is_ready = True
        now = time.perf_counter()
        for index in range(self.known_acked, len(self.updates)):
            self.unacked.append((index + 1, now))
            self._send(wire.update(self.updates[index]))

    def look_alive(self) -> None:
        """Presence, as the browser repeats it."""
        state = json.dumps({"seat": None, "field": None, "typing": False}).encode()
        client = self.doc.client_id
        body = wire.varuint(1) + wire.varuint(client) + wire.varuint(1) + wire.varbytes(state)
        self._send(wire.awareness(body))

    def merge_kept(self) -> dict[str, str]:
        """Put what came in into the document; the text of every line."""
        self.is_applying = True
        for update in [*self.updates, *self.kept]:
            self.doc.apply_update(update)
        self.kept.clear()
        names = [seat.name for seat in self.table.seats]
        return {name: str(self.doc.get(name, type=pycrdt.Text)) for name in names}

    def _on_change(self, event: pycrdt.TransactionEvent) -> None:
        if self.is_applying:
            return
        self.updates.append(event.update)
        self._send(wire.update(event.update))

    def _on_sync(self, data: bytes, moment: float) -> None:
        kind = data[1]
        if kind == wire.STEP_1:
            wanted = wire.read_varbytes(data, 2)[0]
            self._send(wire.step_2(self.doc.get_update(wanted)))
            return
        update = wire.read_varbytes(data, 2)[0]
        if self.keeps_updates:
            self.kept.append(update)
        sent_at, counts = self.table.sent_at, self.trial.counts(moment)
        for mark in MARK.findall(update):
            if mark in sent_at and mark not in self.received:
                self.received.add(mark)
                if counts and kind == wire.UPDATE:
                    self.trial.seen.append(moment - sent_at[mark])
        if kind == wire.STEP_2:
            self.synced.set()

    def _on_ack(self, count: int, moment: float) -> None:
        while self.acked_now < count and self.unacked:
            index, when = self.unacked.popleft()
            self.acked_now += 1
            self.known_acked = max(self.known_acked, index)
            if self.trial.counts(moment):
                self.trial.acked.append(moment - when)

    def _send(self, data: bytes) -> None:
        if self.write is not None:
            self.write(self.dialect.wrap(data))


def read_tables(file: Path, trial: Trial, *, limit: int | None = None) -> list[Table]:
    """The tables of a rehearsal file (`overbrug rehearsal --out FILE`)."""
    tables: dict[str, Table] = {}
    for line in file.read_text().splitlines():
        row = json.loads(line)
        table = tables.setdefault(row["table"], Table(row["table"]))
        dialect = DIALECTS[row.get("server", "overbrug")](row["table"])
        table.seats.append(Seat(trial, table, row["url"], row["headers"], dialect))
    return list(tables.values())[:limit]


async def connect_all(seats: Iterable[Seat], *, at_once: int = 60) -> None:
    """Connect everyone, a limited number at a time."""
    gate = asyncio.Semaphore(at_once)

    async def one(seat: Seat) -> None:
        async with gate:
            await seat.connect()

    await asyncio.gather(*(one(seat) for seat in seats))


def type_forever(seat: Seat, rate: float, *, until: float) -> None:
    """Let a seat type at random moments, `rate` times a second on average."""
    loop = asyncio.get_running_loop()

    def at(moment: float) -> None:
        if moment >= until:
            return
        seat.type(moment)
        plan(moment)

    def plan(after: float) -> None:
        moment = after + random.expovariate(rate)
        loop.call_later(max(0.0, moment - time.perf_counter()), at, moment)

    plan(time.perf_counter())
