"""The server under trial: started, killed, stopped and looked at from outside, on a small disk."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from chaos.clock import Clock
from chaos.disk import Disk
from chaos.postgres_store import PostgresStore
from chaos.room_log import FileStore

ROOT = Path(__file__).resolve().parents[1]
READY_S = 60.0


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`overbrug serve` in a session of its own, so that its whole tree can be killed at once."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.database_url = database_url
        self.disk = Disk(folder / "disk")
        self.data = self.disk.folder / "data"
        self.store = PostgresStore(database_url) if database_url else FileStore(self.data)
        self.clock = Clock(folder)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / "server.log"

    @property
    def room_log(self) -> Path:
        """The file in which tables are kept, when it is a file."""
        return self.data / "rooms" / "rooms.sqlite3"

    def environment(self) -> dict[str, str]:
        """The variables of its process, and of the commands beside it."""
        own = {"DATA_DIR": str(self.data), "HOST": "127.0.0.1", "DATABASE_URL": self.database_url}
        quiet = {"PYTHONUNBUFFERED": "1", "PORT": str(self.port)}
        # Without a mail server mails are files, which can be counted.
        given = {name: value for name, value in os.environ.items() if name != "EMAIL_URL"}
        return {**given, **own, **quiet, **self.clock.environment()}

    def program(self, *words: str) -> list[str]:
        """The command `overbrug …`."""
        return [sys.executable, "-m", "overbrug.config.cli", *words]

    def command(self, *words: str) -> str:
        """Run `overbrug …` to its end."""
        done = subprocess.run(
            self.program(*words), cwd=ROOT, env=self.environment(), check=True, timeout=180,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout

    def spawn(self) -> None:
        """Start it and wait for nothing."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.program("serve"), cwd=ROOT, env=self.environment(), stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def is_ready(self) -> bool:
        """Does it answer?"""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                return True
        except OSError:
            return False

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.spawn()
        end = time.monotonic() + READY_S
        while not self.is_ready():
            if time.monotonic() > end or self.has_ended():
                raise SystemExit(self.log.read_text()[-3000:])
            time.sleep(0.05)

    def has_ended(self) -> bool:
        """Is there no process any more?"""
        return self.process is None or self.process.poll() is not None

    def send(self, number: int) -> None:
        """To the whole tree."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the whole tree, and wait until it is gone."""
        self.send(number)
        if self.process is not None:
            self.process.wait(30)

    def limit_files(self, more_bytes: int | None) -> None:
        """From now on no file grows by more than this (None: as far as it likes)."""
        assert self.process is not None
        hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)[1]
        side = self.room_log.with_name(self.room_log.name + "-wal")
        size = side.stat().st_size if side.exists() else 0
        soft = hard if more_bytes is None else size + more_bytes
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (soft, hard))

    def weight(self) -> dict[str, int]:
        """Resident kilobytes and open files of the server."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        rss = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return {
            "rss_kb": int(rss.split()[1]),
            "files": len(os.listdir(f"/proc/{self.process.pid}/fd")),
        }

    def close(self, *, keep: bool) -> None:
        """End everything; the data go into the folder of the run, or go away."""
        self.send(signal.SIGCONT)
        self.kill()
        if keep:
            shutil.copytree(self.data, self.folder / "data", dirs_exist_ok=True)
        self.disk.close()
