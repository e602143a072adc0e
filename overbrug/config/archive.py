"""One file that holds everything: how a backup is written, checked and put back.

A backup is a zip: `manifest.json` (format, version, migrations, SHA-256 per file), the facts, the
lines without a name, the room logs and the secret key, and at its end a seal over the whole. Facts
are copied first, so what is restored beside them may be newer, never older. Each database is copied
by `VACUUM INTO`: one consistent moment while people go on writing, and without the remains of what
was erased. Who is logged in is left out: a stolen backup opens no session, and a restored one logs
nobody in.

When PostgreSQL holds the facts they go along as its own dump; or a backup has all the rest, and its
manifest says so.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from overbrug import __version__
from overbrug.config import archive_list, seal
from overbrug.config.archive_list import (
    DUMP,
    ELSEWHERE,
    FACTS,
    FORMAT,
    KEY,
    MANIFEST,
    UNNAMED,
    BadArchive,
)
from overbrug.config.sqlite_files import (
    NotSound,
    applied_migrations,
    copy_database,
    forget_sessions,
    is_sound,
    layout_of,
)
from overbrug.rooms.schema import FORMAT as ROOM_LOG_FORMAT

__all__ = ["FACTS", "UNNAMED", "BadArchive", "restore", "sha256_of", "write"]

Step = Callable[[Path], None]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def sha256_of(path: Path) -> str:
    """Hex digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(
    data_dir: Path, file: Path, *, elsewhere: list[str] | None = None, dump: Step | None = None
) -> dict[str, Any]:
    """Write the backup to `file` and return its manifest. The file appears whole or not at all.

    `elsewhere` are the migrations of facts that PostgreSQL holds. `dump` copies those to a file;
    without it they are not in the backup.
    """
    if elsewhere is None and not (data_dir / FACTS).exists():
        raise BadArchive(f"There is nothing to back up: {data_dir} holds no {FACTS}.")
    _look_at_target(file)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            manifest = _copy(data_dir, Path(folder), elsewhere, dump)
            part = _zip(Path(folder), manifest)
            part.replace(file)
            _settle(file.parent)
    except NotSound as problem:
        raise BadArchive(str(problem)) from problem
    except OSError as problem:
        if problem.errno not in _FULL:
            raise
        raise BadArchive(
            f"The disk of {file.parent} is full, and nothing was written. For a moment a backup "
            f"needs twice the {_size(data_dir) // 1_000_000 + 1} MB of the data folder there."
        ) from problem
    return manifest


def _look_at_target(file: Path) -> None:
    """A backup may take the place of a backup, and of nothing else."""
    if not file.parent.is_dir():
        raise BadArchive(f"The folder {file.parent} is not there. Make it first.")
    if file.is_dir():
        raise BadArchive(f"{file} is a folder. Name a file in it.")
    if not file.exists():
        return
    try:
        with zipfile.ZipFile(file) as before:
            before.getinfo(MANIFEST)
    except archive_list.UNREADABLE as problem:
        raise BadArchive(
            f"{file} is there already and is no backup of Overbrug. It was left as it is: "
            "choose another name."
        ) from problem


def _copy(
    data_dir: Path, copy: Path, elsewhere: list[str] | None, dump: Step | None
) -> dict[str, Any]:
    """Copy everything, facts first; the list of what is there then."""
    if dump is not None:
        dump(copy / DUMP)
    names = [
        *([FACTS] if elsewhere is None else []),
        *(name for name in (UNNAMED,) if (data_dir / name).exists()),
        *(f"rooms/{p.name}" for p in sorted((data_dir / "rooms").glob("*.sqlite3"))),
    ]
    for name in names:
        copy_database(data_dir / name, copy / name)
    if FACTS in names:
        forget_sessions(copy / FACTS)
    if (data_dir / KEY).exists():
        (copy / KEY).write_bytes((data_dir / KEY).read_bytes())
        names.append(KEY)
    names += [DUMP] if dump is not None else []
    migrations = applied_migrations(copy / FACTS) if elsewhere is None else sorted(elsewhere)
    return {
        "format": 1 if dump is None else FORMAT,
        "overbrug": __version__,
        "facts": FACTS if elsewhere is None else ELSEWHERE if dump is None else DUMP,
        "migrations": migrations,
        "files": {name: sha256_of(copy / name) for name in names},
        "sealed": True,
    }


def _zip(copy: Path, manifest: dict[str, Any]) -> Path:
    """All of it in one sealed file, on the disk."""
    part = copy / "whole.zip"
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = seal.COMMENT
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        for name in manifest["files"]:
            archive.write(copy / name, name)
    part.chmod(0o600)
    seal.put(part)
    _settle(part)
    return part


