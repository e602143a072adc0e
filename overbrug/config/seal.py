"""The seal of a backup: a SHA-256 over the whole file, in the comment with which a zip ends.

Every part has a hash of its own; the seal also covers what lies between and after them, so that no
byte of a backup can change unseen.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

LENGTH = 64
COMMENT = b"sha256 " + b"0" * LENGTH
_PIECE = 1 << 20


def put(file: Path) -> None:
    """Fill in the seal of a zip that was written with COMMENT."""
    with file.open("r+b") as whole:
        digest = _digest(whole)
        whole.seek(-LENGTH, 2)
        whole.write(digest)


def holds(file: Path) -> bool:
    """Whether every byte is as it was when the file was sealed."""
    with file.open("rb") as whole:
        return _digest(whole) == whole.read(LENGTH)


def _digest(whole: IO[bytes]) -> bytes:
    """The hash of all but the seal itself; leaves off where the seal begins."""
    left = max(0, whole.seek(0, 2) - LENGTH)
    whole.seek(0)
    digest = hashlib.sha256()
    while left and (piece := whole.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode("ascii")
