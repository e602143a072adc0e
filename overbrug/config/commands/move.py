"""`overbrug move --to postgres://…`: the facts go from the data folder to PostgreSQL."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overbrug.config import environment
from overbrug.config.moving import FACTS_KEPT, ROOMS_KEPT
from overbrug.config.serving import CannotServe, data_folder, facts, lock, prepare

if TYPE_CHECKING:
    from overbrug.config.moving.rows import Count

_NOTHING = "Nothing was moved: the folder is as it was, and the database may be used for a new try."


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("move", help="move the facts from the data folder to PostgreSQL")
    parser.add_argument(
        "--to", metavar="URL", help="postgres://… of an empty database (default: DATABASE_URL)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Move everything or nothing, and say what was counted on both sides."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        folder = environment.data_dir()
        _look_at_folder(folder, to=args.to or os.environ.get("DATABASE_URL", ""))
        with lock.hold(folder):
            os.environ["DATABASE_URL"] = args.to or os.environ["DATABASE_URL"]
            prepare.set_up_django()
            _move(folder)
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"overbrug: the move did not end: {problem}.", file=sys.stderr)
        return 1
    print("Moved. From now on start with DATABASE_URL, also for every other command.")
    print(f"As it was it is still in {folder}: {FACTS_KEPT} and {ROOMS_KEPT}.")
    print("Remove both once all is well: they hold what people wrote.")
    return 0


def _look_at_folder(folder: Path, *, to: str) -> None:
    """What can be told before anything is opened."""
    if not to:
        raise CannotServe("say where to: overbrug move --to postgres://name:password@host/overbrug")
    if not (folder / data_folder.FACTS).exists():
        raise CannotServe(f"there is nothing to move: {folder} holds no {data_folder.FACTS}.")
    data_folder.refuse_newer_format(folder)
    data_folder.refuse_other_facts(folder, facts=data_folder.SQLITE)


def _move(folder: Path) -> None:
    """Look, copy in one transaction, compare in it, and only then sign the folder."""
    from django.db import DatabaseError, transaction

    from overbrug.config.moving import rooms, source, target
    from overbrug.rooms.errors import LogError

    room_log = folder / "rooms/rooms.sqlite3"
    source.open_file(folder)
    source.refuse_other_version()
    target.look()
    with facts.hold():
        try:
            target.make_tables()
            with transaction.atomic(using=source.ALIAS), transaction.atomic():
                _copy_all()
                for table, read, written in rooms.copy(room_log):
                    _same(table, read, written)
        except (DatabaseError, LogError) as problem:
            reason = str(problem).strip().splitlines()[0]
            raise CannotServe(f"a database says no: {reason}\n{_NOTHING}") from problem
        data_folder.sign(folder, facts=data_folder.POSTGRES)
        rooms.put_aside(room_log, folder)
        source.put_aside(folder)


def _copy_all() -> None:
    """Every table; the keys between them are checked when the transaction ends."""
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType
    from django.db import DatabaseError

    from overbrug.config.moving import rows, source, target

    # `migrate` wrote these anew; the rows of before keep their numbers.
    Permission.objects.all().delete()
    ContentType.objects.all().delete()
    models = rows.models_of_facts()
    for model in models:
        table = model._meta.db_table
        try:
            read = rows.copy(model, source=source.ALIAS, target="default")
        except (DatabaseError, TypeError, ValueError) as problem:
            # The first line only: what follows may be what somebody wrote.
            reason = str(problem).strip().splitlines()[0]
            raise CannotServe(f"{table} cannot be moved: {reason}\n{_NOTHING}") from problem
        _same(table, read, rows.count(model, "default"))
    target.set_counters(models)
    print(f"{len(models)} tables, each the same on both sides.")


def _same(table: str, read: Count, written: Count) -> None:
    print(f"  {table}  {read.rows} rows  sha256 {read.sha256}")
    if read != written:
        raise CannotServe(
            f"{table} is not the same in PostgreSQL: {written.rows} rows, sha256 {written.sha256}."
            f"\n{_NOTHING}"
        )
