"""The file with the facts, beside PostgreSQL: opened under a name of its own, and only read."""

from __future__ import annotations

from pathlib import Path

from overbrug import __version__
from overbrug.config.moving import FACTS_KEPT
from overbrug.config.serving import CannotServe, data_folder

ALIAS = "before"


def open_file(folder: Path) -> None:
    """Let Django know the file, as it knows the lines without a name."""
    from django.db import connections

    if ALIAS not in connections.settings:
        like = connections.settings["unnamed"]
        options = {"timeout": 20, "transaction_mode": "IMMEDIATE"}
        connections.settings[ALIAS] = {
            **like,
            "NAME": folder / data_folder.FACTS,
            "OPTIONS": options,
        }


def refuse_other_version() -> None:
    """Rows are copied as they are, so the file must have exactly the tables of this version."""
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connections[ALIAS])
    applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
    if applied - known:
        raise CannotServe(
            f"the facts were used by a newer Overbrug ({'.'.join(min(applied - known))}); this is "
            f"{__version__}.\nNothing was changed. Install the newer version, then move."
        )
    if known - applied:
        raise CannotServe(
            f"the facts are of an older version than {__version__}.\n"
            "Nothing was changed. Start this version once without DATABASE_URL, stop it, then move."
        )


def put_aside(folder: Path) -> None:
    """The file stays as it was, under a name that nothing reads."""
    from django.db import connections

    connections[ALIAS].close()
    for ending in ("", "-wal", "-shm"):
        part = folder / f"{data_folder.FACTS}{ending}"
        if part.exists():
            part.replace(folder / f"{FACTS_KEPT}{ending}")
