"""The data folder: there, ours, closed to others, room on its disk, of this version."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from overbrug.config.doctor import Finding, Patient, care, refused, well, wrong
from overbrug.config.moving import FACTS_KEPT, ROOMS_KEPT
from overbrug.config.serving import CannotServe, data_folder, lock

FULL, ALMOST_FULL = 100_000_000, 1_000_000_000
SHORTEST_KEY = 32


def place(patient: Patient) -> Iterator[Finding]:
    """Is it there, and may we write in it?"""
    folder = patient.folder
    if folder.is_dir():
        yield from _rights(folder)
    elif folder.exists():
        yield wrong(
            "data folder", f"{folder} is a file.", "Choose a folder: DATA_DIR=/other/folder."
        )
    else:
        above = next(path for path in folder.parents if path.exists())
        if os.access(above, os.W_OK):
            yield well("data folder", f"{folder} is not there yet: the first start makes it.")
        else:
            text = f"{folder} is not there, and this user may not make it."
            yield wrong("data folder", text, f"As root: install -d -m 700 -o USER {folder}")


def _rights(folder: Path) -> Iterator[Finding]:
    owner, mine = folder.stat().st_uid, os.geteuid()
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        text = f"{folder} may not be written by this user."
        yield wrong("data folder", text, f"As root: chown -R {_name(mine)} {folder}")
    elif owner != mine:
        text = f"{folder} belongs to {_name(owner)}, and this is {_name(mine)}."
        yield care("data folder", text, f"Run every command as {_name(owner)}.")
    else:
        yield well("data folder", f"{folder} is ours.")
    ours = [path for path in _ours(folder) if _is_open(path)]
    if ours:
        text = f"Other users of this machine may read {', '.join(p.name for p in ours[:3])}."
        yield care(
            "rights", text, f"chmod 600 {' '.join(str(p) for p in ours[:3])}; a start does so."
        )


def _ours(folder: Path) -> Iterator[Path]:
    yield from folder.glob("*.sqlite3*")
    yield from folder.glob("rooms/*.sqlite3*")
    yield from (path for path in [folder / "secret_key"] if path.exists())


def _is_open(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) and bool(mode & 0o077)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def disk(patient: Patient) -> Iterator[Finding]:
    """A full disk acknowledges nothing any more."""
    there = next(path for path in (patient.folder, *patient.folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    text = f"{free // 1_000_000} MB is free on the disk of the data folder."
    if free < FULL:
        yield wrong("disk", text, "Make room: tables will say that nothing is saved.")
    elif free < ALMOST_FULL:
        yield care("disk", text, "Make room, or keep backups elsewhere.")
    else:
        yield well("disk", text)
    if 0 < os.statvfs(there).f_favail < 1_000:
        yield wrong("disk", "Hardly any file can be made on it.", "Remove many small files there.")


def server(patient: Patient) -> Iterator[Finding]:
    """Does one run on this folder now? Looking leaves no lock behind."""
    if pid := holder(patient.folder):
        yield well("server", f"A server uses the data folder (process {pid}).")
    else:
        yield well("server", "No server uses the data folder now.")


def holder(folder: Path) -> str:
    """The process that serves from it; empty when none does."""
    file = folder / "lock"
    try:
        if file.exists() and lock.is_held(folder):
            return file.read_text(encoding="utf-8").partition("\n")[0].strip() or "unknown"
    except (CannotServe, OSError):
        pass  # the rights are told elsewhere
    return ""


def key(patient: Patient) -> Iterator[Finding]:
    """Cookies and links are signed with it."""
    given, file = os.environ.get("SECRET_KEY", ""), patient.folder / "secret_key"
    about = "SECRET_KEY" if given else str(file)
    try:
        value = given or (file.read_text(encoding="utf-8").strip() if file.exists() else None)
    except (OSError, ValueError) as problem:
        yield wrong(
            "secret key", f"{file} cannot be read: {type(problem).__name__}.", "chmod 600 it."
        )
        return
    if value is None:
        yield well("secret key", "The first start makes one.")
    elif len(value) < SHORTEST_KEY:
        text = f"{about} is shorter than {SHORTEST_KEY} characters, so it can be guessed."
        yield wrong("secret key", text, "Remove it: the next start makes a good one.")
    else:
        yield well("secret key", "It is long enough.")


def version(patient: Patient) -> Iterator[Finding]:
    """Of this version, and of the kind of database that is asked for?"""
    kind = data_folder.POSTGRES if os.environ.get("DATABASE_URL") else data_folder.SQLITE
    try:
        data_folder.refuse_newer_format(patient.folder)
        data_folder.refuse_other_facts(patient.folder, facts=kind)
        place = "PostgreSQL" if kind == data_folder.POSTGRES else f"a file, {data_folder.FACTS}"
        yield well("version", f"The facts are kept in {place}.")
    except CannotServe as problem:
        yield refused("version", problem)


def leftovers(patient: Patient) -> Iterator[Finding]:
    """What an interrupted command or a move left there holds what people wrote."""
    patterns = (".restore-*", ".backup-*", FACTS_KEPT, ROOMS_KEPT)
    for path in (path for pattern in patterns for path in patient.folder.glob(pattern)):
        text = f"{path} is no longer used, and holds what people wrote."
        yield care("leftovers", text, "Remove it once all is well.")
