"""What lies on the disk of a server."""

from pathlib import Path


def holding(folder: Path, word: bytes) -> list[Path]:
    """Every file in which this word stands, logs and journals of SQLite too."""
    return [f for f in folder.rglob("*") if f.is_file() and word in f.read_bytes()]
