"""Where the facts and the lines without a name are kept, as Django wants to hear it."""

from pathlib import Path
from typing import Any

from environs import Env, EnvError

SQLITE = "django.db.backends.sqlite3"
POSTGRES = "overbrug.config.postgres"
EXAMPLE = "postgres://name:password@host:5432/overbrug"
# A page waits as long for a database as it did with SQLite. Together with `overbrug` commands
# beside the server this stays far below the hundred connections PostgreSQL allows by default.
SECONDS_TO_WAIT = 20
POOL = {"min_size": 1, "max_size": 20, "timeout": SECONDS_TO_WAIT}
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
    options = {"pool": POOL, "connect_timeout": 5, "options": TIMEOUTS, **given.get("OPTIONS", {})}
    return {**given, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


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
