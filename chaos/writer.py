"""One person at one seat who writes, deletes, presses buttons, goes away and comes back.

It does what the browser code promises to do: keeps what was not acknowledged and sends it again,
comes back with growing pauses, and never counts as saved what no message 8 covered.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from typing import Any

import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from chaos import wire
from chaos.history import Journal
from chaos.marks import MARK, OWN, SHARED, mark_of
from chaos.presses import Presses
from chaos.reducer import Replica

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.3, 5.0
OPENING_S = 6.0
ANSWER_S = 6.0  # the browser asks after three seconds and gives up three seconds later
QUIET_S = 23.0


class Writer:
    """A document, a journal, and a socket now and then."""

    def __init__(
        self, seat: int, journal: Journal, url: str, headers: dict[str, str], dice: random.Random
    ) -> None:
        self.seat = seat
        self.journal = journal
        self.url, self.headers = url, headers
        self.dice = dice
        self.made = 0
        self.presses = Presses(self)
        self.replica = Replica()
        self.problems: list[str] = []
        self.unacked: dict[int, bytes] = {}  # number of the edit -> its update, in order
        self.is_synced = False
        self.is_resting = False  # away on purpose, and writing on
        self._socket: ClientConnection | None = None
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._new_document()
        self._forget_line()

    # The document.

    def _new_document(self) -> None:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self._heard: list[bytes] = []
        self.is_blank = True  # a new device shows no box before the server gave the text
        self._watch = self.doc.observe(lambda event: self._heard.append(event.update))

    def text(self, field: str) -> pycrdt.Text:
        """A field of the document."""
        return self.doc.get(field, type=pycrdt.Text)

    def texts(self) -> dict[str, str]:
        """Every field that holds something."""
        found = {name: str(self.doc.get(name, type=pycrdt.Text)) for name in list(self.doc.keys())}
        return {name: text for name, text in found.items() if text}

    def edit(self) -> None:
        """Insert a mark or delete one, in a field of one's own or of all."""
        if self.is_blank:
            return
        field = self.dice.choice([OWN.format(seat=self.seat), *SHARED])
        there = list(MARK.finditer(str(self.text(field))))
        if there and self.dice.random() < 0.3:
            self._delete(field, self.dice.choice(there))
        else:
            self._insert(field, [found.start() for found in there])

    def _insert(self, field: str, places: list[int]) -> None:
        self.made += 1
        mark = mark_of(self.seat, self.made)
        text = self.text(field)
        end = len(str(text))
        at = end if field not in SHARED else self.dice.choice([*places, end])
        self._heard.clear()
        text.insert(at, mark)
        self._note("insert", field, mark)

    def _delete(self, field: str, found: Any) -> None:
        self.made += 1
        self._heard.clear()
        del self.text(field)[found.start() : found.end()]
        self._note("delete", field, found.group())

    def _note(self, kind: str, field: str, mark: str) -> None:
        client = self.doc.client_id
        clock = wire.clocks(self.doc.get_state()).get(client, 0)
        facts = {"kind": kind, "field": field, "mark": mark, "client": client, "clock": clock}
        self.journal.note("made", self.seat, self.made, **facts)
        self.unacked[self.made] = self._heard[-1]
        if self.is_synced:
            self._send_edit(self.made)

    # The line.

    def _forget_line(self) -> None:
        self.is_synced = False
        self._sent: list[int] = []  # numbers of edits, in the order in which this line carried them
        self._acked = 0
        self._has_vector = self._has_text = False
        self._asked_at: float | None = None
        self._outbox = asyncio.Queue()
        self.presses.forget_line()

    async def live(self) -> None:
        """Come, and come back, until cancelled."""
        attempt = 0
        while True:
            try:
                await self._sit()
            except (OSError, TimeoutError, WebSocketException, InvalidHandshake):
                pass
            attempt = 0 if self._was_synced else attempt + 1
            pause = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**attempt)
            await asyncio.sleep(pause * (0.5 + self.dice.random() / 2))
            while self.is_resting:
                await asyncio.sleep(0.05)

    async def _sit(self) -> None:
        self._was_synced = False
        if not self.unacked and self.dice.random() < 0.1:
            self._new_document()  # another device: it has nothing, and gets all from the server
        async with asyncio.timeout(OPENING_S):
            socket = await connect(
                self.url, additional_headers=self.headers, compression=None, max_size=None,
                ping_interval=None, open_timeout=None, close_timeout=1, proxy=None,
            )  # fmt: skip
        self._socket = socket
        self._put(wire.sync(wire.STEP_1, self.doc.get_state()))
        self._put(wire.presence(self.doc.client_id, int(time.time() * 1000)))
        sending = asyncio.create_task(self._send_on(socket, self._outbox))
        watching = asyncio.create_task(self._watch_line(socket))
        try:
            async for message in socket:
                self._heard_at = time.monotonic()
                if isinstance(message, bytes):
                    self._take(message)
        finally:
            self._was_synced = self.is_synced
            self._socket = None
            self._forget_line()
            for task in (sending, watching):
                task.cancel()
            socket.transport.abort()
            await asyncio.gather(sending, watching, return_exceptions=True)

    async def _send_on(self, socket: ClientConnection, outbox: asyncio.Queue[bytes]) -> None:
        with contextlib.suppress(OSError, WebSocketException):
            while True:
                await socket.send(await outbox.get())

    async def _watch_line(self, socket: ClientConnection) -> None:
        """A line that swallows everything is given up, as the browser does."""
        self._heard_at = time.monotonic()
        while True:
            await asyncio.sleep(0.5)
            now = time.monotonic()
            waits = self._asked_at is not None and now - self._asked_at > ANSWER_S
            quiet = now - self._heard_at
            if (waits and quiet > ANSWER_S) or quiet > QUIET_S:
                socket.transport.abort()
                return

    def hang_up(self) -> None:
        """Away, as a phone without network: no goodbye."""
        if self._socket is not None:
            self._socket.transport.abort()

    def _put(self, message: bytes) -> None:
        self._outbox.put_nowait(message)
        if self._asked_at is None:
            self._asked_at = time.monotonic()

    def press(self, value: dict[str, Any]) -> None:
        """Send a command."""
        self._put(wire.command(value))

    def _send_edit(self, n: int) -> None:
        self._sent.append(n)
        self._put(wire.sync(wire.UPDATE, self.unacked[n]))

    # What comes in.

    def _take(self, data: bytes) -> None:
        kind = data[0]
        if kind == wire.SYNC:
            self._take_sync(data[1], wire.body(data, 2))
        elif kind == wire.ACK:
            self._take_ack(wire.read_number(data, 1)[0])
        elif kind == wire.EVENT:
            event = json.loads(wire.body(data, 1))
            if not self.presses.answered(event) and not self.replica.take(event):
                self.problems.append(f"seat {self.seat}: a gap before event {event}")
        elif kind == wire.ERROR:
            self._take_error(json.loads(wire.body(data, 1)))

    def _take_sync(self, step: int, body: bytes) -> None:
        if step == wire.STEP_1:
            self._vector, self._has_vector = body, True
        else:
            self.doc.apply_update(body)
            self._has_text = self._has_text or step == wire.STEP_2
        if self._has_vector and self._has_text and not self.is_synced:
            self._compare()

    def _compare(self) -> None:
        """Give what the server lacks of others, then what of us was not acknowledged."""
        lacks = self.doc.get_update(self._vector)
        if lacks != b"\x00\x00":
            self._put(wire.sync(wire.STEP_2, lacks))
        self.is_synced, self.is_blank = True, False
        for n in self.unacked:
            self._send_edit(n)
        if not self._sent:
            self._asked_at = None

    def _take_ack(self, count: int) -> None:
        if count > len(self._sent):
            sent = len(self._sent)
            self.problems.append(f"seat {self.seat}: {count} acknowledged of {sent} sent")
        for n in self._sent[self._acked : count]:
            if self.unacked.pop(n, None) is not None:
                self.journal.note("acked", self.seat, n)
        self._acked = max(self._acked, count)
        self._asked_at = None if self._acked == len(self._sent) else time.monotonic()

    def _take_error(self, error: dict[str, Any]) -> None:
        if error["code"] >= 4400:
            self.problems.append(f"seat {self.seat}: refused {error}")
