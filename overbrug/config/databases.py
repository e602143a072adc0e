"""Where facts, lines without a name and counters are kept, as Django wants to hear it."""

import zlib
from pathlib import Path
from typing import Any

from environs import Env, EnvError

SQLITE = "django.db.backends.sqlite3"
POSTGRES = "overbrug.config.postgres"
EXAMPLE = "postgres://name:password@host:5432/overbrug"
# A page waits as long for a database as it did with SQLite.
SECONDS_TO_WAIT = 20
# Together with `overbrug` commands beside the server this stays far below the hundred connections
# PostgreSQL allows by default.
MOST_CONNECTIONS = 20
# Nobody waits for a lock for ever, and a process that hangs lets the others go on.
TIMEOUTS = f"-c lock_timeout={SECONDS_TO_WAIT}s -c idle_in_transaction_session_timeout=60s"


def facts(folder: Path, env: Env) -> dict[str, Any]:
    """The facts: in PostgreSQL when DATABASE_URL says so, else in a file of the data folder."""
    if not env.str("DATABASE_URL", ""):
        return sqlite(
            folder / "facts.sqlite3",
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "PRAGMA cache_size=-20000; PRAGMA foreign_keys=ON",
        )
    try:
        given = env.dj_db_url("DATABASE_URL", engine=POSTGRES)
    except (EnvError, ValueError) as problem:
        # Its own words would print the address, and a password stands in it.
        raise SystemExit(
            f"DATABASE_URL cannot be read. Write it as {EXAMPLE}, with % signs for odd letters."
        ) from problem
    scheme = env.str("DATABASE_URL").partition(":")[0]
    if scheme not in ("postgres", "postgresql") or not given["NAME"]:
        raise SystemExit(f"DATABASE_URL is for PostgreSQL and names a database: {EXAMPLE}")
    # Each request has a thread of its own, so connections are shared through a pool; one that
    # broke, as PostgreSQL restarted, is replaced before a page gets it.
    options = {
        "pool": pool(env),
        "connect_timeout": 5,
        "options": TIMEOUTS,
        **given.get("OPTIONS", {}),
    }
    return {**given, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


def pool(env: Env) -> dict[str, int]:
    """How many connections the pages of a process share, and how long a page waits for one."""
    most = _at_least_one(env, "DATABASE_CONNECTIONS", MOST_CONNECTIONS)
    wait = _at_least_one(env, "DATABASE_WAIT_SECONDS", SECONDS_TO_WAIT)
    return {"min_size": 1, "max_size": most, "timeout": wait}


def _at_least_one(env: Env, name: str, otherwise: int) -> int:
    word = env.str(name, "") or str(otherwise)
    if not word.isdecimal() or int(word) < 1:
        raise SystemExit(f"{name} is {word!r}, and must be a number of 1 or more.")
    return int(word)


def unnamed(folder: Path) -> dict[str, Any]:
    """Lines without a name: no other row and no log may lie between them (docs/decisions/0006)."""
    return sqlite(
        folder / "unnamed.sqlite3",
        "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
    )


def sqlite(file: Path, pragmas: str) -> dict[str, Any]:
    """A SQLite file in which writers wait for one another from their first statement on."""
    return {
        "ENGINE": SQLITE,
        "NAME": file,
        "OPTIONS": {
            "timeout": SECONDS_TO_WAIT,
            "transaction_mode": "IMMEDIATE",
            "init_command": pragmas,
        },
    }


def counters(redis_url: str, secret_key: str) -> dict[str, Any]:
    """Counters of what failed: of this process, or in Redis for all of an installation."""
    if not redis_url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    return {
        "BACKEND": "overbrug.core.counters.SharedCounters",
        "LOCATION": redis_url,
        # Installations that share a Redis do not share their counters.
        "KEY_PREFIX": f"overbrug:{zlib.crc32(secret_key.encode()):08x}",
    }
