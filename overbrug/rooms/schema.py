"""The tables of the room log file, and opening it.

One file per process: WAL, synchronous FULL (an ack means the disk has it), secure_delete (what a
table erases is overwritten). `epoch` is there for leases: a later owner writes a higher one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import LogTooNew

FORMAT = 1

SCHEMA = """
CREATE TABLE updates (
    table_id TEXT NOT NULL, n INTEGER NOT NULL, epoch INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (table_id, n)
) WITHOUT ROWID;
CREATE TABLE events (
    table_id TEXT NOT NULL, seq INTEGER NOT NULL, epoch INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (table_id, seq)
) WITHOUT ROWID;
CREATE TABLE snapshots (
    table_id TEXT PRIMARY KEY, n INTEGER NOT NULL, seq INTEGER NOT NULL, epoch INTEGER NOT NULL,
    document BLOB NOT NULL, state TEXT NOT NULL
);
CREATE TABLE authors (
    table_id TEXT NOT NULL, client INTEGER NOT NULL, clock INTEGER NOT NULL, seat TEXT NOT NULL,
    PRIMARY KEY (table_id, client, clock)
) WITHOUT ROWID;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY, table_id TEXT NOT NULL, data BLOB NOT NULL, why TEXT NOT NULL
);
"""

PER_TABLE = ("updates", "events", "snapshots", "authors", "quarantine")


def open_for_writing(path: Path, max_pages: int | None = None) -> sqlite3.Connection:
    """The one writing connection; makes the file when there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Transactions are ours (isolation_level None); commit happens in another thread, never two
    # at once. Busy means another process erases a table: try again later, do not hold the loop.
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=0.05, cached_statements=32
    )
    try:
        check_format(connection, path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        if max_pages is not None:
            connection.execute(f"PRAGMA max_page_count={int(max_pages)}")
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            connection.executescript(f"BEGIN;{SCHEMA}PRAGMA user_version={FORMAT};COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, for any thread or process."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5
    )
    try:
        check_format(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that a newer version wrote."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise LogTooNew(str(path), found, FORMAT)


def erase_table(connection: sqlite3.Connection, table_id: str) -> None:
    """Everything of one table, inside the caller's transaction."""
    for name in PER_TABLE:
        connection.execute(f"DELETE FROM {name} WHERE table_id = ?", (table_id,))  # noqa: S608
