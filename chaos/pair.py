"""Two processes that serve one site from one PostgreSQL and one Redis; a table is one of theirs."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from pathlib import Path

from chaos.server import Server, free_port

REDIS_WITHIN_S = 20.0


class Sister(Server):
    """The second process: a port and a log of its own, the rest is that of the first."""

    def __init__(self, first: Server) -> None:  # disk, clock and store are there already
        self.first = first
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = first.folder / "server-2.log"

    def environment(self) -> dict[str, str]:
        """That of the first, at another port."""
        return {**self.first.environment(), "PORT": str(self.port)}


class Pair(Server):
    """What strikes the server strikes both, but for `kill_one`."""

    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(folder, database_url)
        self.redis_port = free_port()
        words = ["--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", ""]
        self.redis = subprocess.Popen(
            ["redis-server", *words], cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True
        )
        _wait_for(self.redis_port)
        self.sister = Sister(self)

    @property
    def ports(self) -> list[int]:
        """Where the two listen."""
        return [self.port, self.sister.port]

    def environment(self) -> dict[str, str]:
        """With the Redis by which they hear from one another."""
        return {**super().environment(), "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0"}

    def spawn(self) -> None:
        """Start both and wait for nothing."""
        super().spawn()
        self.sister.spawn()

    def is_ready(self) -> bool:
        """Do both answer?"""
        return super().is_ready() and self.sister.is_ready()

    def has_ended(self) -> bool:
        """Is one of them gone?"""
        return super().has_ended() or self.sister.has_ended()

    def send(self, number: int) -> None:
        """To both trees."""
        super().send(number)
        self.sister.send(number)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End both, and wait until they are gone."""
        super().kill(number)
        self.sister.kill(number)

    def kill_one(self) -> None:
        """Signal 9 to the second; the first goes on with all tables."""
        self.sister.kill()

    def start_one(self) -> None:
        """The second is back, and its tables come back to it."""
        self.sister.start()

    def close(self, *, keep: bool) -> None:
        """End everything, Redis too."""
        super().close(keep=keep)
        self.redis.kill()
        self.redis.wait(10)


def _wait_for(port: int) -> None:
    end = time.monotonic() + REDIS_WITHIN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise SystemExit("Redis does not answer") from None
            time.sleep(0.05)
