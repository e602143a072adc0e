"""`overbrug backup FILE`: everything in one checked file, also while people are talking."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Any

from overbrug.config import archive, dumping, environment
from overbrug.config.serving import CannotServe, data_folder, prepare

FACTS_FIRST = """the facts are in PostgreSQL, and its program pg_dump is not on this machine.
Nothing was written. Install it (Debian: postgresql-client). Or, on a machine that has it, copy the
facts first, then all the rest, and keep the two together:
  pg_dump --format=custom --exclude-table-data=django_session \\
    --exclude-table-data=usersessions_usersession --file=facts.dump "$DATABASE_URL"
  overbrug backup FILE --without-facts"""


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("backup", help="write everything to one file")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--without-facts", action="store_true", help="with PostgreSQL: all that is not in there"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what it holds."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave no half copy behind
    try:
        folder = environment.data_dir()
        elsewhere = _facts_elsewhere(folder, without_facts=args.without_facts)
        dump = None if elsewhere is None or args.without_facts else dumping.dump
        manifest = archive.write(folder, args.file.resolve(), elsewhere=elsewhere, dump=dump)
    except (archive.BadArchive, CannotServe) as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"overbrug: the backup could not be written: {said(problem)}.", file=sys.stderr)
        return 1
    print(f"Backup written: {args.file} ({args.file.stat().st_size // 1024} kB).")
    for name, digest in manifest["files"].items():
        print(f"  {name}  sha256 {digest}")
    if args.without_facts:
        print("The facts are NOT in it: keep the copy that pg_dump made before this one beside it.")
    return 0


def said(problem: OSError) -> str:
    """What the system says, and about which file."""
    where = f" ({problem.filename})" if problem.filename else ""
    return f"{problem.strerror or problem}{where}"


def _facts_elsewhere(folder: Path, *, without_facts: bool) -> list[str] | None:
    """The migrations of the facts when PostgreSQL holds them; None when the folder does."""
    if not os.environ.get("DATABASE_URL"):
        data_folder.refuse_other_facts(folder, facts=data_folder.SQLITE)
        if without_facts:
            raise CannotServe("the facts are in the data folder: leave out --without-facts.")
        return None
    if not without_facts and not dumping.program("pg_dump"):
        raise CannotServe(FACTS_FIRST)
    prepare.set_up_django()
    prepare.check_data(folder)
    return sorted(prepare.migrations_of_facts())
