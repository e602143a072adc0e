"""A connection to PostgreSQL that is opened when first needed, and anew after it failed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from psycopg import Connection

Connect = Callable[[], "Connection[Any]"]

# What is committed is on the disk. A process that stands still in the middle of a transaction
# holds its rows no longer than this, so that another can take its tables over.
SESSION = (
    "SET synchronous_commit = on",
    "SET lock_timeout = '3s'",
    "SET statement_timeout = '30s'",
    "SET idle_in_transaction_session_timeout = '2s'",
)


class Line:
    """One connection for one thread at a time."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._connection: Connection[Any] | None = None
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection[Any]]:
        """The connection, in a transaction that is on the disk once the block has ended."""
        with self._lock:
            connection = self._opened()
            try:
                with connection.transaction():
                    yield connection
            except (psycopg.Error, OSError):
                # Whatever is the matter with it, the next one begins afresh.
                self._drop()
                raise

    def close(self) -> None:
        """Let go; safe to call twice."""
        with self._lock:
            self._drop()

    def _opened(self) -> Connection[Any]:
        if self._connection is None or self._connection.closed:
            connection = self._connect()
            connection.autocommit = True
            for setting in SESSION:
                connection.execute(setting.encode())
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
