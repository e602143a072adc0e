"""The WebSocket side of a connection: uvicorn's own, quiet about handshakes that we refuse."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class SocketProtocol(WebSocketsSansIOProtocol):
    """Counts a refusal, and somebody who hung up meanwhile, as an end of the handshake.

    uvicorn would print a line for each, so that anybody could fill the log.
    """

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
