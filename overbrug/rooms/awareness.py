"""Who is where at the table: the awareness protocol of Yjs, merged per table.

A connection speaks for one client id only. Stock clients echo what they hear about others; those
entries are dropped without a word. Clocks are the clients' own, so that a client that hears its
own state back always knows better.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from . import wire
from .errors import Malformed

MAX_ENTRIES = 64


class Entry(NamedTuple):
    """One client in an awareness message."""

    client: int
    clock: int
    state: bytes


@dataclass(slots=True)
class Known:
    """What we know of a client: its newest state, and which connection speaks for it."""

    clock: int
    state: bytes
    owner: object


def read_entries(payload: bytes) -> list[Entry]:
    """Take an awareness message apart."""
    count, at = wire.read_varuint(payload, 0)
    if count > MAX_ENTRIES:
        raise Malformed("too_many_entries")
    entries = []
    for _ in range(count):
        client, at = wire.read_varuint(payload, at)
        clock, at = wire.read_varuint(payload, at)
        state, at = wire.read_varbytes(payload, at)
        entries.append(Entry(client, clock, state))
    return entries


def write_entries(entries: Iterable[Entry]) -> bytes:
    """Put an awareness message together."""
    parts = [
        wire.varuint(client) + wire.varuint(clock) + wire.varbytes(state)
        for client, clock, state in entries
    ]
    return wire.varuint(len(parts)) + b"".join(parts)


def state_of(entry: Entry) -> dict[str, Any] | None:
    """The state as JSON: an object, or None for somebody who leaves."""
    state = wire.read_json(entry.state)
    if state is not None and not isinstance(state, dict):
        raise Malformed("awareness")
    return state


class Presence:
    """Everyone's state at one table, and whose changed since the last frame."""

    __slots__ = ("changed", "clients")

    def __init__(self) -> None:
        self.clients: dict[int, Known] = {}
        self.changed: dict[int, Entry] = {}

    def take(self, entry: Entry, owner: object) -> bool:
        """Store a state; True when others should hear soon, False for a heartbeat."""
        known = self.clients.get(entry.client)
        if known is not None and known.owner is owner and entry.clock < known.clock:
            return False
        if entry.state == b"null":
            return self._forget(entry)
        self.clients[entry.client] = Known(entry.clock, entry.state, owner)
        if known is not None and known.state == entry.state:
            return False
        self.changed[entry.client] = entry
        return True

    def owner_of(self, client: int) -> object | None:
        known = self.clients.get(client)
        return known.owner if known else None

    def remove(self, client: int) -> None:
        """Somebody's connection is gone. Same clock, state null: how y-protocols removes."""
        known = self.clients.get(client)
        if known is not None:
            self._forget(Entry(client, known.clock, b"null"))

    def _forget(self, entry: Entry) -> bool:
        if self.clients.pop(entry.client, None) is None:
            return False
        self.changed[entry.client] = entry
        return True

    def take_changed(self) -> bytes | None:
        """What changed since the last call, as one message."""
        if not self.changed:
            return None
        payload = write_entries(self.changed.values())
        self.changed.clear()
        return payload

    def everyone(self) -> bytes | None:
        """All states, as one message: for somebody who comes in, and to keep alive."""
        if not self.clients:
            return None
        return write_entries(
            Entry(client, known.clock, known.state) for client, known in self.clients.items()
        )
