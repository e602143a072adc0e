"""What changed between two texts, in words."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple


class Piece(NamedTuple):
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_changes(old: str, new: str) -> list[Piece]:
    """The two texts as one line of pieces; joined without `new` they are the old text."""
    # A word takes the blanks behind it along, so that changed neighbours form one piece.
    before, after = (re.findall(r"\S+\s*|\s+", text) for text in (old, new))
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece("gone", "".join(before[a:b])))
        if d > c:
            pieces.append(Piece("new", "".join(after[c:d])))
    return pieces if _reads_well(pieces, old) else [Piece("gone", old), Piece("new", new)]


def _reads_well(pieces: list[Piece], old: str) -> bool:
    """Two texts with hardly a word in common are clearer one after the other."""
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return not old or kept >= len(old) / 3 or len(pieces) <= 2


def shorten_same(pieces: list[Piece], *, around: int = 60) -> list[Piece]:
    """Of long unchanged runs only what stands beside a change."""
    short: list[Piece] = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same" and len(text) > 2 * around + 20:
            head = text[:around] if place else ""
            tail = text[-around:] if place < len(pieces) - 1 else ""
            text = f"{head} … {tail}"
        short.append(Piece(piece.kind, text))
    return short
