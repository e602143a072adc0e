"""The room log: every table's updates, events and snapshots in one SQLite file.

One process owns the file and every table in it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Sequence
from pathlib import Path

from .errors import LogBusy
from .schema import erase_table, open_for_reading, open_for_writing
from .store import (
    FIRST_EPOCH,
    AuthorRow,
    Beat,
    EventRow,
    ForgetRow,
    QuarantineRow,
    Row,
    SnapshotRow,
    StoredTable,
    UpdateRow,
    of_kind,
)

Version = tuple[int | str | None, ...]


class RoomLog:
    """The durable store. `max_pages` makes the disk small, for a test of a full one."""

    def __init__(self, path: Path | str, *, max_pages: int | None = None) -> None:
        self.path = Path(path)
        self._max_pages = max_pages
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._reading = threading.Lock()
        self.epoch = FIRST_EPOCH

    def open(self) -> None:
        self._writer = open_for_writing(self.path, self._max_pages)
        self._reader = open_for_reading(self.path)

    def close(self) -> None:
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None

    def beat(self) -> Beat:
        return Beat()

    def take(self, table: str) -> None: ...

    def ask(self, table: str) -> None: ...

    def give(self, table: str) -> None: ...

    def load(self, table: str) -> StoredTable:
        assert self._reader is not None, "open the log first"
        with self._reading:
            return read_stored(self._reader, table)

    def write(self, rows: Sequence[Row]) -> None:
        """All new rows first, then what replaces or erases them: the order within is safe."""
        connection = self._open_writer()
        epoch = self.epoch
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise LogBusy from problem
        connection.executemany(
            "INSERT INTO updates VALUES (?, ?, ?, ?)",
            [(row.table, row.n, epoch, row.data) for row in of_kind(rows, UpdateRow)],
        )
        connection.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?)",
            [(row.table, row.seq, epoch, _json(row.event)) for row in of_kind(rows, EventRow)],
        )
        connection.executemany(
            # Only who turns out to have written it takes the place of who brought it.
            "INSERT INTO authors VALUES (?, ?, ?, ?) ON CONFLICT DO"
            " UPDATE SET seat = excluded.seat WHERE seat LIKE '+%'",
            of_kind(rows, AuthorRow),
        )
        connection.executemany(
            "INSERT INTO quarantine (table_id, data, why) VALUES (?, ?, ?)",
            of_kind(rows, QuarantineRow),
        )
        for snapshot in of_kind(rows, SnapshotRow):
            self._write_snapshot(connection, snapshot)
        for forget in of_kind(rows, ForgetRow):
            erase_table(connection, forget.table)

    def _write_snapshot(self, connection: sqlite3.Connection, row: SnapshotRow) -> None:
        table = row.table
        # A table that was erased meanwhile (by `forget_tables`) must not come back.
        is_known = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM updates WHERE table_id = ?1)"
            " OR EXISTS (SELECT 1 FROM events WHERE table_id = ?1)"
            " OR EXISTS (SELECT 1 FROM snapshots WHERE table_id = ?1)",
            (table,),
        ).fetchone()[0]
        if not is_known:
            return
        connection.execute(
            "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?)",
            (table, row.n, row.seq, self.epoch, row.document, _json(row.state)),
        )
        connection.execute("DELETE FROM updates WHERE table_id = ? AND n <= ?", (table, row.n))
        connection.execute("DELETE FROM events WHERE table_id = ? AND seq <= ?", (table, row.seq))

    def commit(self) -> Collection[str]:
        self._open_writer().execute("COMMIT")
        return ()

    def rollback(self) -> None:
        connection = self._open_writer()
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    def truncate(self) -> None:
        self._open_writer().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _open_writer(self) -> sqlite3.Connection:
        assert self._writer is not None, "open the log first"
        return self._writer


def read_stored(connection: sqlite3.Connection, table: str) -> StoredTable:
    """One consistent picture of a table, through any connection."""
    connection.execute("BEGIN")
    try:
        found = StoredTable()
        for n, seq, document, state in connection.execute(
            "SELECT n, seq, document, state FROM snapshots WHERE table_id = ?", (table,)
        ):
            found.n, found.seq = n, seq
            found.document, found.state = document, json.loads(state)
        found.updates = connection.execute(
            "SELECT n, data FROM updates WHERE table_id = ? ORDER BY n", (table,)
        ).fetchall()
        events = connection.execute(
            "SELECT data FROM events WHERE table_id = ? ORDER BY seq", (table,)
        )
        found.events = [json.loads(data) for (data,) in events]
        found.authors = connection.execute(
            "SELECT client, clock, seat FROM authors WHERE table_id = ? ORDER BY client, clock",
            (table,),
        ).fetchall()
        return found
    finally:
        connection.execute("COMMIT")


def version_of(connection: sqlite3.Connection, table: str) -> Version:
    """Changes with everything that is written for a table; all empty when there is nothing."""
    row = connection.execute(
        "SELECT (SELECT n + 1 FROM snapshots WHERE table_id = ?1),"
        " (SELECT seq + 1 FROM snapshots WHERE table_id = ?1),"
        " (SELECT max(n) FROM updates WHERE table_id = ?1),"
        " (SELECT max(seq) FROM events WHERE table_id = ?1),"
        " (SELECT group_concat(seat) FROM authors WHERE table_id = ?1)",
        (table,),
    ).fetchone()
    return tuple(row)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
