"""Taking a Yjs update apart (its v1 encoding), as far as we must judge it before merging it.

    count of clients, and for each: count of structs, client id, clock, the structs
    the deletions

A struct is a gap, something collected, or an item: where it goes and what it holds. What does not
parse here is refused, also when the document library might read it: nobody honest sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from . import wire
from .errors import Malformed, TooLarge

GC, DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOC, SKIP = range(11)

# Lists in lists in one value; honest text holds none at all.
DEEPEST = 100
# How many types (and documents) there may be in one another is counted over the whole table.
NESTING = frozenset({TYPE, DOC})

Id = tuple[int, int]


class Item(NamedTuple):
    """One struct: whose, from which clock, how long, what, and where it stands."""

    client: int
    clock: int
    length: int
    kind: int
    # The item before it, the item after it, or the name of the root (or the type) it is first in.
    origin: Id | None = None
    right: Id | None = None
    parent: str | Id | None = None
    text: str = ""


class Section(NamedTuple):
    """The structs of one client: clocks, and where they stand in the bytes."""

    client: int
    clock: int
    end: int
    first: int
    last: int


class Anatomy(NamedTuple):
    """An update in parts; the deletions begin at `deletions`."""

    sections: list[Section]
    items: list[Item]
    deletions: int

    @property
    def types(self) -> int:
        """How many types there are: it nests at most this deep."""
        return sum(item.kind in NESTING for item in self.items)


def plain_author(update: bytes) -> Id | None:
    """Client id and clock of an update that is one piece of text: nearly every update is."""
    if update[:2] != b"\x01\x01":
        return None
    client, at = wire.read_varuint(update, 2)
    clock, at = wire.read_varuint(update, at)
    is_text = at < len(update) and update[at] & 0x1F == STRING
    return (client, clock) if is_text else None


def anatomy(update: bytes) -> Anatomy:
    """Take an update apart; raises Malformed, or TooLarge for a value that nests too deep."""
    count, at = wire.read_varuint(update, 0)
    sections: list[Section] = []
    items: list[Item] = []
    try:
        for _ in range(count):
            section = _read_section(update, at, items)
            sections.append(section)
            at = section.last
    except (IndexError, UnicodeDecodeError):
        raise Malformed("update") from None
    return Anatomy(sections, items, at)


def without(update: bytes, parts: Anatomy, clients: Collection[int]) -> bytes:
    """The same update without what these clients wrote."""
    kept = [section for section in parts.sections if section.client not in clients]
    structs = b"".join(update[section.first : section.last] for section in kept)
    return wire.varuint(len(kept)) + structs + update[parts.deletions :]


def first_items(update: bytes, end: int) -> list[Item]:
    """What the first client of an update wrote before this clock; the rest is not looked at."""
    sections, at = wire.read_varuint(update, 0)
    items: list[Item] = []
    if sections:
        count, at = wire.read_varuint(update, at)
        client, at = wire.read_varuint(update, at)
        clock, at = wire.read_varuint(update, at)
        while clock < end and len(items) < count:
            item, at = _read_struct(update, at, client, clock)
            items.append(item)
            clock += item.length
    return items


def _read_section(data: bytes, first: int, items: list[Item]) -> Section:
    count, at = wire.read_varuint(data, first)
    client, at = wire.read_varuint(data, at)
    begin, at = wire.read_varuint(data, at)
    clock = begin
    for _ in range(count):
        item, at = _read_struct(data, at, client, clock)
        items.append(item)
        clock += item.length
    return Section(client, begin, clock, first, at)


def _read_struct(data: bytes, at: int, client: int, clock: int) -> tuple[Item, int]:
    info = data[at]
    at += 1
    if info in (GC, SKIP):
        length, at = wire.read_varuint(data, at)
        return Item(client, clock, length, info), at
    origin: Id | None = None
    right: Id | None = None
    parent: str | Id | None = None
    if info & 0x80:
        origin, at = _read_id(data, at)
    if info & 0x40:
        right, at = _read_id(data, at)
    if not info & 0xC0:
        parent, at = _read_parent(data, at)
        if info & 0x20:
            _key, at = wire.read_varbytes(data, at)
    kind = info & 0x1F
    read = _CONTENT.get(kind)
    if read is None:
        raise Malformed("update")
    length, text, at = read(data, at)
    return Item(client, clock, length, kind, origin, right, parent, text), at


def _read_id(data: bytes, at: int) -> tuple[Id, int]:
    client, at = wire.read_varuint(data, at)
    clock, at = wire.read_varuint(data, at)
    return (client, clock), at


def _read_parent(data: bytes, at: int) -> tuple[str | Id, int]:
    is_root, at = wire.read_varuint(data, at)
    if is_root != 1:
        return _read_id(data, at)
    name, at = wire.read_varbytes(data, at)
    return name.decode(), at


# What an item holds: its length in clocks, its text, and the position after it.
Content = tuple[int, str, int]


def _deleted(data: bytes, at: int) -> Content:
    length, at = wire.read_varuint(data, at)
    return length, "", at


def _string(data: bytes, at: int) -> Content:
    raw, at = wire.read_varbytes(data, at)
    text = raw.decode()
    # Clocks count as JavaScript does: what lies beyond the first plane counts twice.
    length = len(text) if len(raw) == len(text) else len(text.encode("utf-16-le")) // 2
    return length, text, at


def _json(data: bytes, at: int) -> Content:
    count, at = wire.read_varuint(data, at)
    for _ in range(count):
        at = _shallow_json(data, at)
    return count, "", at


def _binary(data: bytes, at: int) -> Content:
    return 1, "", wire.read_varbytes(data, at)[1]


def _embed(data: bytes, at: int) -> Content:
    return 1, "", _shallow_json(data, at)


def _format(data: bytes, at: int) -> Content:
    _key, at = wire.read_varbytes(data, at)
    return 1, "", _shallow_json(data, at)


def _type(data: bytes, at: int) -> Content:
    kind, at = wire.read_varuint(data, at)
    # Array, map, text, element, fragment, hook, text of a page; elements and hooks have a name.
    if kind > 6:
        raise Malformed("update")
    if kind in (3, 5):
        _name, at = wire.read_varbytes(data, at)
    return 1, "", at


def _any(data: bytes, at: int) -> Content:
    count, at = wire.read_varuint(data, at)
    for _ in range(count):
        at = _past_value(data, at)
    return count, "", at


def _doc(data: bytes, at: int) -> Content:
    _guid, at = wire.read_varbytes(data, at)
    return 1, "", _past_value(data, at)


_CONTENT: dict[int, Callable[[bytes, int], Content]] = {
    DELETED: _deleted,
    JSON: _json,
    BINARY: _binary,
    STRING: _string,
    EMBED: _embed,
    FORMAT: _format,
    TYPE: _type,
    ANY: _any,
    DOC: _doc,
}


def _shallow_json(data: bytes, at: int) -> int:
    raw, at = wire.read_varbytes(data, at)
    if raw.count(b"[") + raw.count(b"{") > DEEPEST:
        raise TooLarge("too_nested")
    return at


_SIZES = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}


def _past_value(data: bytes, at: int) -> int:
    """Walk over one value, without recursion; raises TooLarge when it nests too deep."""
    # For every open list or object: how many values it still has, and whether they have names.
    open_: list[tuple[int, bool]] = [(1, False)]
    while open_:
        left, has_names = open_.pop()
        if not left:
            continue
        open_.append((left - 1, has_names))
        if has_names:
            _name, at = wire.read_varbytes(data, at)
        kind = data[at]
        at += 1
        if kind in (117, 118):
            count, at = wire.read_varuint(data, at)
            open_.append((count, kind == 118))
            if len(open_) > DEEPEST:
                raise TooLarge("too_nested")
        elif kind in (119, 116):
            _bytes, at = wire.read_varbytes(data, at)
        elif kind == 125:
            while data[at] & 0x80:
                at += 1
            at += 1
        elif kind in _SIZES:
            at += _SIZES[kind]
        else:
            raise Malformed("update")
    return at
