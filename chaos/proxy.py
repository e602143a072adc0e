"""A TCP proxy on loopback that can be a bad network: slow, narrow, one-sided, or gone."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import socket
import struct
import zlib
from dataclasses import dataclass

CHUNK = 16_384
ABRUPT = struct.pack("ii", 1, 0)  # SO_LINGER 0: the other side gets a reset


@dataclass(slots=True)
class Weather:
    """How one direction of a line is. Bytes are kept in order and never dropped, as TCP does."""

    delay_s: float = 0.0
    bytes_per_s: int = 0
    is_held: bool = False


class Line:
    """One connection through the proxy: two directions, each with weather of its own."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client, self.server = client, server
        self.up, self.down = Weather(), Weather()
        self.calm = asyncio.Event()
        self.calm.set()

    def hold(self, *, up: bool, down: bool) -> None:
        """Let nothing through in a direction, without closing anything."""
        self.up.is_held, self.down.is_held = up, down
        self.calm.clear()

    def clear_up(self) -> None:
        """Everything goes through again."""
        self.up, self.down = Weather(), Weather()
        self.calm.set()

    def cut(self) -> None:
        """A reset to both sides."""
        for writer in (self.client, self.server):
            sock = writer.get_extra_info("socket")
            with contextlib.suppress(OSError, ValueError, AttributeError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
            writer.transport.abort()

    def half_close(self) -> None:
        """Tell the server that the client says nothing more; the client may still listen."""
        with contextlib.suppress(OSError, RuntimeError):
            self.server.write_eof()


class Proxy:
    """Passes on to a port; `weather` is how a new line begins, `is_down` resets newcomers.

    Of several ports each table has its own, by its name, and another while that one is away: as
    the nginx of `docs/how-to/host.md` does.
    """

    def __init__(self, *targets: int) -> None:
        self.targets = targets
        self.port = 0
        self.lines: set[Line] = set()
        self.is_down = False
        self.down_for_new: Weather | None = None
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close everything."""
        assert self._server is not None
        self._server.close()
        for line in tuple(self.lines):
            line.cut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def some(self, share: float, dice: random.Random) -> list[Line]:
        """A share of the lines that are open now, at least one of them."""
        lines = list(self.lines)
        count = max(1, round(share * len(lines))) if lines else 0
        return dice.sample(lines, count)

    def clear_up(self) -> None:
        """The network is good again."""
        self.is_down, self.down_for_new = False, None
        for line in self.lines:
            line.clear_up()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with contextlib.suppress(asyncio.CancelledError):  # the proxy stops
            await self._join(reader, writer)
        self._tasks.discard(task)

    async def _reach(self, head: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        table = re.search(rb"/(?:rt|tafel)/(\w+)", head)
        first = zlib.crc32(table[1]) % len(self.targets) if table else 0
        for target in (*self.targets[first:], *self.targets[:first]):
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", target)
        raise ConnectionError

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.is_down:
                raise ConnectionError
            head = await reader.readuntil(b"\n") if len(self.targets) > 1 else b""
            far_reader, far_writer = await self._reach(head)
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()
            return
        far_writer.write(head)
        line = Line(writer, far_writer)
        if self.down_for_new is not None:
            line.down = self.down_for_new
        self.lines.add(line)
        try:
            await asyncio.gather(
                _pump(line, reader, far_writer, "up"), _pump(line, far_reader, writer, "down")
            )
        finally:
            self.lines.discard(line)
            writer.transport.abort()
            far_writer.transport.abort()


async def _pump(
    line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str
) -> None:
    """Carry one direction until it ends; an orderly end is passed on as such."""
    try:
        while data := await reader.read(CHUNK):
            weather: Weather = getattr(line, way)
            while weather.is_held:
                await line.calm.wait()
                weather = getattr(line, way)
            if weather.delay_s:
                await asyncio.sleep(weather.delay_s)
            if weather.bytes_per_s:
                await asyncio.sleep(len(data) / weather.bytes_per_s)
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except (OSError, RuntimeError):
        line.cut()
