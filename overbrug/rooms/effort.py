"""How much work an update may ask of the document library, told before it is merged.

For every piece that goes where others may stand, the library walks past those others: one piece
costs at most as many steps as the table has pieces. Somebody who writes ten thousand pieces at
one spot, from two client ids or from thousands, asks for a hundred million steps and everybody
waits (decision 0040). A piece that goes on in what this very update brings needs no walk, and
that is how people write: an afternoon without network has many pieces and few places.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from . import wire
from .errors import TooLarge
from .updates import Anatomy, Id, Item, anatomy

if TYPE_CHECKING:
    from .document import Document
    from .limits import Limits

# The smallest piece of text that an update or a document can hold, in bytes.
SMALLEST = 5
# So small an update has no room for more client ids or deletions than anybody may send.
SMALL = 256


def check_effort(update: bytes, document: Document, limits: Limits, *, clients: int) -> None:
    """Raises TooLarge, before anything was merged; nearly always it need not look inside."""
    pieces = (document.size + len(update)) // SMALLEST
    is_cheap = len(update) // SMALLEST * pieces <= limits.steps
    if is_cheap and len(update) <= SMALL:
        return
    parts = anatomy(update)
    if len(parts.sections) > clients:
        raise TooLarge("too_many_devices")
    _check_deletions(update, parts.deletions, limits.deletions)
    if len(parts.items) <= 1:
        return
    known = document.clocks()
    if document.waiting + len(parts.items) > limits.pending_pieces and _waits(parts, known):
        raise TooLarge("too_much_pending")
    if not is_cheap and places(parts.items, known) * pieces > limits.steps:
        raise TooLarge("too_scattered")


def places(items: list[Item], known: Mapping[int, int]) -> int:
    """At how many places these pieces begin where something of others may stand.

    Not counted is a piece behind a letter of the same device that nobody has seen: there stands
    nothing, or the neighbour that it names itself.
    """
    items = [item for item in items if item.clock + item.length > known.get(item.client, 0)]
    next_to = _neighbours(items)
    walks = 0
    for item in items:
        origin = item.origin
        if origin is None or origin not in next_to or origin[1] < known.get(origin[0], 0):
            walks += 1
        elif origin[0] == item.client and next_to[origin] in (ANYTHING, item.right):
            next_to[origin] = (item.client, item.clock)
        else:
            next_to[origin] = NOTHING
            walks += 1
    return walks


# What a piece may name as its neighbour, besides the id of one.
ANYTHING, NOTHING = (-1, 0), (-1, -1)


def _neighbours(items: list[Item]) -> dict[Id, Id]:
    """What stands behind each letter that something here goes behind, before that is so."""
    ends = {(item.client, item.clock + item.length - 1) for item in items}
    behind: dict[Id, Id] = {}
    for item in items:
        if item.origin is not None and behind.get(item.origin) != NOTHING:
            client, clock = item.origin
            inside = ANYTHING if item.origin in ends else (client, clock + 1)
            behind[item.origin] = inside if client == item.client else NOTHING
    return behind


def _waits(parts: Anatomy, known: Mapping[int, int]) -> bool:
    """Does it build on what the table has not got?"""
    ends = dict(known)
    for section in parts.sections:
        if section.clock > ends.get(section.client, 0):
            return True
        ends[section.client] = max(section.end, ends.get(section.client, 0))
    needed = (
        place
        for item in parts.items
        for place in (item.origin, item.right, item.parent)
        if isinstance(place, tuple)
    )
    return any(clock >= ends.get(client, 0) for client, clock in needed)


def _check_deletions(update: bytes, at: int, most: int) -> None:
    """Every range that is deleted may split a piece, and makes room for it among the others."""
    clients, at = wire.read_varuint(update, at)
    left = most
    for _ in range(clients):
        _client, at = wire.read_varuint(update, at)
        count, at = wire.read_varuint(update, at)
        left -= count
        if left < 0:
            raise TooLarge("too_many_deletions")
        for _ in range(2 * count):
            _number, at = wire.read_varuint(update, at)
