"""PostgreSQL, when it holds the facts: does it answer, and are we the only server on it?

All of it needs Django, and does nothing when the facts are in a file of the data folder.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg

from overbrug.config.serving import CannotServe

# Beside the lock that each transaction takes (config/postgres/base.py): held while we serve.
SERVING = 0x73657276  # "serv"


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
def hold() -> Iterator[None]:
    """Keep the database for this server: two would each think they own the tables."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with _connect() as line:
        row = line.execute("SELECT pg_try_advisory_lock(%s)", [SERVING]).fetchone()
        if row != (True,):
            raise CannotServe(
                "another Overbrug serves from the database that DATABASE_URL names.\n"
                "Stop that one first, or give this one a database of its own."
            )
        yield


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
