"""The room log, when PostgreSQL holds it: is it one we understand, and a file of before?

All of it needs Django, and does nothing when what tables type is in a file of the data folder.
"""

from __future__ import annotations

from pathlib import Path

from overbrug.config.serving import CannotServe
from overbrug.rooms.errors import LogError


def look() -> None:
    """Stop when a newer version made the room log in PostgreSQL."""
    from overbrug.core import room_log

    if not room_log.is_in_postgres():
        return
    from overbrug.rooms.postgres import check_format

    try:
        with room_log.connect() as connection:
            check_format(connection)
    except LogError as problem:
        raise CannotServe(str(problem)) from problem


def take_along(path: Path) -> None:
    """What tables typed before, in a file beside facts in PostgreSQL, goes there too.

    The file goes once every row of it is there: what is erased later must not stay in it.
    """
    from overbrug.core import room_log

    if not room_log.is_in_postgres():
        return
    from overbrug.rooms.postgres import copy_file, make_tables

    with room_log.connect() as connection:
        if not path.exists():
            make_tables(connection)
            return
        try:
            copied = copy_file(path, connection)
        except LogError as problem:
            raise CannotServe(_both(path)) from problem
    for file in (path, *(path.with_name(path.name + side) for side in ("-wal", "-shm"))):
        file.unlink(missing_ok=True)
    counts = ", ".join(f"{count} {name}" for name, count in copied.items() if count)
    print(f"What tables typed went from {path} to PostgreSQL ({counts or 'nothing'}).")


def _both(path: Path) -> str:
    return (
        f"what tables typed stands in {path}, and in PostgreSQL as well.\n"
        "Nothing was changed. Of two places only one can be right: keep the one that was used last,"
        "\nand move that file away, or empty the tables room_… in PostgreSQL."
    )
