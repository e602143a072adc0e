"""The durable store in PostgreSQL: one transaction a batch, written only to tables that are ours.

`write` runs on the event loop and only collects. The whole talk with PostgreSQL is in `commit`,
in its thread: look whether the tables are ours, insert, commit.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence

import psycopg

from overbrug.rooms.errors import HeldElsewhere
from overbrug.rooms.store import Beat, ForgetRow, Row, StoredTable, of_kind

from .leases import TTL_MS, Leases
from .line import Connect, Line
from .reading import read_stored
from .schema import erase_tables, make_tables
from .writing import put


class PostgresLog:
    """The store of one process. `is_alone` promises that no other process is at work."""

    def __init__(
        self,
        connect: Connect,
        *,
        is_alone: bool = False,
        now: Callable[[], int] | None = None,
        ttl_ms: int = TTL_MS,
    ) -> None:
        self.leases = Leases(secrets.token_hex(8), now=now, ttl_ms=ttl_ms)
        self._is_alone = is_alone
        self._is_open = False
        self._batch: Sequence[Row] = ()
        # Each thread its own: a slow commit holds up no table that opens, and no sign of life.
        self._writer, self._reader, self._beater = Line(connect), Line(connect), Line(connect)

    def open(self) -> None:
        with self._beater.transaction() as connection:
            make_tables(connection)
        with self._beater.transaction() as connection:
            self.leases.beat(connection, is_alone=self._is_alone)
        self._is_open = True

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            # Who cannot say goodbye counts as gone in a few seconds.
            with contextlib.suppress(psycopg.Error, OSError), self._beater.transaction() as line:
                self.leases.leave(line)
        for each in (self._writer, self._reader, self._beater):
            each.close()

    def beat(self) -> Beat:
        with self._beater.transaction() as connection:
            return self.leases.beat(connection)

    def take(self, table: str) -> None:
        with self._reader.transaction() as connection:
            is_ours = self.leases.take(connection, table)
        if not is_ours:
            raise HeldElsewhere(table)

    def ask(self, table: str) -> None:
        with self._reader.transaction() as connection:
            self.leases.ask(connection, table)

    def give(self, table: str) -> None:
        with self._beater.transaction() as connection:
            self.leases.give(connection, table)

    def load(self, table: str) -> StoredTable:
        with self._reader.transaction() as connection:
            return read_stored(connection, table)

    def write(self, rows: Sequence[Row]) -> None:
        self._batch = rows

    def commit(self) -> Collection[str]:
        rows = self._batch
        with self._writer.transaction() as connection:
            lost = self.leases.refused(connection, _written(rows))
            kept = [row for row in rows if row.table not in lost] if lost else rows
            put(connection, kept, self.leases.epochs)
            # What may no longer exist is erased, whoever has it open.
            forgotten = [row.table for row in of_kind(rows, ForgetRow)]
            if forgotten:
                erase_tables(connection, forgotten)
        self._batch = ()
        return lost

    def rollback(self) -> None:
        """The transaction ended with its connection; the same batch is offered again."""
        self._batch = ()

    def truncate(self) -> None:
        """PostgreSQL overwrites what was erased in its own time."""


def _written(rows: Iterable[Row]) -> set[str]:
    """The tables that something is written to."""
    return {row.table for row in rows if not isinstance(row, ForgetRow)}
