"""What changed between two texts, in words."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A text of 700 words of which some changed has about 6,000; two letters in any order have millions.
MOST_PAIRS = 10_000
# A word takes the blanks behind it along, so that changed neighbours form one piece.
_WORD = re.compile(r"\S+\s*|\s+")


class Piece(NamedTuple):
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_changes(old: str, new: str) -> list[Piece]:
    """The two texts as one line of pieces; joined without `new` they are the old text.

    Lines are compared first, and words only within lines that changed. What is too much to compare
    stands as it was and then as it became: a history opens for everyone, whatever was written.
    """
    lines = _compare(old.splitlines(keepends=True), new.splitlines(keepends=True))
    pieces: list[Piece] = []
    for gone, came, is_same in lines:
        pieces += [Piece("same", gone)] if is_same else _in_words(gone, came)
    pieces = _joined(pieces)
    return pieces if _reads_well(pieces, old) else _beside(old, new)


def _in_words(old: str, new: str) -> list[Piece]:
    pieces: list[Piece] = []
    for gone, came, is_same in _compare(_WORD.findall(old), _WORD.findall(new)):
        pieces += [Piece("same", gone)] if is_same else _beside(gone, came)
    return pieces


def _compare(before: list[str], after: list[str]) -> list[tuple[str, str, bool]]:
    """Runs of the two, each with whether it is the same; in the middle one run when too much."""
    short = min(len(before), len(after))
    head = next((i for i in range(short) if before[i] != after[i]), short)
    rest = short - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    runs = [(*_text(before[:head], before[:head]), True)]
    if _pairs(*middle) > MOST_PAIRS:
        runs.append((*_text(*middle), False))
    else:
        matcher = SequenceMatcher(a=middle[0], b=middle[1], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            runs.append((*_text(middle[0][a:b], middle[1][c:d]), tag == "equal"))
    end = before[len(before) - tail :]
    runs.append((*_text(end, end), True))
    return [run for run in runs if run[0] or run[1]]


def _text(before: list[str], after: list[str]) -> tuple[str, str]:
    return "".join(before), "".join(after)


def _pairs(before: list[str], after: list[str]) -> int:
    """How often a word of the one is a word of the other: by that the work of comparing grows."""
    counts = Counter(after)
    return sum(counts[word] for word in before)


def _beside(old: str, new: str) -> list[Piece]:
    """The old text, then the new one."""
    return [piece for piece in (Piece("gone", old), Piece("new", new)) if piece.text]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


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
