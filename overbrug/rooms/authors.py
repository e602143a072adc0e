"""Who wrote what: the seat behind the connection, not the seat in a field id.

Yjs marks every piece of text with the client id of the device. One row says: from this clock on,
this client id writes for this seat. A phone with several seats moves between them with `as`.

A client id belongs to the seats that wrote or showed themselves with it. Another device cannot
write as it. Only text that the server lost may come back through another (an answer to our step
1); its row says who brought it: `+` and that seat.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from .document import Document, only_author, read_state
from .store import AuthorRow
from .updates import Section

BROUGHT = "+"


class Speaker(Protocol):
    """A device: the seats it may write for, and the one it writes for now."""

    seats: tuple[str, ...]
    writer: str


class Authors:
    """The seats of every client id of one table."""

    __slots__ = ("_owners", "_seats", "_table")

    def __init__(self, table: str, known: Iterable[tuple[int, int, str]] = ()) -> None:
        self._table = table
        # The seat of the last row, and every seat that a client id belongs to.
        self._seats: dict[int, str] = {}
        self._owners: dict[int, set[str]] = {}
        for client, _clock, seat in known:
            self._learn(client, seat)

    def claim(self, client: int, seats: Iterable[str]) -> None:
        """A device showed itself with this client id."""
        self._owners.setdefault(client, set()).update(seats)

    def is_foreign(self, client: int, seats: Iterable[str], seated: Collection[str]) -> bool:
        """Does this client id belong to others who still sit at the table?"""
        owners = self._owners.get(client)
        return owners is not None and owners.isdisjoint(seats) and not owners.isdisjoint(seated)

    def is_last(self, client: int, seat: str) -> bool:
        """Does this client id write for this seat already?"""
        return self._seats.get(client) == seat

    def knows(self, client: int) -> bool:
        """Did this client id write here?"""
        return client in self._seats

    def before(self, update: bytes, document: Document, *, is_own: bool) -> dict[int, int] | None:
        """What must be remembered before merging work of several client ids, or of others."""
        if update[:1] < (b"\x02" if is_own else b"\x01"):
            return None
        return read_state(document.state())

    def note(
        self,
        update: bytes,
        before: dict[int, int] | None,
        speaker: Speaker,
        document: Document,
        *,
        is_own: bool,
    ) -> list[AuthorRow]:
        """The rows to store, for an update that was just merged; usually none."""
        rows = []
        for client, clock in _written(update, before, document):
            if is_own and self._seats.get(client) == speaker.writer:
                continue
            seat = self._writer(client, speaker, is_own=is_own)
            if seat is not None and self._seats.get(client) != seat:
                self._learn(client, seat)
                rows.append(AuthorRow(self._table, client, clock, seat))
        return rows

    def confirm(self, sections: Iterable[Section], writer: str) -> list[AuthorRow]:
        """Whose text came through another now sends the same: it is theirs."""
        rows = []
        for section in sections:
            if self._seats.get(section.client, "").startswith(BROUGHT):
                self._learn(section.client, writer)
                rows.append(AuthorRow(self._table, section.client, section.clock, writer))
        return rows

    def _learn(self, client: int, seat: str) -> None:
        self._seats[client] = seat
        if not seat.startswith(BROUGHT):
            self.claim(client, (seat,))

    def _writer(self, client: int, speaker: Speaker, *, is_own: bool) -> str | None:
        if is_own:
            return speaker.writer
        owners = self._owners.get(client)
        if owners is None or owners.isdisjoint(speaker.seats):
            return BROUGHT + speaker.writer
        return None if self._seats.get(client) in speaker.seats else speaker.writer


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
