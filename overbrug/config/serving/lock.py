"""One Overbrug per data folder, unless PostgreSQL and Redis keep several apart."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from overbrug.config.serving import CannotServe


def hold(folder: Path, *, is_shared: bool = False, at: tuple[str, int] | None = None) -> IO[str]:
    """Keep `folder` for this process until the returned file is closed or the process ends.

    Shared with others that also say so: processes that hear from one another. `at` is where this
    one listens, for commands beside it.
    """
    file = _open(folder)
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.readline(20).strip() or "unknown"
        file.close()
        raise CannotServe(
            f"another Overbrug (process {holder}) uses the data folder {folder}.\n"
            "Stop that one first, or give this one its own folder: DATA_DIR=/other/folder."
        ) from None
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n" + (f"{at[0]} {at[1]}\n" if at else ""))
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


def as_the_server(folder: Path) -> None:
    """Take HOST and PORT of the server that uses `folder`, unless the environment says them."""
    if os.environ.get("PORT") or not is_held(folder):
        return
    with _open(folder) as file:
        file.seek(0)
        _process, *rest = file.read(200).splitlines() or [""]
    host, space, port = (rest or [""])[0].partition(" ")
    if space and port.isdigit():
        os.environ["PORT"] = port
        os.environ["HOST"] = os.environ.get("HOST") or host


def _open(folder: Path) -> IO[str]:
    # Opened for appending, so that looking never empties what the holder wrote.
    try:
        return (folder / "lock").open("a+", encoding="utf-8")
    except OSError as problem:
        raise CannotServe(
            f"the data folder {folder} cannot be written: {problem.strerror}.\n"
            "Choose a folder of your own: DATA_DIR=/other/folder."
        ) from problem
