"""Words in a drawing that may not lie on each other: each takes the first place that is free."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from overbrug.opgaven.bridge.shapes import words

# The width of one letter, rather too much than too little, and the height of a line.
LETTER, LINE = 8.5, 13.0


class Place(NamedTuple):
    """Where a text may stand, and what of it stands there: its `start`, `middle` or `end`."""

    x: float
    y: float
    anchor: str


def around(x: float, y: float) -> list[Place]:
    """Above a point, else beneath it; leaning inwards where there is no room."""
    heights = (y - 12, y + 22)
    return [
        Place(x + lean, height, anchor)
        for height in heights
        for lean, anchor in ((0, "middle"), (-8, "start"), (8, "end"))
    ]


class Labels:
    """The words that were placed so far, within a box from (0, 0)."""

    def __init__(self, width: float, height: float) -> None:
        self.placed: list[Element] = []
        self._width, self._height = width, height
        self._taken: list[tuple[float, float, float]] = []

    def put(self, text: str, class_: str, places: Iterable[Place]) -> None:
        """At the first free place; nowhere when there is none: figures also stand in a table."""
        for place in places:
            box = self._box(text, place)
            if self._is_free(box):
                self._taken.append(box)
                self.placed.append(words(place.x, place.y, text, class_, place.anchor))
                return

    def _box(self, text: str, place: Place) -> tuple[float, float, float]:
        width = LETTER * len(text)
        start = place.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[place.anchor] * width
        return start, start + width, place.y

    def _is_free(self, box: tuple[float, float, float]) -> bool:
        start, end, y = box
        if start < 0 or end > self._width or not LINE < y <= self._height:
            return False
        return all(
            end < first or last < start or abs(y - line) >= LINE
            for first, last, line in self._taken
        )
