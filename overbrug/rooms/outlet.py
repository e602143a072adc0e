"""The only thing a room knows of a transport."""

from __future__ import annotations

from typing import Protocol


class Outlet(Protocol):
    """One way out to one device. A door (ASGI, picows, a test) implements it."""

    def send(self, frame: bytes) -> None:
        """Queue one binary frame; never blocks and never raises for a socket that has gone."""

    def buffered(self) -> int:
        """Bytes accepted by `send` that the network has not taken yet."""

    def close(self, code: int, reason: str) -> None:
        """Close after what was queued; may be called twice, the first one counts."""
