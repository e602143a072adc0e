"""What differs between the servers in how a client speaks; inside, all carry Yjs updates."""

from __future__ import annotations

from overbrug.rooms import wire

_AUTHENTICATION = 2
_TOKEN = 0
_SYNC_STATUS = 8


class Plain:
    """y-websocket, and Overbrug's door: a message is a frame."""

    acknowledges = False

    def __init__(self, room: str) -> None:
        self.room = room

    def hello(self) -> list[bytes]:
        """What goes out before anything else."""
        return []

    def wrap(self, message: bytes) -> bytes:
        """A message of ours as this server wants it."""
        return message

    def unwrap(self, frame: bytes) -> bytes:
        """A frame of this server as a message of ours; empty when there is no such thing."""
        return frame


class Overbrug(Plain):
    """Our own door acknowledges what is on the disk, many updates with one number."""

    acknowledges = True


class Hocuspocus(Plain):
    """Each message begins with the name of its document, and a token opens the document.

    Its answer to an update means "applied in memory", not "on the disk".
    """

    acknowledges = True

    def __init__(self, room: str) -> None:
        super().__init__(room)
        self.prefix = wire.varbytes(room.encode())
        self.answered = -1  # the first answers the sync, which is no update of ours

    def hello(self) -> list[bytes]:
        """The token; any will do, as nobody checks it here."""
        self.answered = -1
        return [wire.varuint(_AUTHENTICATION) + wire.varuint(_TOKEN) + wire.varbytes(b"bench")]

    def wrap(self, message: bytes) -> bytes:
        """Put the name before it."""
        return self.prefix + message

    def unwrap(self, frame: bytes) -> bytes:
        """Take the name off; count what was answered."""
        message = frame[len(self.prefix) :]
        if message[:1] != bytes((_SYNC_STATUS,)):
            return message if message[0] in (wire.SYNC, wire.AWARENESS) else b""
        self.answered += 1
        return wire.ack(max(0, self.answered))


DIALECTS = {"overbrug": Overbrug, "y-websocket": Plain, "hocuspocus": Hocuspocus}
