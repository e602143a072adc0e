"""The server's wall clock, moved from outside (`wallclock.c`); the product knows nothing of it.

Debian's libfaketime was tried first: under it pages did not answer any more. Ours moves the wall
clock and nothing else.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

SOURCE = Path(__file__).with_name("wallclock.c")
# Summer time ended in the Netherlands at this moment: 3:00 became 2:00.
SUMMER_TIME_ENDS = datetime(2026, 10, 25, 1, 0, tzinfo=UTC).timestamp()


class Clock:
    """Seconds that the server's clock is off; without a C compiler it cannot be moved."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "wallclock"
        self._library = folder / "wallclock.so"
        self.offset = 0.0
        self.can_jump = self._build()
        # Half an hour before the hour that comes twice: both are within reach of an hour's jump.
        if self.can_jump:
            self._file.write_bytes(bytes(8))
            self.jump_to(SUMMER_TIME_ENDS - 1800)

    def _build(self) -> bool:
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            return False
        words = [compiler, "-O2", "-shared", "-fPIC", "-o", str(self._library), str(SOURCE)]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def now(self) -> float:
        """What the server's clock says."""
        return time.time() + self.offset

    def jump(self, seconds: float) -> None:
        """Forward, or back; running processes see it at once."""
        self.offset += seconds
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", round(self.offset * 1e9)))

    def jump_to(self, moment: float) -> None:
        """To a moment, in seconds since 1970."""
        self.jump(moment - self.now())

    def environment(self) -> dict[str, str]:
        """What a process needs to live by this clock."""
        if not self.can_jump:
            return {}
        return {"LD_PRELOAD": str(self._library), "WALLCLOCK_FILE": str(self._file)}
