"""One Overbrug per data folder, unless PostgreSQL and Redis keep several apart."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from overbrug.config.serving import CannotServe


def hold(folder: Path, *, is_shared: bool = False) -> IO[str]:
    """Keep `folder` for this process until the returned file is closed or the process ends.

    Shared with others that also say so: processes that hear from one another.
    """
    file = _open(folder)
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read(20).strip() or "unknown"
        file.close()
        raise CannotServe(
            f"another Overbrug (process {holder}) uses the data folder {folder}.\n"
            "Stop that one first, or give this one its own folder: DATA_DIR=/other/folder."
        ) from None
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def is_held(folder: Path) -> bool:
    """Whether a server uses `folder` at this moment."""
    with _open(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(file, fcntl.LOCK_UN)
    return False


def _open(folder: Path) -> IO[str]:
    # Opened for appending, so that looking never empties what the holder wrote.
    try:
        return (folder / "lock").open("a+", encoding="utf-8")
    except OSError as problem:
        raise CannotServe(
            f"the data folder {folder} cannot be written: {problem.strerror}.\n"
            "Choose a folder of your own: DATA_DIR=/other/folder."
        ) from problem
