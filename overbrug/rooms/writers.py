"""Which seats wrote the text of a field, by what the document itself says.

The name of a field carries the seat it is meant for, and any device can write there. Every piece
of text carries the client id of the device that wrote it, and the author rows say whose that was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from .authors import BROUGHT
from .updates import STRING, Id, Item, anatomy

Rows = dict[int, tuple[list[int], list[str]]]


def writers_of(document: bytes, authors: Iterable[tuple[int, int, str]]) -> dict[str, set[str]]:
    """Root name -> the seats whose text stands in it; a client id without a row has none."""
    tree = _Tree(anatomy(document).items)
    rows = _rows(authors)
    writers: dict[str, set[str]] = defaultdict(set)
    for item in tree.items:
        if item.kind == STRING and item.text.strip():
            root = tree.root(item)
            if root is not None:
                writers[root].update(_seats(item, rows))
    return dict(writers)


def _rows(authors: Iterable[tuple[int, int, str]]) -> Rows:
    rows: Rows = {}
    for client, clock, seat in authors:
        clocks, seats = rows.setdefault(client, ([], []))
        clocks.append(clock)
        seats.append(seat.removeprefix(BROUGHT))
    return rows


def _seats(item: Item, rows: Rows) -> list[str]:
    """Who wrote a piece of text: a row may begin in the middle of it."""
    clocks, seats = rows.get(item.client, ([], []))
    # What was written before the first row came out of order; it is of the same seat.
    first = max(bisect_right(clocks, item.clock) - 1, 0)
    last = bisect_right(clocks, item.clock + item.length - 1)
    return seats[first : max(last, first + 1)]


class _Tree:
    """Finds the root that an item stands in: its own parent, or that of its neighbour."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self._roots: dict[Id, str | None] = {}
        self._clocks: dict[int, list[int]] = defaultdict(list)
        self._items: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            self._clocks[item.client].append(item.clock)
            self._items[item.client].append(item)

    def root(self, item: Item) -> str | None:
        """The name of the root; None when nothing leads to it any more."""
        # A walk without recursion: a long text is a long row of neighbours.
        path: list[tuple[Id, Iterator[Id]]] = []
        found = self._enter(item, path)
        while path:
            place, ways = path[-1]
            way = next(ways, None) if found is None else None
            if way is None:
                self._roots[place] = found
                path.pop()
                continue
            neighbour = self._item(way)
            if neighbour is not None:
                found = self._enter(neighbour, path)
        return found

    def _enter(self, item: Item, path: list[tuple[Id, Iterator[Id]]]) -> str | None:
        place = item.client, item.clock
        if isinstance(item.parent, str):
            return item.parent
        if place not in self._roots:
            # Also what leads in a circle ends: it is known as leading nowhere while we walk.
            self._roots[place] = None
            ways = (way for way in (item.parent, item.origin, item.right) if way is not None)
            path.append((place, ways))
            return None
        return self._roots[place]

    def _item(self, place: Id) -> Item | None:
        client, clock = place
        clocks = self._clocks.get(client)
        if not clocks:
            return None
        at = bisect_right(clocks, clock) - 1
        return self._items[client][at] if at >= 0 else None
