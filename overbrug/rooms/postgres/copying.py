"""Taking the room log of a file along to PostgreSQL, row by row, with counts that must agree."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overbrug.rooms.errors import LogError
from overbrug.rooms.schema import open_for_reading

from .schema import make_tables

if TYPE_CHECKING:
    from psycopg import Connection

# The columns are the same on both sides.
COLUMNS = {
    "updates": ("table_id", "n", "epoch", "data"),
    "events": ("table_id", "seq", "epoch", "data"),
    "snapshots": ("table_id", "n", "seq", "epoch", "document", "state"),
    "authors": ("table_id", "client", "clock", "seat"),
    "quarantine": ("table_id", "data", "why"),
}
Copied = dict[str, int]


def copy_file(path: Path, connection: Connection[Any]) -> Copied:
    """Copy all rows of a room log file; how many of each kind. All of it or nothing.

    No process may be writing to the file. Raises LogError when PostgreSQL has rows already.
    """
    with contextlib.closing(open_for_reading(path)) as file, connection.transaction():
        make_tables(connection)
        copied = {}
        for name, columns in COLUMNS.items():
            must_be_empty(connection, name)
            words = ", ".join(columns)
            rows = file.execute(f"SELECT {words} FROM {name}")
            into = f"COPY room_{name} ({words}) FROM STDIN"
            with connection.cursor() as cursor, cursor.copy(into.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            copied[name] = _count(connection, name)
            there = file.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            if copied[name] != there:
                raise LogError(f"{path} has {there} rows of {name}, and {copied[name]} came over.")
        return copied


def must_be_empty(connection: Connection[Any], name: str) -> None:
    """Rows of two logs do not go together: each has its own numbers."""
    if _count(connection, name):
        raise LogError(f"PostgreSQL holds {name} of rooms already.")


def _count(connection: Connection[Any], name: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM room_{name}".encode()).fetchone()
    return int(row[0]) if row else 0
