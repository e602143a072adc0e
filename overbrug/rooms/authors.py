"""Who wrote what: the seat behind the connection, not the seat in a field id.

Yjs marks every piece of text with the client id of the device. One row says: from this clock on,
this client id writes for this seat. A phone with several seats moves between them with `as`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .connection import Connection
from .document import Document, only_author, read_state
from .store import AuthorRow

if TYPE_CHECKING:
    from .room import Room


class Authors:
    """The last known seat of every client id of one table."""

    __slots__ = ("_seats",)

    def __init__(self, known: Iterable[tuple[int, int, str]] = ()) -> None:
        self._seats: dict[int, str] = {}
        for client, _clock, seat in known:
            self._seats[client] = seat

    def before(self, update: bytes, document: Document) -> dict[int, int] | None:
        """What must be remembered before merging work of several client ids."""
        if update[:1] < b"\x02":
            return None
        return read_state(document.state())

    def note(
        self,
        update: bytes,
        before: dict[int, int] | None,
        connection: Connection,
        room: Room,
        *,
        is_own: bool,
    ) -> list[AuthorRow]:
        """The rows to store, for an update that was just merged; usually none."""
        rows = []
        for client, clock in _written(update, before, room.document):
            seat = self._writer(client, connection, room, is_own=is_own)
            if seat is not None and self._seats.get(client) != seat:
                self._seats[client] = seat
                rows.append(AuthorRow(room.id, client, clock, seat))
        return rows

    def _writer(
        self, client: int, connection: Connection, room: Room, *, is_own: bool
    ) -> str | None:
        """Somebody may bring in what others wrote; nobody becomes its author by that."""
        owner = room.company.presence.owner_of(client)
        if isinstance(owner, Connection) and owner is not connection:
            return owner.writer if client not in self._seats else None
        if connection.client == client or (is_own and client not in self._seats):
            return connection.writer
        if is_own and self._seats[client] in connection.seats:
            return connection.writer
        return None


def _written(
    update: bytes, before: dict[int, int] | None, document: Document
) -> list[tuple[int, int]]:
    """Client ids and first clocks of the new text in an update."""
    if before is None:
        author = only_author(update)
        return [] if author is None else [author]
    return [
        (client, before.get(client, 0))
        for client, clock in read_state(document.state()).items()
        if clock > before.get(client, 0)
    ]
