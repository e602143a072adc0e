"""Two ways to open a socket for a seat: picows (cheap, for load) or websockets (always there)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

try:
    from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect
except ImportError:  # the group `bench` is not installed
    ws_connect = None

# What carries the seats. No peers are compared by websockets: it costs half as much again.
CLIENT = "picows" if ws_connect is not None else "websockets"


class Seat(Protocol):
    """Who wants a socket: where to, and what to do with what comes in."""

    url: str
    headers: dict[str, str]
    hang_up: Callable[[], object] | None
    tasks: list[asyncio.Task[None]]

    def on_open(self, write: Callable[[bytes], None]) -> None:
        """The socket is there."""

    def on_message(self, frame: bytes) -> None:
        """One message came in."""

    def on_close(self, code: int) -> None:
        """The socket is gone."""


async def open_socket(seat: Seat) -> None:
    """Connect the seat: it can send when this returns, and hears of what comes in."""
    if ws_connect is None:
        await _open_with_websockets(seat)
    else:
        await ws_connect(lambda: _Listener(seat), seat.url, extra_headers=seat.headers)


async def _open_with_websockets(seat: Seat) -> None:
    socket = await connect(
        seat.url, additional_headers=seat.headers, compression=None, max_size=None
    )
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    seat.hang_up = lambda: asyncio.ensure_future(socket.close())
    seat.on_open(queue.put_nowait)
    tasks = [asyncio.create_task(_write(socket, queue))]
    tasks.append(asyncio.create_task(_read(socket, seat, tasks[0])))
    seat.tasks = tasks


async def _write(socket: ClientConnection, queue: asyncio.Queue[bytes]) -> None:
    while True:
        await socket.send(await queue.get())


async def _read(socket: ClientConnection, seat: Seat, writer: asyncio.Task[None]) -> None:
    try:
        async for message in socket:
            if isinstance(message, bytes):
                seat.on_message(message)
    except ConnectionClosed:
        pass
    writer.cancel()
    seat.on_close(socket.close_code or 1006)


if ws_connect is not None:

    class _Listener(WSListener):  # type: ignore[misc]
        def __init__(self, seat: Seat) -> None:
            super().__init__()
            self.seat = seat
            self.code = 1006

        def on_ws_connected(self, transport: WSTransport) -> None:
            self.seat.hang_up = transport.disconnect
            self.seat.on_open(lambda data: transport.send(WSMsgType.BINARY, data))

        def on_ws_disconnected(self, transport: WSTransport) -> None:
            self.seat.on_close(self.code)

        def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
            if frame.msg_type == WSMsgType.BINARY:
                self.seat.on_message(frame.get_payload_as_bytes())
            elif frame.msg_type == WSMsgType.CLOSE:
                self.code = int(frame.get_close_code())
                transport.disconnect()
