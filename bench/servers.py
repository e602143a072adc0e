"""The servers of one trial, each started fresh, on loopback, on one core."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path

PEERS = Path(__file__).resolve().parent / "peers"
ROOT = PEERS.parents[1]
SERVER_CORE = 0
READY_S = 60
SAY_S = 90


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class DidNotStart(Exception):
    """Its last words."""


class Server(ABC):
    """One server in a folder of its own; `with` starts and ends it."""

    name = ""
    has_pages = False

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"bench-{self.name}-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=ROOT, env=self.environment(), stdout=log, stderr=log,
                preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
            )  # fmt: skip
        try:
            self._wait()
        except DidNotStart:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_problem: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        subprocess.run(["rm", "-rf", str(self.folder)], check=False)

    @abstractmethod
    def command(self) -> list[str]:
        """How it is started."""

    def environment(self) -> dict[str, str]:
        """The variables of its process."""
        return {**os.environ, "HOST": "127.0.0.1", "PORT": str(self.port)}

    def seats(self, tables: int, seats: int) -> Path:
        """A file with a line for each seat."""
        file = self.folder / "seats.jsonl"
        rows = []
        for number in range(tables):
            room = f"room{number:05}"
            row = {"server": self.name, "table": room, "url": self.url(room), "headers": {}}
            rows += [json.dumps(row)] * seats
        file.write_text("\n".join(rows) + "\n")
        return file

    def url(self, room: str) -> str:
        """Where the socket of a room is."""
        return f"ws://127.0.0.1:{self.port}/{room}"

    def pages(self) -> list[str]:
        """Addresses of pages that people read meanwhile."""
        return []

    def pid(self) -> int:
        """The process whose CPU and memory count."""
        assert self.process is not None
        return self.process.pid

    def _wait(self) -> None:
        end = time.monotonic() + READY_S
        while time.monotonic() < end:
            if self.process is not None and self.process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise DidNotStart(f"did not start: {(self.folder / 'log').read_text()[-2000:]}")


class Overbrug(Server):
    """The default door: one process, SQLite, an acknowledgement is on the disk."""

    name = "overbrug"
    has_pages = True

    def command(self) -> list[str]:
        """The command of the README, without the demo."""
        return [sys.executable, "-m", "overbrug.config.cli", "serve"]

    def environment(self) -> dict[str, str]:
        """A data folder of its own."""
        return super().environment() | {"DATA_DIR": str(self.folder / "data")}

    def seats(self, tables: int, seats: int) -> Path:
        """Rehearsal tables, as an organiser would make them."""
        file = self.folder / "seats.jsonl"
        self._say("rehearsal", "--tables", str(tables), "--seats", str(seats), "--out", str(file))
        return file

    def pages(self) -> list[str]:
        """Home, an opgave of the example, the page to sit down, and who sees what."""
        self._say("demo")
        code = "from overbrug.opgaven.models import Opgave; print(Opgave.objects.first().slug)"
        slug = self._say("manage", "shell", "--no-imports", "-c", code).split()[-1]
        code = "from overbrug.dialogues.queries import demo_dialogue as d; print(d().shown_code)"
        joined = self._say("manage", "shell", "--no-imports", "-c", code).split()[-1]
        paths = ("/", f"/opgaven/{slug}/", f"/aan/{joined}/", "/opgaven/")
        return [f"http://127.0.0.1:{self.port}{path}" for path in paths]

    def _say(self, *words: str) -> str:
        command = [sys.executable, "-m", "overbrug.config.cli", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(), check=True, capture_output=True, text=True,
            timeout=SAY_S,
        )  # fmt: skip
        return done.stdout

    def pid(self) -> int:
        """The server says it in its lock."""
        return int((self.folder / "data/lock").read_text().split()[0])


class Hocuspocus(Server):
    """Hocuspocus with its SQLite extension and its defaults."""

    name = "hocuspocus"

    def command(self) -> list[str]:
        """See peers/hocuspocus.mjs."""
        return ["node", str(PEERS / "hocuspocus.mjs")]

    def environment(self) -> dict[str, str]:
        """Where it keeps its documents."""
        return super().environment() | {"DATABASE": str(self.folder / "documents.sqlite3")}


class YWebsocket(Server):
    """The server that comes with y-websocket: nothing is kept, nothing acknowledged."""

    name = "y-websocket"

    def command(self) -> list[str]:
        """Its own program."""
        return ["node", str(PEERS / "node_modules/y-websocket/bin/server.js")]


SERVERS = {kind.name: kind for kind in (Overbrug, Hocuspocus, YWebsocket)}
