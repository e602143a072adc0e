"""The database that is to hold the facts: does it answer, and is there nothing in it yet?"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable

from overbrug.config.serving import CannotServe, facts

# What `migrate` writes by itself; everything else is somebody's.
OF_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}


def name() -> str:
    """Which database it is, without the password."""
    from django.db import connection

    settings = connection.settings_dict
    return f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"


def look() -> None:
    """Stop when it does not answer, is too old, is in other letters or is not empty."""
    from django.db import connection

    facts.reach()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (letters,) = cursor.fetchone()
        if letters != "UTF8":
            raise CannotServe(
                f"the database {name()} is written in {letters}, and Overbrug needs UTF8.\n"
                "Make a new one: createdb overbrug --encoding=UTF8 --template=template0"
            )
        there = connection.introspection.table_names(cursor)
    _refuse_newer()
    full = sorted(table for table in there if table not in OF_MIGRATE and _has_rows(table))
    if foreign := sorted(set(there) - our_tables() - OF_MIGRATE) or full:
        raise CannotServe(
            f"the database {name()} is not empty: {', '.join(foreign[:3])} is there already.\n"
            "Nothing was changed. Make an empty one, or empty it: dropdb and createdb."
        )


def _refuse_newer() -> None:
    """A newer Overbrug may have begun here; its tables are not ours to fill."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    if unknown := set(loader.applied_migrations) - set(loader.disk_migrations):
        raise CannotServe(
            f"the database {name()} was used by a newer Overbrug ({'.'.join(min(unknown))}).\n"
            "Nothing was changed. Install that version, or make an empty database."
        )


def make_tables() -> None:
    """All tables of this version; those of before stay as they are."""
    from django.core.management import call_command

    with contextlib.redirect_stdout(io.StringIO()):
        call_command("migrate", database="default", verbosity=0, interactive=False)


def our_tables() -> set[str]:
    """The names of all tables of the facts."""
    from overbrug.config.moving.rows import models_of_facts

    return {model._meta.db_table for model in models_of_facts()}


def _has_rows(table: str) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")  # noqa: S608
        return bool(cursor.fetchone()[0])


def set_counters(tables: Iterable[type]) -> None:
    """The next new row gets a number that no row has."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
