"""SQLite files from the outside, without Django: copied, looked at, emptied of sessions."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

# Who is logged in, and where: in no backup.
SESSIONS = ("django_session", "usersessions_usersession")
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


class NotSound(Exception):
    """A database that should be copied cannot be read; the text says which."""


@contextlib.contextmanager
def looking_at(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads and leaves nothing behind.

    A file in WAL mode gets two more beside it, also from who only reads; made by another user they
    would keep the server out. When they are not there nobody writes, and SQLite may be told so.
    """
    with database.open("rb") as file:
        is_wal = file.read(20)[18:] == b"\x02\x02"
    is_quiet = is_wal and not Path(f"{database}-wal").exists()
    mode = "mode=ro&immutable=1" if is_quiet else "mode=ro"
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?{mode}", uri=True, timeout=5)
    try:
        yield connection
    finally:
        connection.close()


def applied_migrations(facts: Path) -> list[str]:
    """`app.name` of every migration the database has had."""
    try:
        with looking_at(facts) as connection:
            rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.DatabaseError:
        return []
    return sorted({f"{app}.{name}" for app, name in rows})


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a live database; raises NotSound when the source is damaged."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(source, timeout=60)
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.close()
    except sqlite3.DatabaseError as problem:
        if getattr(problem, "sqlite_errorcode", None) in _FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from problem
        raise NotSound(f"{source} cannot be copied: {problem}.") from problem


def forget_sessions(facts: Path) -> None:
    """Take the sessions out of a copy of the facts, and their bytes as well."""
    connection = sqlite3.connect(facts)
    try:
        for table in SESSIONS:
            known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
            if connection.execute(known, (table,)).fetchone():
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  (one of the two above)
                connection.commit()
    finally:
        connection.close()


def is_sound(database: Path) -> bool:
    """SQLite's own check of a database file."""
    try:
        with looking_at(database) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def layout_of(database: Path) -> int:
    """The number of its layout, as the room log writes it."""
    with looking_at(database) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
