"""What the seats of a trial type: letters that can be told apart, now or written beforehand."""

from __future__ import annotations

import random
import re
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import pycrdt

from overbrug.rooms import wire

if TYPE_CHECKING:
    from bench.seat import Seat

# Every insert begins with such a mark, so that a receiver knows which insert it sees, also when
# several were merged into one update.
MARK = re.compile(rb"#[0-9a-z]{4}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_OF_A_SEAT = 36**3


class Letter(NamedTuple):
    """One insert: its text, its update, and the frame that brings it to the server."""

    text: str
    update: bytes
    frame: bytes


def mark_of(seat: int, number: int) -> str:
    """`#0000`, `#0001`, …: five characters, unique at one table of at most 36 seats."""
    left = seat * _MOST_OF_A_SEAT + number
    digits = []
    for _ in range(4):
        left, digit = divmod(left, 36)
        digits.append(_DIGITS[digit])
    return "#" + "".join(reversed(digits))


def some_letters(mark: str) -> str:
    """One to ten characters, of which five are the mark."""
    return mark + "x" * random.randint(0, 5)


def write_letters(seat: Seat, count: int) -> deque[Letter]:
    """The next inserts of this seat, from a document that is the seat's own for the time being."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=seat.doc.client_id)
    line = doc.get(seat.name, type=pycrdt.Text)
    updates: list[bytes] = []
    doc.observe(lambda event: updates.append(event.update))
    letters: deque[Letter] = deque()
    for number in range(count):
        text = some_letters(mark_of(seat.number, number))
        line += text
        frame = seat.dialect.wrap(wire.update(updates[-1]))
        letters.append(Letter(text, updates[-1], frame))
    return letters
