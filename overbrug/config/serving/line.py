"""The straight way between one socket and its room: no queue, task or coroutine in between.

ASGI passes every message through a queue to a task, and every frame through a coroutine. At a
table of eight an edit is one message and eight frames, and that detour was half of its cost. So
our server offers the door a line, as an extension of ASGI: what comes in is handed over at once,
what goes out is written at once, and the transport says exactly how much still waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

SECONDS_TO_CLOSE = 3.0


class Line:
    """One socket, seen from the room: an `Outlet`, and a way in."""

    __slots__ = ("_held", "_protocol", "_take")

    def __init__(self, protocol: WebSocketsSansIOProtocol) -> None:
        self._protocol = protocol
        self._take: Callable[[bytes], float] | None = None
        # What came while a device that sends too fast has to wait.
        self._held: deque[bytes] | None = None

    def send(self, frame: bytes) -> None:
        """Write one frame; the transport keeps what the network does not take yet."""
        if self._is_open():
            self._protocol.conn.send_binary(frame)
            self._write()

    def buffered(self) -> int:
        """How many bytes wait."""
        return 0 if self.is_gone() else self._protocol.transport.get_write_buffer_size()

    def is_gone(self) -> bool:
        """Whether the other side has hung up."""
        return self._protocol.transport.is_closing()

    def close(self, code: int, reason: str) -> None:
        """Close after everything that was written; a peer that does not read is cut off."""
        protocol = self._protocol
        if not self._is_open():
            return
        protocol.conn.send_close(code, reason)
        self._write()
        protocol.close_sent = True
        protocol.close_timer = protocol.loop.call_later(SECONDS_TO_CLOSE, protocol.transport.abort)
        protocol.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        protocol.transport.resume_reading()  # the goodbye of the other side is still to come

    def listen(self, take: Callable[[bytes], float]) -> None:
        """From now on messages go to `take`, which tells how many seconds to wait for the next."""
        self._take = take
        for message in self._waiting():
            self.hand_over(message["bytes"])
        self._read_on()

    def end(self) -> None:
        """The socket is gone. What holds each other in a circle would stay in memory for long."""
        self._take = self._held = None

    @property
    def is_listening(self) -> bool:
        """Whether messages go to the room."""
        return self._take is not None

    def hand_over(self, data: bytes) -> None:
        """One whole message came in."""
        assert self._take is not None
        if self._held is not None:
            self._held.append(data)
        elif wait := self._take(data):
            self._held = deque()
            self._rest(wait)

    def _waiting(self) -> list[Any]:
        """The binary messages that came before the door listened; the rest stays in the queue."""
        queue = self._protocol.queue
        waiting = [queue.get_nowait() for _ in range(queue.qsize())]
        for message in waiting:
            if message.get("bytes") is None:
                queue.put_nowait(message)
        return [message for message in waiting if message.get("bytes") is not None]

    def _rest(self, seconds: float) -> None:
        protocol = self._protocol
        if not protocol.transport.is_closing():
            protocol.transport.pause_reading()
        protocol.loop.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        while self._held and self._take is not None:
            if wait := self._take(self._held.popleft()):
                self._rest(wait)
                return
        self._held = None
        self._read_on()

    def _read_on(self) -> None:
        protocol = self._protocol
        if self._held is None and not protocol.transport.is_closing():
            protocol.read_paused = False
            protocol.transport.resume_reading()

    def _is_open(self) -> bool:
        protocol = self._protocol
        return protocol.conn.state is State.OPEN and not protocol.transport.is_closing()

    def _write(self) -> None:
        protocol = self._protocol
        protocol.transport.write(b"".join(protocol.conn.data_to_send()))
