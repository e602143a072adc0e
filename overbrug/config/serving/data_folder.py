"""Is this data folder of a version we understand? Looked at before anything is written in it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from overbrug import __version__
from overbrug.config.serving import CannotServe
from overbrug.config.sqlite_files import layout_of

FORMAT = 1  # raised when the folder as a whole changes so that an older version would harm it
FILE = "version.json"
FACTS = "facts.sqlite3"
SQLITE, POSTGRES = "sqlite", "postgresql"


def refuse_newer_format(folder: Path) -> None:
    """Stop when a newer Overbrug wrote `version.json`."""
    try:
        written = json.loads((folder / FILE).read_text(encoding="utf-8"))
        version, newest = str(written["version"]), int(written["format"])
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CannotServe(_unreadable(folder)) from problem
    if newest > FORMAT:
        raise CannotServe(_newer(folder, version))


def refuse_newer_room_log(folder: Path, *, room_log: Path, known: int) -> None:
    """Stop when the room log has a layout that this version does not know."""
    if not room_log.exists():
        return
    try:
        layout = layout_of(room_log)
    except sqlite3.DatabaseError as problem:
        raise CannotServe(f"the room log {room_log} is damaged: {problem}.") from problem
    if layout > known:
        raise CannotServe(_newer(folder, "of a later layout"))


def refuse_newer_facts(folder: Path, *, applied: set[str], known: set[str]) -> None:
    """Stop when the database went through migrations that this version does not have."""
    if applied - known:
        raise CannotServe(_newer(folder, f"with {min(applied - known)}"))


def refuse_other_facts(folder: Path, *, facts: str) -> None:
    """Stop when the facts that belong to this folder are kept by the other kind of database.

    The server would start with an empty one, and take the tables of the other for removed ones.
    """
    try:
        before = json.loads((folder / FILE).read_text(encoding="utf-8")).get("facts", SQLITE)
    except FileNotFoundError:
        before = SQLITE if (folder / FACTS).exists() else facts
    except (OSError, ValueError, AttributeError) as problem:
        raise CannotServe(_unreadable(folder)) from problem
    if before == facts:
        return
    if facts == POSTGRES:
        raise CannotServe(
            f"the facts of {folder} are in its {FACTS}, and DATABASE_URL names another database.\n"
            "Nothing was changed. Start without DATABASE_URL, or with a new folder: DATA_DIR=…"
        )
    raise CannotServe(
        f"the facts of {folder} are in PostgreSQL, and DATABASE_URL is not set.\n"
        "Nothing was changed. Set DATABASE_URL, or choose another folder: DATA_DIR=…"
    )


def sign(folder: Path, *, facts: str) -> None:
    """Write which version used the folder last, and which kind of database holds its facts."""
    text = json.dumps({"format": FORMAT, "version": __version__, "facts": facts})
    part = folder / f"{FILE}.part"
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(folder / FILE)


def _unreadable(folder: Path) -> str:
    return f"{folder / FILE} cannot be read. Put it back from a backup."


def _newer(folder: Path, version: str) -> str:
    return (
        f"the data folder {folder} was used by a newer Overbrug ({version}); "
        f"this is {__version__}.\n"
        "Nothing was changed. Install the newer version, or choose another folder: DATA_DIR=…"
    )
