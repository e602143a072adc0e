"""The files of the data folder, and PostgreSQL when it holds the facts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from overbrug.config.doctor import Finding, Patient, care, django, refused, well, wrong
from overbrug.config.serving import CannotServe, data_folder
from overbrug.config.sqlite_files import applied_migrations, looking_at
from overbrug.rooms.schema import FORMAT as ROOM_LOG_FORMAT

NOT_SOUND = "Stop the server and restore a backup into a new folder."
FEWEST_CONNECTIONS = 30


def facts_file(patient: Patient) -> Iterator[Finding]:
    """The facts, when they are a file."""
    file = patient.folder / data_folder.FACTS
    if os.environ.get("DATABASE_URL"):
        return
    if not file.exists():
        yield well("facts", "There are none yet: the first start makes them.")
        return
    yield from _sound("facts", file)
    known = django.known_migrations()
    if known is not None:
        yield from _age(set(applied_migrations(file)), known)


def other_files(patient: Patient) -> Iterator[Finding]:
    """Lines without a name, and what tables typed."""
    unnamed, log = patient.folder / "unnamed.sqlite3", patient.folder / "rooms/rooms.sqlite3"
    if unnamed.exists():
        yield from _sound("lines without a name", unnamed)
    if not log.exists():
        return
    try:
        data_folder.refuse_newer_room_log(patient.folder, room_log=log, known=ROOM_LOG_FORMAT)
        yield from _sound("room log", log)
    except CannotServe as problem:
        yield refused("room log", problem)


def postgres(_patient: Patient) -> Iterator[Finding]:
    """Reachable, new enough, in UTF-8, of this version?"""
    if not os.environ.get("DATABASE_URL") or not django.starts():
        return
    from overbrug.config import dumping
    from overbrug.config.moving import target
    from overbrug.config.serving import facts, prepare

    try:
        facts.reach()
    except CannotServe as problem:
        yield refused("postgresql", problem)
        return
    yield well("postgresql", f"{target.name()} answers.")
    if not dumping.program("pg_dump"):
        text = "Its program pg_dump is not on this machine, and `overbrug backup` needs it."
        yield care("postgresql", text, "Debian: apt install postgresql-client")
    if _ask("SHOW server_encoding") != "UTF8":
        mend = "Make one with --encoding=UTF8 --template=template0 and put the facts there."
        yield wrong("postgresql", "The database is not written in UTF-8.", mend)
    if (most := int(_ask("SHOW max_connections"))) < FEWEST_CONNECTIONS:
        text = f"It allows {most} connections, and Overbrug may open 20 and some."
        yield care("postgresql", text, f"Set max_connections to {FEWEST_CONNECTIONS} or more.")
    known = django.known_migrations()
    if known is not None:
        yield from _age(prepare.migrations_of_facts(), known)


def _ask(question: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _sound(about: str, file: Path) -> Iterator[Finding]:
    """SQLite's own quick look at every page."""
    try:
        with looking_at(file) as connection:
            said = connection.execute("PRAGMA quick_check").fetchone()[0]
    except (sqlite3.DatabaseError, OSError) as problem:
        said = str(problem)
    if said == "ok":
        yield well(about, f"{file.name} is sound.")
    else:
        yield wrong(about, f"{file} is not sound: {said}.", NOT_SOUND)


def _age(applied: set[str], known: set[str]) -> Iterator[Finding]:
    if not applied:
        yield well("facts", "There are none yet: the first start makes them.")
    elif newer := applied - known:
        mend = "Install the newer version, or choose another folder: DATA_DIR=…"
        yield wrong("facts", f"A newer Overbrug used them ({min(newer)}).", mend)
    elif known - applied:
        text = f"They are of an older version: {len(known - applied)} steps behind."
        yield care("facts", text, "Make a backup; the next start brings them forward.")
    else:
        yield well("facts", "They are of this version.")
