"""Where a room log lies, for who reads or erases it in any thread or process.

A shelf is to readers what a `Store` is to the engine: `FileShelf` for the file, and
`postgres.PostgresShelf` for the database.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Hashable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from .log import Version, read_stored, version_of
from .schema import erase_table, open_for_reading, open_for_writing
from .store import StoredTable


class Reader(Protocol):
    """Looks at tables through one connection."""

    def version(self, table: str) -> Version:
        """Changes with everything that is written for a table; all empty for one unknown."""

    def stored(self, table: str) -> StoredTable:
        """What is committed of a table."""


class Shelf(Protocol):
    """One room log."""

    @property
    def name(self) -> Hashable:
        """Tells this log from others."""

    def reading(self) -> AbstractContextManager[Reader | None]:
        """A way to read, or None where nothing was ever written; raises LogTooNew."""

    def forget(self, tables: Iterable[str]) -> None:
        """Erase tables, overwriting what they held. No device may be at them."""


class FileShelf:
    """The room log in a file."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self.name = self._path.resolve()

    @contextlib.contextmanager
    def reading(self) -> Iterator[FileReader | None]:
        """A connection that cannot write."""
        if not self._path.exists():
            yield None
            return
        with contextlib.closing(open_for_reading(self._path)) as connection:
            yield FileReader(connection)

    def forget(self, tables: Iterable[str]) -> None:
        """Erase tables beside the engine, and leave nothing of them in side files."""
        if not self._path.exists():
            return
        with contextlib.closing(open_for_writing(self._path)) as connection:
            connection.execute("PRAGMA busy_timeout=10000")
            connection.execute("BEGIN IMMEDIATE")
            for table in tables:
                erase_table(connection, table)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class FileReader:
    """Reads the file through one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def version(self, table: str) -> Version:
        """Changes with everything that is written for a table."""
        return version_of(self._connection, table)

    def stored(self, table: str) -> StoredTable:
        """What is committed of a table."""
        return read_stored(self._connection, table)


def shelf_of(where: Shelf | Path | str) -> Shelf:
    """A shelf as it is, or that of a file."""
    return FileShelf(where) if isinstance(where, Path | str) else where
