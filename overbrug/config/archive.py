"""One file that holds everything: how a backup is written, checked and put back.

A backup is a zip: `manifest.json` (format, version, migrations, SHA-256 per file), the facts, the
lines without a name, the room logs and the secret key. Facts are copied first, so what is restored
beside them may be newer, never older. Each database is copied by `VACUUM INTO`: one consistent
moment while people go on writing, and without the remains of what was erased. Who is logged in is
left out: a stolen backup opens no session, and a restored one logs nobody in.

When PostgreSQL holds the facts a backup has all the rest, and its manifest says so.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

from overbrug import __version__

FORMAT = 1
FACTS = "facts.sqlite3"
ELSEWHERE = "postgresql"
UNNAMED = "unnamed.sqlite3"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1_000_000


class BadArchive(Exception):
    """The file cannot be restored; the text says why and what to do."""


def sha256_of(path: Path) -> str:
    """Hex digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def applied_migrations(facts: Path) -> list[str]:
    """`app.name` of every migration the database has had."""
    connection = sqlite3.connect(f"file:{facts}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.DatabaseError:
        return []
    finally:
        connection.close()
    return sorted({f"{app}.{name}" for app, name in rows})


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a live database; raises BadArchive when the source is damaged."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(source, timeout=60)
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.close()
    except sqlite3.DatabaseError as problem:
        raise BadArchive(f"{source} cannot be copied: {problem}.") from problem


def forget_sessions(facts: Path) -> None:
    """Take the sessions out of a copy of the facts, and their bytes as well."""
    connection = sqlite3.connect(facts)
    try:
        known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'django_session'"
        if connection.execute(known).fetchone():
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("DELETE FROM django_session")
            connection.commit()
    finally:
        connection.close()


def write(data_dir: Path, file: Path, *, elsewhere: list[str] | None = None) -> dict[str, Any]:
    """Write the backup to `file` and return its manifest. The file appears whole or not at all.

    `elsewhere` are the migrations of facts that PostgreSQL holds: those are not in the backup.
    """
    if elsewhere is None and not (data_dir / FACTS).exists():
        raise BadArchive(f"There is nothing to back up: {data_dir} holds no {FACTS}.")
    if not file.parent.is_dir():
        raise BadArchive(f"The folder {file.parent} is not there. Make it first.")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        copy = Path(folder)
        names = [
            *([FACTS] if elsewhere is None else []),
            *(name for name in (UNNAMED,) if (data_dir / name).exists()),
            *(f"rooms/{p.name}" for p in sorted((data_dir / "rooms").glob("*.sqlite3"))),
        ]
        for name in names:
            copy_database(data_dir / name, copy / name)
        if FACTS in names:
            forget_sessions(copy / FACTS)
        if (data_dir / "secret_key").exists():
            (copy / "secret_key").write_bytes((data_dir / "secret_key").read_bytes())
            names.append("secret_key")
        manifest = {
            "format": FORMAT,
            "overbrug": __version__,
            "facts": ELSEWHERE if elsewhere is not None else FACTS,
            "migrations": (
                applied_migrations(copy / FACTS) if elsewhere is None else sorted(elsewhere)
            ),
            "files": {name: sha256_of(copy / name) for name in names},
        }
        part = copy / "whole.zip"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name in names:
                archive.write(copy / name, name)
        part.chmod(0o600)
        with part.open("rb") as done:
            os.fsync(done.fileno())
        part.replace(file)
    return manifest


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, or BadArchive when this is some other zip."""
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BadArchive("This is not a backup of Overbrug: its list of contents is too large.")
        manifest = json.loads(archive.read(MANIFEST))
        names = set(manifest["files"])
        has_facts = (FACTS in names) != (manifest.get("facts") == ELSEWHERE)
        whole = isinstance(manifest["format"], int) and has_facts
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as problem:
        raise BadArchive("This is not a backup of Overbrug, or it is damaged.") from problem
    safe = all(n in (FACTS, UNNAMED, "secret_key") or _is_room_log(n) for n in names)
    if not whole or not safe or names | {MANIFEST} != set(archive.namelist()):
        raise BadArchive("This is not a backup of Overbrug: it holds other files than it lists.")
    return dict(manifest)


def _is_room_log(name: str) -> bool:
    """`rooms/<something>.sqlite3` and nothing that climbs out of the folder."""
    folder, _, file = name.partition("/")
    return folder == "rooms" and file.endswith(".sqlite3") and file == Path(file).name


def _check_age(manifest: dict[str, Any], known: set[str]) -> None:
    """Refuse a backup that this version is too old to understand."""
    newer = sorted(set(manifest.get("migrations", ())) - known)
    if manifest["format"] > FORMAT or newer:
        raise BadArchive(
            f"This backup was made by a newer Overbrug ({manifest.get('overbrug', 'unknown')}); "
            f"this is {__version__}. Install that version first, then restore."
        )


def _check_place(manifest: dict[str, Any], *, elsewhere: bool) -> None:
    """Refuse when the facts would be looked for where they are not."""
    if elsewhere and FACTS in manifest["files"]:
        raise BadArchive(
            "This backup holds its facts, and DATABASE_URL says they are in PostgreSQL. "
            "Restore and start without DATABASE_URL."
        )
    if not elsewhere and FACTS not in manifest["files"]:
        raise BadArchive(
            "This backup holds no facts: they were in PostgreSQL. Put those back with pg_restore, "
            "set DATABASE_URL and restore again."
        )


def restore(
    file: Path, data_dir: Path, *, known_migrations: set[str], elsewhere: bool = False
) -> dict[str, Any]:
    """Put a backup into an empty data folder; nothing is written before all of it is checked.

    `elsewhere` says that PostgreSQL holds the facts.
    """
    databases = (data_dir / FACTS, data_dir / UNNAMED)
    if any(d.exists() for d in databases) or any((data_dir / "rooms").glob("*.sqlite3")):
        raise BadArchive(
            f"{data_dir} is not empty. Restore into a new folder: DATA_DIR=… overbrug restore."
        )
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile) as problem:
        raise BadArchive(
            f"{file} cannot be read as a backup: it is missing, cut off or damaged."
        ) from problem
    with archive, tempfile.TemporaryDirectory(dir=data_dir, prefix=".restore-") as folder:
        manifest = _read_manifest(archive)
        _check_age(manifest, known_migrations)
        _check_place(manifest, elsewhere=elsewhere)
        for name, expected in manifest["files"].items():
            _unpack(archive, name, expected, Path(folder))
        if FACTS in manifest["files"]:  # older backups held sessions
            forget_sessions(Path(folder) / FACTS)
        for name in manifest["files"]:
            (data_dir / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).replace(data_dir / name)
    return manifest


def _unpack(archive: zipfile.ZipFile, name: str, expected: str, folder: Path) -> None:
    """Unpack one file and check that every byte is as it was written."""
    target = folder / name
    try:
        archive.extract(name, folder)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as problem:
        raise BadArchive(
            f"The backup is damaged: {name} cannot be unpacked. Use another copy."
        ) from problem
    if sha256_of(target) != expected:
        raise BadArchive(
            f"The backup is damaged: {name} is not as it was written. Use another copy."
        )
    target.chmod(0o600)
    if name.endswith(".sqlite3") and not _is_sound(target):
        raise BadArchive(
            f"The backup is damaged: the database {name} is not sound. Use another copy."
        )


def _is_sound(database: Path) -> bool:
    """SQLite's own check of a database file."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
