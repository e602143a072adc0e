"""The shared text of one table: a pycrdt Doc behind a door that lets no poison in.

pycrdt validates most of what it is given. Three things it leaves to us:
- it recurses over nested values and types and then ends the whole process (measured: 32,000
  levels of nested lists, or deleting 40,000 nested types), so deep nesting is refused. It is
  counted by parsing (`updates.py`), never by letters: text is text, whatever it spells;
- an update whose dependencies are missing is held without an error, and is *not* part of
  `get_update`: we keep its bytes, so that a snapshot never loses what was acknowledged;
- a panic inside it is a BaseException: we name it `Panicked`, and the room rebuilds itself.

An observer makes a circle through the library that Python cannot see: without `close` a Document
would stay in memory for ever.
"""

from __future__ import annotations

from enum import Enum

import pycrdt

from . import wire
from .errors import Malformed, RoomError, TooLarge
from .limits import Limits
from .updates import STRING, Item, Section, anatomy, first_items, plain_author

# Half an emoji: every reader makes something else of it.
HALVES = frozenset((0xFFFD, *range(0xD800, 0xE000)))


class Panicked(RoomError):
    """pycrdt panicked; this document must not be used any more."""


class Outcome(Enum):
    """What an update did."""

    NEW = "new"
    KNOWN = "known"
    PENDING = "pending"


class Document:
    """A Doc, its size, and the updates that wait for others."""

    __slots__ = (
        "_doc",
        "_heard",
        "_limits",
        "_types",
        "_watch",
        "pending",
        "size",
        "waiting",
        "was_in_order",
    )

    def __init__(self, limits: Limits, *, listens: bool = True) -> None:
        """Without `listens` it can be restored and read, and nothing can be applied to it."""
        self._limits = limits
        self._doc: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
        # The observer knows this list and not this object: no circle of our own.
        self._heard: list[bytes] = []
        heard = self._heard
        self._watch = (
            self._doc.observe(lambda event: heard.append(event.update)) if listens else None
        )
        self._types = 0
        self.pending: list[bytes] = []
        # How many pieces they have had since the last time that nothing waited.
        self.waiting = 0
        self.size = 0
        # All of the last update was new, and nothing it builds on was missing.
        self.was_in_order = True

    def close(self) -> None:
        """Let go of the observer; without it the memory comes back by itself."""
        if self._watch is not None:
            self._doc.unobserve(self._watch)
            self._watch = None

    def apply(self, update: bytes, types: int | None = None) -> Outcome:
        """Merge an update; raises Malformed, TooLarge or Panicked.

        `types` is how many types it brings, when the caller knows.
        """
        types = types_in(update) if types is None else types
        if self._types + types > self._limits.nesting:
            raise TooLarge("too_nested")
        self._heard.clear()
        self._merge(update)
        outcome = self._outcome(update)
        if outcome is not Outcome.KNOWN:
            self._types += types
            self.size += len(update)
        return outcome

    def restore(self, data: bytes) -> None:
        """Merge what we stored ourselves: it was judged when it came, no limit is its end now."""
        self._merge(data)
        self.size += len(data)
        self._types += types_in(data)
        # A reader shows what is there; only a room has to keep what waits.
        if self._watch is not None and self._is_missing(data):
            self.pending.append(data)

    def _outcome(self, update: bytes) -> Outcome:
        # In order and nothing missing: the Doc reports the very bytes it was given.
        heard = self._heard[0] if self._heard else None
        self.was_in_order = heard == update
        if self.was_in_order:
            return Outcome.NEW
        if self._is_missing(update):
            self._keep_pending(update)
            return Outcome.PENDING
        return Outcome.KNOWN if heard is None else Outcome.NEW

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
        self.waiting += len(anatomy(update).items)
        if self.waiting > self._limits.pending_pieces:
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
        if not self.pending:
            self.waiting = 0

    def state(self) -> bytes:
        """The state vector."""
        return self._doc.get_state()

    def clocks(self) -> dict[int, int]:
        """The same, by client id."""
        return read_state(self.state())

    def count_of_clients(self) -> int:
        """How many client ids have written."""
        return wire.read_varuint(self.state(), 0)[0]

    def diff(self, state: bytes | None = None) -> bytes:
        """Everything, or everything that a client with this state vector lacks."""
        if state is None:
            return self._doc.get_update()
        try:
            return self._doc.get_update(state)
        except Exception as problem:
            raise Malformed("state_vector") from problem

    def snapshot(self) -> bytes | None:
        """Everything, or None when it does not read back as the same."""
        data = self._doc.get_update()
        again = Document(self._limits, listens=False)
        try:
            again._merge(data)
        except RoomError:
            return None
        is_same = read_state(again.state()) == read_state(self.state()) and (
            _sound(again.texts()) == _sound(self.texts())
        )
        return data if is_same else None

    def contradicts(self, update: bytes) -> bool:
        """Is there something else where this has text: same client id and clock?

        What was deleted since cannot be compared and counts as the same: whoever brought it, its
        writer sees that it is gone, as after any deletion (decision 0037).
        """
        theirs = anatomy(update)
        ours = _letters(self._pieces(theirs.sections))
        found = _letters(theirs.items)
        return any(ours.get(place, letter) != letter for place, letter in found.items())

    def _pieces(self, sections: list[Section]) -> list[Item]:
        """What the document has at these clocks, and no more of it: a history may be long."""
        state = self.clocks()
        pieces: list[Item] = []
        for section in sections:
            if section.clock < state.get(section.client, 0):
                since = write_state({**state, section.client: section.clock})
                pieces += first_items(self.diff(since), section.end)
        return pieces

    def texts(self) -> dict[str, str]:
        """Every root as plain text, by name."""
        return {name: str(self._doc.get(name, type=pycrdt.Text)) for name in self._doc.keys()}  # noqa: SIM118


def types_in(update: bytes) -> int:
    """How many types an update brings, thus how deep it may nest; raises TooLarge, Malformed."""
    if update[:1] == b"\x00" or plain_author(update) is not None:
        return 0
    return anatomy(update).types


def _sound(texts: dict[str, str]) -> dict[str, str]:
    """Half an emoji, which no honest device makes, reads differently after a snapshot."""
    halves = dict.fromkeys(HALVES)
    found = {
        name: text if text.isascii() else text.translate(halves) for name, text in texts.items()
    }
    return {name: text for name, text in found.items() if text}


def _letters(items: list[Item]) -> dict[tuple[int, int], int]:
    """Every letter of these items, by client and clock; half emoji have no fixed reading."""
    letters = {}
    for item in items:
        if item.kind == STRING:
            codes = memoryview(item.text.encode("utf-16-le")).cast("H")
            for clock, code in enumerate(codes, item.clock):
                if code not in HALVES:
                    letters[item.client, clock] = code
    return letters


def read_state(state: bytes) -> dict[int, int]:
    """A state vector as client id -> clock."""
    count, at = wire.read_varuint(state, 0)
    clocks = {}
    for _ in range(count):
        client, at = wire.read_varuint(state, at)
        clocks[client], at = wire.read_varuint(state, at)
    return clocks


def write_state(clocks: dict[int, int]) -> bytes:
    """The same the other way round."""
    pairs = [wire.varuint(client) + wire.varuint(clock) for client, clock in clocks.items()]
    return wire.varuint(len(pairs)) + b"".join(pairs)


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
