"""PostgreSQL, when it holds the facts: does it answer, and are we the only server on it?

All of it needs Django, and does nothing when the facts are in a file of the data folder.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator
from pathlib import Path

import psycopg

from overbrug.config.serving import CannotServe

# Beside the lock that each transaction takes (config/postgres/base.py): held while we serve.
SERVING = 0x73657276  # "serv"
STARTING = 0x73746172  # "star"
SWEEPING = 0x73776570  # "swep"


def reach() -> None:
    """Stop when PostgreSQL does not answer, or is too old."""
    from django.db import NotSupportedError, connection

    if connection.vendor == "postgresql":
        _connect().close()  # not from the pool, which keeps the reason to itself
        try:
            connection.ensure_connection()
        except NotSupportedError as problem:
            raise CannotServe(f"{problem}.") from problem


@contextlib.contextmanager
def hold(folder: Path | None = None) -> Iterator[None]:
    """Keep the database for this server: two would each think they own the tables.

    With a `folder` it is shared with others that serve from the same folder, and hear each other.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with _connect() as line:
        kind = "pg_try_advisory_lock" if folder is None else "pg_try_advisory_lock_shared"
        if not _is(line, f"SELECT {kind}(%s)", SERVING):
            raise CannotServe(
                "another Overbrug serves from the database that DATABASE_URL names.\n"
                "Stop that one first, or give this one a database of its own. Several go together\n"
                "only when each is given the same REDIS_URL and DATA_DIR."
            )
        if folder is not None:
            _refuse_other_folders(line, folder)
        yield


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Of servers that start together one at a time makes what must stand before the first page."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with _connect() as line:
        line.execute("SET lock_timeout = 0")
        line.execute("SELECT pg_advisory_lock(%s)", [STARTING])
        yield


@contextlib.contextmanager
def our_turn() -> Iterator[bool]:
    """Whether no other process is at what all of them do each minute."""
    from django.conf import settings

    if not settings.SEVERAL_PROCESSES:
        yield True
        return
    with _connect() as line:
        yield _is(line, "SELECT pg_try_advisory_lock(%s)", SWEEPING)


def _refuse_other_folders(line: psycopg.Connection, folder: Path) -> None:
    """Lines without a name and the key are in the folder: two folders are two installations."""
    ours = zlib.crc32(str(folder.resolve()).encode()) & 0x7FFFFFFF
    line.execute("SELECT pg_advisory_lock_shared(%s, %s)", [SERVING, ours])
    others = """SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objsubid = 2
        AND l.classid = %s AND l.objid <> %s)"""
    if _is(line, others, SERVING, ours):
        raise CannotServe(
            "another Overbrug serves from this database with another data folder.\n"
            "Give every process the same DATA_DIR."
        )


def _is(line: psycopg.Connection, question: str, *facts: object) -> bool:
    return line.execute(question.encode(), facts).fetchone() == (True,)


def _connect() -> psycopg.Connection:
    from django.db import connection

    settings = connection.settings_dict
    where = f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"
    try:
        return psycopg.connect(**{**connection.get_connection_params(), "autocommit": True})
    except psycopg.Error as problem:
        reason = str(problem).strip().splitlines()[0]
        raise CannotServe(
            f"PostgreSQL ({where}) cannot be used: {reason}\n"
            "See whether it runs and whether DATABASE_URL is right."
        ) from problem
