"""The list of contents of a backup, `manifest.json`: read, and refused when not to be trusted.

A backup may come from anywhere. Nothing of it is unpacked before its list has passed all of this.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

from overbrug import __version__

# The second brought facts.dump; without one a backup is of the first, for older versions to read.
FORMAT = 2
FACTS = "facts.sqlite3"
DUMP = "facts.dump"
ELSEWHERE = "postgresql"
UNNAMED = "unnamed.sqlite3"
KEY = "secret_key"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1_000_000
# Our databases shrink to a third or a tenth. What claims to shrink to less is no backup but a
# trick to fill the disk; small files are let be.
MOST_SHRUNK, SMALL = 200, 50_000_000
# What a damaged zip makes the library raise; RuntimeError is what it calls encrypted or unknown.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    KeyError,
)


class BadArchive(Exception):
    """The file cannot be written or restored; the text says why and what to do."""


def read(archive: zipfile.ZipFile, *, size: int) -> dict[str, Any]:
    """The list of a backup of `size` bytes that this version can restore."""
    manifest = _parsed(archive)
    if manifest["format"] > FORMAT:
        raise newer(manifest)
    names = set(manifest["files"])
    kind = manifest.get("facts", FACTS)
    has_facts = kind == ELSEWHERE if not names & {FACTS, DUMP} else names & {FACTS, DUMP} == {kind}
    safe = all(n in (FACTS, DUMP, UNNAMED, KEY) or _is_room_log(n) for n in names)
    # Sorted lists, so that a name which is there twice counts twice.
    same = sorted([*names, MANIFEST]) == sorted(archive.namelist())
    if not has_facts or not safe or not same:
        raise BadArchive("This is not a backup of Overbrug: it holds other files than it lists.")
    if unpacked_size(archive) > max(SMALL, MOST_SHRUNK * size):
        raise BadArchive("This is not a backup of Overbrug: it would grow out of all proportion.")
    return manifest


def unpacked_size(archive: zipfile.ZipFile) -> int:
    """How many bytes all of it needs; no more than this can come out."""
    return sum(info.file_size for info in archive.infolist())


def refuse_newer(manifest: dict[str, Any], *, migrations: set[str], known: set[str]) -> None:
    """Refuse facts that went through migrations which this version does not have."""
    if migrations - known:
        raise newer(manifest)


def refuse_other_place(manifest: dict[str, Any], *, elsewhere: bool) -> None:
    """Refuse when the facts would be looked for where they are not."""
    if elsewhere and FACTS in manifest["files"]:
        raise BadArchive(
            "This backup holds its facts, and DATABASE_URL says they are in PostgreSQL. "
            "Restore and start without DATABASE_URL."
        )
    if not elsewhere and DUMP in manifest["files"]:
        raise BadArchive(
            "The facts of this backup were in PostgreSQL. Make an empty database, set DATABASE_URL "
            "and restore again."
        )
    if not elsewhere and FACTS not in manifest["files"]:
        raise BadArchive(
            "This backup holds no facts: they were in PostgreSQL. Put those back with pg_restore, "
            "set DATABASE_URL and restore again."
        )


def newer(manifest: dict[str, Any]) -> BadArchive:
    """The refusal of what a later version made."""
    version = manifest.get("overbrug")
    return BadArchive(
        f"This backup was made by a newer Overbrug "
        f"({version[:20] if isinstance(version, str) else 'unknown'}); this is {__version__}. "
        "Install that version first, then restore."
    )


def _parsed(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The list as it stands there, or BadArchive when this is some other zip."""
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BadArchive("This is not a backup of Overbrug: its list of contents is too large.")
        manifest = json.loads(archive.read(MANIFEST))
    except UNREADABLE as problem:
        raise BadArchive("This is not a backup of Overbrug, or it is damaged.") from problem
    if not _has_shape(manifest):
        raise BadArchive("This is not a backup of Overbrug, or it is damaged.")
    return dict(manifest)


def _has_shape(manifest: Any) -> bool:
    if not isinstance(manifest, dict):
        return False
    files, migrations = manifest.get("files"), manifest.get("migrations", [])
    return (
        isinstance(manifest.get("facts", FACTS), str)
        and type(manifest.get("format")) is int
        and isinstance(files, dict)
        and all(isinstance(digest, str) for digest in files.values())
        and isinstance(migrations, list)
        and all(isinstance(name, str) for name in migrations)
    )


def _is_room_log(name: str) -> bool:
    """`rooms/<something>.sqlite3` and nothing that climbs out of the folder."""
    folder, _, file = name.partition("/")
    return folder == "rooms" and file.endswith(".sqlite3") and file == Path(file).name
