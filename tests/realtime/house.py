"""A served Overbrug with rehearsal tables, and phones that talk to it through real sockets."""

import contextlib
import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pycrdt
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from overbrug.rooms import wire
from tests.browser.site import ROOT, Site

FIELD = "start/zin/table"


class House(Site):
    """A server without example data, and tables to sit at."""

    def __init__(self, **variables):
        super().__init__(Path(tempfile.mkdtemp(prefix="overbrug-house-")))
        self.variables = variables

    def environment(self):
        return {**super().environment(), **self.variables}

    def start(self, *words):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "overbrug.config.cli", "serve", *words],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                # A shell that starts jobs in the background lets them ignore Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            )
        self.wait_until_ready()

    def tables(self, count, seats=3):
        """Rehearsal tables: a list of lists of seats."""
        out = self.folder / "seats.jsonl"
        self.command("rehearsal", "--tables", str(count), "--seats", str(seats), "--out", str(out))
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        return [rows[n : n + seats] for n in range(0, len(rows), seats)]

    def facts(self, sql, *values):
        """Look at or change the facts as another process would."""
        with (
            contextlib.closing(sqlite3.connect(self.folder / "data/facts.sqlite3")) as facts,
            facts,
        ):
            return facts.execute(sql, values).fetchall()

    @property
    def room_log(self):
        return self.folder / "data/rooms/rooms.sqlite3"

    def shell(self, code):
        """What a line of Django code prints."""
        return self.command("manage", "shell", "--no-imports", "-c", code).strip()


@contextlib.contextmanager
def house(*words, **variables):
    """A server of one's own, for a test that stops or hurts it."""
    made = House(**variables)
    made.start(*words)
    try:
        yield made
    finally:
        made.stop(signal.SIGKILL)
        shutil.rmtree(made.folder, ignore_errors=True)


def narrow(seat):
    """A socket that takes little at a time, as over a bad line."""
    host, port = seat["url"].split("/")[2].split(":")
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect((host, int(port)))
    return line


class Phone:
    """One device with a document, at one seat."""

    def __init__(self, seat, *, cookie=None, **options):
        self.doc = pycrdt.Doc()
        self.text = self.doc.get(FIELD, type=pycrdt.Text)
        self.sent = self.acked = 0
        self.events, self.errors, self.updates = [], [], []
        self.is_synced = False
        self.code = None
        cookie = seat["headers"]["Cookie"] if cookie is None else cookie
        headers = {"Cookie": cookie} if cookie else {}
        headers |= options.pop("headers", {})
        self._stack = contextlib.ExitStack()
        self.socket = self._stack.enter_context(
            connect(
                seat["url"],
                additional_headers=headers,
                compression=None,
                max_size=None,
                open_timeout=10,
                close_timeout=1,
                **options,
            )
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stack.close()

    def send(self, data):
        with contextlib.suppress(ConnectionClosed):
            self.socket.send(data)

    def sync(self):
        """Ask for all the server has, and wait for it."""
        self.send(wire.step_1(self.doc.get_state()))
        return self.until(lambda: self.is_synced)

    def type(self, words):
        """Add words at the end; returns the update."""
        before = self.doc.get_state()
        self.text += words
        update = self.doc.get_update(before)
        self.updates.append(update)
        self.send(wire.update(update))
        self.sent += 1
        return update

    def command(self, seat, do, **more):
        """Send a command and wait for the answer."""
        name = f"c{len(self.events)}-{do}"
        command = {"id": name, "seat": seat["seat"], "do": do, **more}
        self.send(b"\x09" + wire.varbytes(json.dumps(command).encode()))
        self.until(lambda: any(e.get("id") == name for e in self.events))
        return next(e for e in self.events if e.get("id") == name)

    def until(self, holds, seconds=10):
        """Take what comes in until something is so."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited {seconds} s; {self.errors} {self.events[-3:]}"
            try:
                self._take(self.socket.recv(timeout=0.05))
            except TimeoutError:
                continue
            except ConnectionClosed as closed:
                self.code = closed.rcvd.code if closed.rcvd else 1006
                assert holds(), f"closed with {self.code}; {self.errors}"
        return self

    def until_acked(self, seconds=10):
        return self.until(lambda: self.acked >= self.sent, seconds)

    def until_closed(self, seconds=10):
        """The close code."""
        self.until(lambda: self.code is not None, seconds)
        return self.code

    def reads(self, words, seconds=10):
        """Wait until these words are in the text."""
        return self.until(lambda: words in str(self.text), seconds)

    def _take(self, data):
        if data[0] == wire.SYNC and data[1] != wire.STEP_1:
            self.doc.apply_update(wire.read_varbytes(data, 2)[0])
            self.is_synced |= data[1] == wire.STEP_2
        elif data[0] == wire.ACK:
            self.acked = wire.read_varuint(data, 1)[0]
        elif data[0] == wire.EVENT:
            self.events.append(json.loads(wire.read_varbytes(data, 1)[0]))
        elif data[0] == wire.ERROR:
            self.errors.append(json.loads(wire.read_varbytes(data, 1)[0]))
        elif data[:2] == b"\x00\x00":
            self.events.append({"type": "step 1"})
