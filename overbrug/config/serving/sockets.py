"""The WebSocket side of a connection: uvicorn's own, with a straight line to the room.

It is also quiet about handshakes that we refuse: uvicorn would print a line for each, so that
anybody could fill the log.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from overbrug.config.serving.line import Line


class SocketProtocol(WebSocketsSansIOProtocol):
    """One socket; until the door listens on its line, messages wait in uvicorn's queue."""

    line: Line | None = None

    def handle_connect(self, event: Request) -> None:
        """A handshake: the door finds the line among the extensions of ASGI."""
        super().handle_connect(event)
        if not self.close_sent:
            self.line = Line(self)
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions["overbrug.line"] = self.line

    def send_receive_event_to_app(self) -> None:
        """A whole message: straight to the room. Text is no language of ours, the door says so."""
        is_straight = self.line is not None and self.line.is_listening
        if not is_straight or self.curr_msg_data_type == "text" or self.close_sent:
            super().send_receive_event_to_app()
            return
        assert self.line is not None
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        self.line.hand_over(data)

    async def send(self, message: Any) -> None:
        """Send, and know that the last byte of a refusal ends the handshake."""
        await super().send(message)
        is_last = message["type"] == "websocket.http.response.body"
        if is_last and not message.get("more_body", False):
            self.handshake_complete = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits for the handshake any more."""
        super().connection_lost(exc)
        self.handshake_complete = True
        if self.line is not None:
            self.line.end()
            self.line = None
