"""Everything that must stand before the first page: assets, database, cards, demo data."""

from __future__ import annotations

import contextlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from overbrug.config.databases import SECONDS_TO_WAIT
from overbrug.config.serving import CannotServe, data_folder, facts, room_log

MS_PER_TRY, SECONDS_BETWEEN_TRIES = 2000, 1.0


def need_assets(root: Path) -> None:
    """Stop when the browser code was never built."""
    built = root / "overbrug" / "static-build"
    if not any(built.glob("**/manifest.json")):
        raise CannotServe(
            "the styles and scripts for the browser are not built yet.\n"
            "Run `make run`, which does everything, or `npm ci && npm run build`."
        )


def set_up_django() -> None:
    """Load settings and apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overbrug.config.settings")
    import django

    django.setup()


def check_data(folder: Path) -> None:
    """Refuse a folder of a newer version, before a byte of it changes. Needs Django."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from overbrug.rooms.schema import FORMAT as ROOM_LOG_FORMAT

    data_folder.refuse_newer_format(folder)
    data_folder.refuse_other_facts(folder, facts=connection.vendor)
    facts.reach()
    data_folder.refuse_newer_room_log(
        folder, room_log=settings.ROOM_LOG_PATH, known=ROOM_LOG_FORMAT
    )
    room_log.look()
    loader = MigrationLoader(connection)
    data_folder.refuse_newer_facts(
        folder,
        applied=migrations_of_facts(),
        known={f"{app}.{name}" for app, name in loader.disk_migrations},
    )


def migrations_of_facts() -> set[str]:
    """`app.name` of every migration that the facts have had. Needs Django."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    return {f"{app}.{name}" for app, name in applied}


def bring_up_to_date(folder: Path) -> None:
    """Migrate the facts forward, sign the folder, import the cards that are new."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from overbrug.cards.actions import import_cards

    with contextlib.redirect_stdout(io.StringIO()):
        # The facts first: they once held the lines without a name, and hand them over.
        for database in ("default", "unnamed"):
            call_command("migrate", database=database, verbosity=0, interactive=False)
    empty_log()
    room_log.take_along(settings.ROOM_LOG_PATH)
    data_folder.sign(folder, facts=connection.vendor)
    import_cards(settings.CARDS_DIR)


def empty_log(*, tries: int = 1, wait: Callable[[float], None] = time.sleep) -> bool:
    """Leave nothing of what was taken out of the facts in SQLite's log; whether that succeeded.

    Whoever reads at this moment holds the log. Each try waits shortly, so that a running server
    can go on writing in between.
    """
    from django.db import OperationalError, connection

    if connection.vendor != "sqlite":
        return True
    for number in range(tries):
        if number:
            wait(SECONDS_BETWEEN_TRIES)
        # A log that somebody holds is an answer; inside a transaction it is an error.
        with contextlib.suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout={MS_PER_TRY}")
            try:
                is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                cursor.execute(f"PRAGMA busy_timeout={SECONDS_TO_WAIT * 1000}")
            if not is_busy:
                return True
    return False


def add_demo() -> Any:
    """Make the example opgaven and an example dialogue when they are not there; the dialogue."""
    from overbrug.commitments.demo import make_demo_commitments
    from overbrug.dialogues.demo import make_demo_dialogue
    from overbrug.harvest.demo import make_demo_harvest
    from overbrug.opgaven.demo import make_demo_opgaven
    from overbrug.opgaven.models import Opgave

    if not Opgave.objects.exists():
        make_demo_opgaven()
        make_demo_commitments()
    make_demo_harvest()  # also in a folder of before: it looks whether the example is there
    return make_demo_dialogue()


def forget_rooms(tables: list[str]) -> None:
    """Erase what removed tables typed, also beside a running server.

    A room that the server has in memory is found by it within seconds, closed and erased again
    (realtime/watch.py); one that nobody opened for a while is only on the disk.
    """
    from overbrug.core.room_log import shelf
    from overbrug.rooms import forget_tables

    if tables:
        forget_tables(shelf(), tables)
