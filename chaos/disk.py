"""A small disk of our own that can be full: a file system in memory, where root allows it."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

SIZE_MB = 256
BLOCK = 4096


class Disk:
    """A folder; `is_small` says whether it is a file system of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.is_small = os.getuid() == 0 and self._mount()
        self._ballast = folder / "ballast"

    def _mount(self) -> bool:
        words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "chaos", str(self.folder)]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def fill(self, leave: int = 0) -> None:
        """Leave so many bytes."""
        free = os.statvfs(self.folder)
        room = free.f_bavail * free.f_frsize - leave
        with self._ballast.open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
            os.posix_fallocate(ballast.fileno(), 0, max(room, 1))
            ballast.seek(0, os.SEEK_END)
            while True:
                ballast.write(bytes(BLOCK))

    def empty(self) -> None:
        """There is room again."""
        self._ballast.unlink(missing_ok=True)

    def close(self) -> None:
        """Let the file system go."""
        if self.is_small:
            subprocess.run(["umount", "-l", str(self.folder)], check=False)