def restore(
    file: Path,
    data_dir: Path,
    *,
    known_migrations: set[str],
    elsewhere: bool = False,
    leave_word: Step = lambda folder: None,
    put_back: Step = lambda dump: None,
) -> dict[str, Any]:
    """Put a backup into an empty data folder; nothing is written before all of it is checked.

    `elsewhere` says that PostgreSQL holds the facts. `leave_word` adds files of its own to the
    folder that is put in place: they are there before the first database is. `put_back` fills
    PostgreSQL from a dump.
    """
    _refuse_full(data_dir)
    with (
        _opened(file) as archive,
        tempfile.TemporaryDirectory(dir=data_dir, prefix=".restore-") as name,
    ):
        folder = Path(name)
        manifest = _checked_list(archive, file, known_migrations, elsewhere=elsewhere)
        _need_room(archive, data_dir)
        leave_word(folder)
        words = sorted(path.name for path in folder.iterdir())
        for part, expected in manifest["files"].items():
            _unpack(archive, part, expected, folder)
        _look_inside(manifest, folder, known_migrations)
        if DUMP in manifest["files"]:
            put_back(folder / DUMP)
        _put_in_place([*words, *(set(manifest["files"]) - {DUMP})], folder, data_dir)
    return manifest


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except archive_list.UNREADABLE as problem:
        raise BadArchive(
            f"{file} cannot be read as a backup: it is missing, cut off or damaged."
        ) from problem


def _checked_list(
    archive: zipfile.ZipFile, file: Path, known: set[str], *, elsewhere: bool
) -> dict[str, Any]:
    """The manifest of a backup that is as it was written and can be put back here."""
    manifest = archive_list.read(archive, size=file.stat().st_size)
    migrations = set(manifest.get("migrations", ()))
    archive_list.refuse_newer(manifest, migrations=migrations, known=known)
    archive_list.refuse_other_place(manifest, elsewhere=elsewhere)
    if manifest.get("sealed") and not seal.holds(file):
        raise BadArchive("The backup is damaged: it is not as it was written. Use another copy.")
    return manifest


def _refuse_full(data_dir: Path) -> None:
    """Nothing of ours may be there: it would be overwritten, or be taken for a part of this."""
    there = (FACTS, UNNAMED, KEY, "version.json")
    if any((data_dir / n).exists() for n in there) or any((data_dir / "rooms").glob("*.sqlite3")):
        raise BadArchive(
            f"{data_dir} is not empty. Restore into a new folder: DATA_DIR=… overbrug restore."
        )


def _need_room(archive: zipfile.ZipFile, data_dir: Path) -> None:
    needed, free = archive_list.unpacked_size(archive), shutil.disk_usage(data_dir).free
    if needed > free:
        raise BadArchive(
            f"The disk of {data_dir} is too full: this backup needs {needed // 1_000_000 + 1} MB, "
            f"and {free // 1_000_000} MB is free."
        )


def _unpack(archive: zipfile.ZipFile, name: str, expected: str, folder: Path) -> None:
    """Unpack one file and check that every byte is as it was written."""
    target = folder / name
    try:
        archive.extract(name, folder)
    except archive_list.UNREADABLE as problem:
        if isinstance(problem, OSError) and problem.errno in _FULL:
            raise  # the disk, and not the backup
        raise BadArchive(
            f"The backup is damaged: {name} cannot be unpacked. Use another copy."
        ) from problem
    if sha256_of(target) != expected:
        raise BadArchive(
            f"The backup is damaged: {name} is not as it was written. Use another copy."
        )
    target.chmod(0o600)
    if name.endswith(".sqlite3") and not is_sound(target):
        raise BadArchive(
            f"The backup is damaged: the database {name} is not sound. Use another copy."
        )


def _look_inside(manifest: dict[str, Any], folder: Path, known: set[str]) -> None:
    """What the databases say of their own age, whatever the list says; and no sessions."""
    for log in (folder / "rooms").glob("*.sqlite3"):
        if layout_of(log) > ROOM_LOG_FORMAT:
            raise archive_list.newer(manifest)
    if FACTS in manifest["files"]:
        applied = set(applied_migrations(folder / FACTS))
        archive_list.refuse_newer(manifest, migrations=applied, known=known)
        forget_sessions(folder / FACTS)  # older backups held sessions


def _put_in_place(names: Iterable[str], folder: Path, data_dir: Path) -> None:
    """All of it or nothing."""
    placed: list[Path] = []
    try:
        for name in names:
            target = data_dir / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _settle(folder / name)
            placed.append(target)
            (folder / name).replace(target)
        for place in {target.parent for target in placed}:
            _settle(place)
    except BaseException:
        for target in placed:
            target.unlink(missing_ok=True)
        raise


def _size(data_dir: Path) -> int:
    files = [*data_dir.glob("*.sqlite3*"), *(data_dir / "rooms").glob("*.sqlite3*")]
    return sum(file.stat().st_size for file in files)


def _settle(path: Path) -> None:
    """Have it on the disk; a folder too, so that a name in it lasts."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
