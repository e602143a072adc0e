"""Who is at one table now: connections, presence, and who went away when.

Presence is visible without being noisy: at most one frame a second, and what happens in between
goes with the next tick.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import wire
from .awareness import Entry, Presence
from .connection import Connection
from .errors import RESTART, REVOKED, TRY_LATER
from .plan import SeatInfo
from .services import Services


class Company:
    """The connections of one table; `here` is replaced whole, so any thread may read it."""

    def __init__(self, services: Services, seated: Iterable[str] = ()) -> None:
        self.services = services
        # Seats that exist: who left the table for good is not away.
        self.seated = frozenset(seated)
        self.connections: list[Connection] = []
        self.presence = Presence()
        self.here: frozenset[str] = frozenset()
        self.away_since: dict[str, int] = {}
        long_ago = services.steady() - services.limits.presence_ms
        self._presence_sent = self._here_sent = long_ago
        self._kept_alive = services.steady()
        self._is_here_changed = False

    def add(self, connection: Connection) -> None:
        self.connections.append(connection)
        self._update_here()

    def remove(self, connection: Connection) -> None:
        if connection not in self.connections:
            return
        self.connections.remove(connection)
        client = connection.client
        if client is not None and self.presence.owner_of(client) is connection:
            self.presence.remove(client)
            self._flush_presence()
        self._update_here()
        self.tell_who_is_here()

    def expect(self, seats: Iterable[str | None]) -> None:
        """These seats hold a role: those who are not here count as away from now on."""
        now = self.services.now()
        for seat in seats:
            if seat in self.seated and seat not in self.here:
                self.away_since.setdefault(seat, now)

    def keep_to(self, former: Iterable[SeatInfo], seats: Iterable[SeatInfo]) -> list[str]:
        """The seats are now these; whose seat went elsewhere goes. Gives the seats taken back."""
        epochs = {seat.id: seat.epoch for seat in seats}
        self.seated = frozenset(epochs)
        gone = self.away_since.keys() - self.seated
        for seat in gone:
            del self.away_since[seat]
        self._is_here_changed = self._is_here_changed or bool(gone)
        taken_back = []
        for old in former:
            if old.id not in epochs:
                self.send_away(old.id)
            elif epochs[old.id] > old.epoch:
                self.send_away(old.id, epochs[old.id])
                taken_back.append(old.id)
        return taken_back

    def send_away(self, seat: str, epoch: int | None = None) -> None:
        """Close the devices of a seat; with `epoch` only those that sat down before it."""
        for connection in tuple(self.connections):
            if seat not in connection.seats or connection.epochs.get(seat, 0) == epoch:
                continue
            if len(connection.seats) == 1:
                connection.close(REVOKED, "revoked")
            else:
                # The others on this device come back with the seats that are left.
                connection.close(RESTART, "seats_changed")

    def screens(self) -> int:
        """How many connections only look."""
        return sum(connection.read_only for connection in self.connections)

    def count_of(self, seat: str) -> int:
        return sum(seat in connection.seats for connection in self.connections)

    def broadcast(self, frame: bytes, but: Connection | None = None) -> None:
        for connection in self.connections:
            if connection is not but:
                connection.send(frame)

    def may_claim(self, connection: Connection, client: int) -> bool:
        """A client id is free, or its former connection has a seat of this device (it slept)."""
        owner = self.presence.owner_of(client)
        return not isinstance(owner, Connection) or bool(set(owner.seats) & set(connection.seats))

    def end_former(self, connection: Connection, client: int) -> None:
        """The line this very device had before: what still comes over it is older than what it
        says now, and must not undo that."""
        owner = self.presence.owner_of(client)
        if isinstance(owner, Connection) and owner is not connection:
            owner.close(TRY_LATER, "newer_line")

    def take_presence(self, connection: Connection, entry: Entry) -> None:
        if self.presence.take(entry, connection):
            self._flush_presence()

    def show_everyone(self, connection: Connection) -> None:
        """Who is where, to one device."""
        payload = self.presence.everyone()
        if payload is not None:
            connection.send(wire.awareness(payload))

    def _flush_presence(self) -> None:
        """At most one frame a second; what comes in between goes with the next tick."""
        now = self.services.steady()
        if now - self._presence_sent < self.services.limits.presence_ms:
            return
        payload = self.presence.take_changed()
        if payload is not None:
            self._presence_sent = now
            self.broadcast(wire.awareness(payload))

    def _update_here(self) -> None:
        here = frozenset(
            seat
            for connection in self.connections
            if not connection.read_only
            for seat in connection.seats
        )
        if here == self.here:
            return
        now = self.services.now()
        for seat in (self.here - here) & self.seated:
            self.away_since[seat] = now
        for seat in here - self.here:
            self.away_since.pop(seat, None)
        self.here = here
        self._is_here_changed = True

    def tell_who_is_here(self) -> None:
        """To everyone, at most once a second."""
        now = self.services.steady()
        if not self._is_here_changed:
            return
        if now - self._here_sent < self.services.limits.presence_ms:
            return
        self._is_here_changed = False
        self._here_sent = now
        self.broadcast(wire.event({"type": "here", **self.who_is_here()}))

    def who_is_here(self) -> dict[str, Any]:
        return {"here": sorted(self.here), "away_since": dict(self.away_since)}

    def tick(self, now: int) -> None:
        """What was held back, a sign of life for stock clients, and who is behind."""
        for connection in tuple(self.connections):
            if connection.closed:
                self.remove(connection)
            else:
                connection.catch_up()
        self.tell_who_is_here()
        self._flush_presence()
        if now - self._kept_alive >= self.services.limits.keep_alive_ms:
            self._kept_alive = now
            for connection in self.connections:
                self.show_everyone(connection)
