"""Marks: `<3.17>` is the 17th insert of seat 3, unique at its table; a text holds nothing else."""

from __future__ import annotations

import re

MARK = re.compile(r"<(\d+)\.(\d+)>")
MARK_BYTES = re.compile(rb"<\d+\.\d+>")
OWN = "chaos/own/s{seat}"
SHARED = ("chaos/notes/a", "chaos/notes/b")


def mark_of(seat: int, n: int) -> str:
    """The mark of an insert."""
    return f"<{seat}.{n}>"


def owner_of(field: str) -> int | None:
    """Whose field this is: only that seat inserts there, and always at the end."""
    head, _, seat = field.rpartition("/s")
    return int(seat) if head == "chaos/own" and seat.isdigit() else None
