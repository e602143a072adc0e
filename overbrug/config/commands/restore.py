"""`overbrug restore FILE`: put a backup into an empty data folder."""

import argparse
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

from overbrug.config import archive, archive_list, dumping, environment
from overbrug.config.commands.backup import said
from overbrug.config.serving import CannotServe, data_folder, lock


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("restore", help="put a backup into an empty data folder")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def known_migrations() -> set[str]:
    """`app.name` of every migration in this version's code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overbrug.config.settings")
    # A key of its own: reading settings would otherwise make one in the folder to be filled.
    os.environ.setdefault("SECRET_KEY", "only-to-read-the-list-of-migrations")
    import django
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _leave_word(folder: Path, *, elsewhere: bool) -> None:
    """Mails that fell due before now were perhaps sent already: they are not sent from here."""
    from django.utils import timezone

    from overbrug.core.sweeping import mark_restored

    mark_restored(folder, at=timezone.now())
    if elsewhere:
        data_folder.sign(folder, facts=data_folder.POSTGRES)


def run(args: argparse.Namespace) -> int:
    """Restore and say what to do next."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave no half folder behind
    elsewhere = bool(os.environ.get("DATABASE_URL"))
    try:
        folder = environment.data_dir()
        with lock.hold(folder):
            manifest = archive.restore(
                args.file,
                folder,
                known_migrations=known_migrations(),
                elsewhere=elsewhere,
                leave_word=partial(_leave_word, elsewhere=elsewhere),
                put_back=dumping.put_back,
            )
    except (archive.BadArchive, CannotServe) as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"overbrug: the backup could not be put back: {said(problem)}.", file=sys.stderr)
        return 1
    print(f"Restored {len(manifest['files'])} files into {folder}, each checked against its hash.")
    if manifest.get("facts") == archive_list.ELSEWHERE:
        print("The facts were NOT in it: put those back into PostgreSQL with pg_restore first.")
    print("Start with: overbrug serve")
    return 0
