"""Where the tables of this installation are kept: with the facts in PostgreSQL, else in a file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from overbrug.rooms import FileShelf, RoomLog, Shelf, Store

if TYPE_CHECKING:
    import psycopg

# A network that swallows everything is noticed after this long.
SECONDS_UNHEARD = 10


def is_in_postgres() -> bool:
    """Whether the tables are kept in PostgreSQL."""
    return connection.vendor == "postgresql"


def shelf() -> Shelf:
    """Where to read and erase tables."""
    if not is_in_postgres():
        return FileShelf(settings.ROOM_LOG_PATH)
    from overbrug.rooms.postgres import PostgresShelf

    return PostgresShelf(_borrowed, _name())


def store() -> Store:
    """What the engine of this process writes to."""
    if not is_in_postgres():
        return RoomLog(settings.ROOM_LOG_PATH, max_pages=settings.ROOM_LOG_MAX_PAGES)
    from overbrug.rooms.postgres import PostgresLog

    return PostgresLog(connect, is_alone=not settings.SEVERAL_PROCESSES)


def connect() -> psycopg.Connection[Any]:
    """A connection of one's own to the database of the facts, outside the pool of the pages."""
    import psycopg

    given = connection.get_connection_params()
    ours = {name: given[name] for name in given if name not in ("context", "cursor_factory")}
    patience = {"keepalives_idle": 5, "tcp_user_timeout": SECONDS_UNHEARD * 1000}
    return psycopg.connect(**{"connect_timeout": 5, **patience, **ours, "autocommit": True})


@contextlib.contextmanager
def _borrowed() -> Iterator[psycopg.Connection[Any]]:
    """The connection of this page: reading takes no second one from the pool."""
    with connection.wrap_database_errors:
        connection.ensure_connection()
        yield connection.connection


def _name() -> str:
    facts = connection.settings_dict
    return f"{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
