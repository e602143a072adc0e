"""Somebody who reads pages beside the tables: so many requests a second, at planned moments."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

from bench.figures import in_ms


class Visitor:
    """Asks for pages in turn, each on a connection of its own, as a crowd would."""

    def __init__(self, addresses: list[str], rate: float) -> None:
        self.addresses = addresses
        self.rate = rate
        self.took: list[float] = []
        self.failed = 0

    async def visit(self) -> None:
        """Until cancelled; a slow answer does not hold up the next question."""
        began, tasks = time.perf_counter(), []
        try:
            while True:
                moment = began + len(tasks) / self.rate
                await asyncio.sleep(max(0.0, moment - time.perf_counter()))
                address = self.addresses[len(tasks) % len(self.addresses)]
                tasks.append(asyncio.create_task(self._ask(address, moment)))
        finally:
            for task in tasks:
                task.cancel()

    async def _ask(self, address: str, moment: float) -> None:
        parts = urlsplit(address)
        try:
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            head = f"GET {parts.path} HTTP/1.1\r\nhost: {parts.netloc}\r\nconnection: close\r\n\r\n"
            writer.write(head.encode())
            answer = await reader.read()
            writer.close()
        except OSError:
            self.failed += 1
            return
        self.took.append(time.perf_counter() - moment)
        self.failed += answer[9:12] != b"200"

    def report(self) -> dict[str, Any]:
        """From the planned moment until the last byte."""
        return {"answers": len(self.took), "failed": self.failed, "page_ms": in_ms(self.took)}
