"""The room log in PostgreSQL, for who reads or erases it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from overbrug.rooms.store import StoredTable

from .reading import Version, read_stored, version_of
from .schema import check_format, erase_tables

if TYPE_CHECKING:
    from psycopg import Connection

Borrow = Callable[[], AbstractContextManager["Connection[Any]"]]


class PostgresShelf:
    """`borrow` lends a connection; `name` tells this database from others."""

    def __init__(self, borrow: Borrow, name: str) -> None:
        self._borrow = borrow
        self.name = name

    @contextlib.contextmanager
    def reading(self) -> Iterator[PostgresReader | None]:
        """A way to read, or None where nothing was ever written; raises LogTooNew."""
        with self._borrow() as connection:
            yield PostgresReader(connection) if check_format(connection) else None

    def forget(self, tables: Iterable[str]) -> None:
        """Erase tables; a process that has one open can write nothing more to it."""
        with self._borrow() as connection, connection.transaction():
            if check_format(connection):
                erase_tables(connection, list(tables))


class PostgresReader:
    """Reads through one connection."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def version(self, table: str) -> Version:
        """Changes with everything that is written for a table."""
        return version_of(self._connection, table)

    def stored(self, table: str) -> StoredTable:
        """What is committed of a table."""
        return read_stored(self._connection, table)
