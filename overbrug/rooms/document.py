"""The shared text of one table: a pycrdt Doc behind a door that lets no poison in.

pycrdt validates most of what it is given. Three things it leaves to us:
- it recurses over nested values and types and then ends the whole process (measured: 32,000
  levels of nested lists, or deleting 40,000 nested types), so deep nesting is refused by a count;
- an update whose dependencies are missing is held without an error, and is *not* part of
  `get_update`: we keep its bytes, so that a snapshot never loses what was acknowledged;
- a panic inside it is a BaseException: we name it `Panicked`, and the room rebuilds itself.
"""

from __future__ import annotations

from enum import Enum

import pycrdt

from . import wire
from .errors import Malformed, RoomError, TooLarge
from .limits import Limits


class Panicked(RoomError):
    """pycrdt panicked; this document must not be used any more."""


class Outcome(Enum):
    """What an update did."""

    NEW = "new"
    KNOWN = "known"
    PENDING = "pending"


class Document:
    """A Doc, its size, and the updates that wait for others."""

    __slots__ = ("_doc", "_heard", "_limits", "_nesting", "_watch", "pending", "size")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
        self._heard: bytes | None = None
        self._watch = self._doc.observe(self._hear)
        self._nesting = 0
        self.pending: list[bytes] = []
        self.size = 0

    def _hear(self, event: pycrdt.TransactionEvent) -> None:
        self._heard = event.update

    def apply(self, update: bytes) -> Outcome:
        """Merge an update; raises Malformed, TooLarge or Panicked."""
        nesting = nesting_of(update)
        if self._nesting + nesting > self._limits.nesting:
            raise TooLarge("too_nested")
        self._heard = None
        self._merge(update)
        outcome = self._outcome(update)
        if outcome is not Outcome.KNOWN:
            self._nesting += nesting
            self.size += len(update)
        return outcome

    def _outcome(self, update: bytes) -> Outcome:
        # In order and nothing missing: the Doc reports the very bytes it was given.
        if self._heard == update:
            return Outcome.NEW
        if self._is_missing(update):
            self._keep_pending(update)
            return Outcome.PENDING
        return Outcome.KNOWN if self._heard is None else Outcome.NEW

    def _merge(self, update: bytes) -> None:
        try:
            self._doc.apply_update(update)
        except Exception as problem:
            raise Malformed("update") from problem
        except BaseException as problem:
            if type(problem).__name__ != "PanicException":
                raise
            raise Panicked(str(problem)) from problem

    def _keep_pending(self, update: bytes) -> None:
        if update in self.pending:
            return
        if sum(map(len, self.pending)) + len(update) > self._limits.pending_bytes:
            raise TooLarge("too_much_pending")
        self.pending.append(update)

    def _is_missing(self, update: bytes) -> bool:
        """Is part of this update not in the document (yet)?"""
        state = self._doc.get_state()
        rest = pycrdt.get_update(update, state)
        if rest[0] != 0:
            return True
        known = read_state(state)
        return any(end > known.get(client, 0) for client, end in _deletions(rest))

    def has(self, update: bytes) -> bool:
        """Is everything of this update in the document already?"""
        try:
            return not self._is_missing(update)
        except ValueError as problem:
            raise Malformed("update") from problem

    def settle_pending(self) -> None:
        """Forget the waiting updates whose dependencies have come."""
        self.pending = [update for update in self.pending if self._is_missing(update)]

    def state(self) -> bytes:
        """The state vector."""
        return self._doc.get_state()

    def diff(self, state: bytes | None = None) -> bytes:
        """Everything, or everything that a client with this state vector lacks."""
        if state is None:
            return self._doc.get_update()
        try:
            return self._doc.get_update(state)
        except Exception as problem:
            raise Malformed("state_vector") from problem

    def texts(self) -> dict[str, str]:
        """Every root as plain text, by name."""
        return {name: str(self._doc.get(name, type=pycrdt.Text)) for name in self._doc.keys()}  # noqa: SIM118


def nesting_of(update: bytes) -> int:
    """At most how deep this update nests, counted without parsing.

    Every level of a nested type is a struct with its own parent (`07 00` or `27 00`). A nested
    list or map inside one value opens with 0x75 or 0x76, which are also the letters u and v:
    only a count far above that of any honest text is refused.
    """
    types = update.count(b"\x07\x00") + update.count(b"\x27\x00")
    if len(update) > 16_000 and update.count(b"u") + update.count(b"v") > 8_000:
        raise TooLarge("too_nested")
    return types


def read_state(state: bytes) -> dict[int, int]:
    """A state vector as client id -> clock."""
    count, at = wire.read_varuint(state, 0)
    clocks = {}
    for _ in range(count):
        client, at = wire.read_varuint(state, at)
        clocks[client], at = wire.read_varuint(state, at)
    return clocks


def _deletions(update: bytes) -> list[tuple[int, int]]:
    """Client and end of each deleted range, of an update that holds nothing else."""
    clients, at = wire.read_varuint(update, 1)
    ranges = []
    for _ in range(clients):
        client, at = wire.read_varuint(update, at)
        count, at = wire.read_varuint(update, at)
        for _ in range(count):
            clock, at = wire.read_varuint(update, at)
            length, at = wire.read_varuint(update, at)
            ranges.append((client, clock + length))
    return ranges


def only_author(update: bytes) -> tuple[int, int] | None:
    """Client id and first clock, when the structs of an update are all of one client."""
    if update[0] != 1:
        return None
    _, at = wire.read_varuint(update, 1)
    client, at = wire.read_varuint(update, at)
    return client, wire.read_varuint(update, at)[0]
