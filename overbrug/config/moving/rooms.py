"""What tables typed goes along, in the same transaction as the facts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from overbrug.config.moving import ROOMS_KEPT
from overbrug.config.moving.rows import Count, Tally
from overbrug.config.sqlite_files import looking_at


def copy(path: Path) -> Iterator[tuple[str, Count, Count]]:
    """Copy the file; of each kind of row what was read and what is there now."""
    from django.db import connection

    from overbrug.rooms.postgres import copy_file
    from overbrug.rooms.postgres.copying import COLUMNS

    if not path.exists():
        return
    copy_file(path, connection.connection)
    with looking_at(path) as file, connection.cursor() as there:
        for name, columns in COLUMNS.items():
            words = ", ".join(columns)
            there.execute(f"SELECT {words} FROM room_{name}")  # noqa: S608
            read = _count(file.execute(f"SELECT {words} FROM {name}"))  # noqa: S608
            yield f"room_{name}", read, _count(there)


def put_aside(path: Path, folder: Path) -> None:
    """The file stays as it was, where no server and no backup looks."""
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(folder / f"{ROOMS_KEPT}{ending}")


def _count(rows: Any) -> Count:
    tally = Tally()
    for row in rows:
        tally.add(tuple(row))
    return tally.count()
