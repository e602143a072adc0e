"""The facts in PostgreSQL, copied and put back by its own programs. Needs Django.

`pg_dump` copies one consistent moment while people go on writing. What it leaves out is the same
as in a copy of the file: who is logged in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from overbrug.config.serving import CannotServe
from overbrug.config.sqlite_files import SESSIONS


def program(name: str) -> str:
    """Where PostgreSQL's program is; empty when it is not on this machine."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_number)
    return shutil.which(name) or (str(newest[-1]) if newest else "")


def _number(path: Path) -> int:
    word = path.parts[-3]
    return int(word) if word.isdecimal() else 0


def dump(file: Path) -> None:
    """Write the facts to a file."""
    out = [f"--exclude-table-data={table}" for table in SESSIONS]
    _run("pg_dump", "--format=custom", *out, f"--file={file}")


def put_back(file: Path) -> None:
    """Fill an empty database, whole or not at all."""
    from django.db import connection, connections

    from overbrug.config.moving import target

    target.look()
    if connection.introspection.table_names():
        raise CannotServe(
            f"the database {target.name()} has tables already.\n"
            "Nothing was restored. Make an empty one: dropdb and createdb."
        )
    connections.close_all()
    _run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        str(file),
    )


def _run(name: str, *words: str) -> None:
    where, password = _where()
    done = subprocess.run(  # noqa: S603  PostgreSQL's own program, and no word of a stranger
        [program(name), f"--dbname={where}", *words],
        env={**os.environ, "PGPASSWORD": password} if password else None,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        first = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise CannotServe(f"PostgreSQL's own program says no. {first}\nNothing was written.")


def _where() -> tuple[str, str]:
    """The database in the words of libpq, and apart the password: others may see the words."""
    from django.db import connection
    from psycopg import pq
    from psycopg.conninfo import make_conninfo

    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    given = {k: v for k, v in connection.get_connection_params().items() if k in known}
    given.pop("options", None)
    password = str(given.pop("password", "") or "")
    return make_conninfo(**given), password
