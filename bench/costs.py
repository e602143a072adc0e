"""What a trial costs the server and the generator: CPU and memory at the moments that count."""

from __future__ import annotations

import os
import time
from typing import Any

from bench.figures import read_process

TOO_BUSY = 0.8  # of one core


class Costs:
    """Read at the beginning, once everyone has joined, and around the time that is measured."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.before = read_process(pid)
        self.began = time.perf_counter()

    def joined(self) -> None:
        """Everyone is connected."""
        self.joined_s = time.perf_counter() - self.began
        self.after_join = read_process(self.pid)

    def start(self) -> None:
        """From here on it is measured."""
        self.own, self.server = read_process(os.getpid()), read_process(self.pid)
        self.load, self.started = os.getloadavg()[0], time.perf_counter()

    def stop(self) -> None:
        """And until here."""
        self.span = time.perf_counter() - self.started
        self.own_after, self.server_after = read_process(os.getpid()), read_process(self.pid)

    @property
    def own_share(self) -> float:
        """How busy the generator was; above 0.8 its figures are void."""
        return (self.own_after.cpu_s - self.own.cpu_s) / self.span

    def of_server(self, *, connections: int, edits: int) -> dict[str, Any]:
        """What the server needed, for each edit and each connection."""
        cpu = self.server_after.cpu_s - self.server.cpu_s
        start = self.before.rss_kb
        return {
            "cpu": round(cpu / self.span, 2),
            "us_per_edit": round(cpu / max(1, edits) * 1e6),
            "rss_mb": round(self.server_after.rss_kb / 1024),
            "kb_per_connection": round((self.server_after.rss_kb - start) / connections, 1),
            "kb_per_connection_joined": round((self.after_join.rss_kb - start) / connections, 1),
            "join_ms_cpu": round(
                (self.after_join.cpu_s - self.before.cpu_s) / connections * 1000, 2
            ),
        }
