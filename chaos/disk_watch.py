"""Looks many times a second at what the disk holds of some tables, with the moment of each look."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
import time
from collections import defaultdict
from pathlib import Path

from chaos.statements import Moment

EVERY_S = 0.02


class DiskWatch:
    """For each mark of a seat: when it was first seen, and when it was last seen to be absent."""

    def __init__(self, room_log: Path, seats: dict[str, int]) -> None:
        """`seats`: by table the number of the seat to look for."""
        self._path = room_log
        self._marks = {t: re.compile(rb"<%d\.(\d+)>" % seat) for t, seat in seats.items()}
        self.moments: dict[str, dict[int, Moment]] = defaultdict(dict)
        self.gaps_s: list[float] = []
        self._last_look = dict.fromkeys(seats, time.time())
        self._read_to: dict[str, tuple[int, int]] = dict.fromkeys(seats, (0, 0))
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, name="disk watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._thread.join(5)

    def _keep_looking(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(sqlite3.Error):
                self._look_through_one_connection()
            self._stopped.wait(EVERY_S)

    def _look_through_one_connection(self) -> None:
        # A new connection now and then: after a kill the side files may be new ones.
        uri = f"{self._path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=1)) as log:
            until = time.monotonic() + 1
            while time.monotonic() < until and not self._stopped.wait(EVERY_S):
                for table in self._marks:
                    self.look(log, table)

    def look(self, log: sqlite3.Connection, table: str) -> None:
        """One look at one table."""
        began = time.time()
        snapshot_n, last_n = self._read_to[table]
        snapshots = log.execute(
            "SELECT n, document FROM snapshots WHERE table_id = ? AND n > ?", (table, snapshot_n)
        ).fetchall()
        rows = log.execute(
            "SELECT n, data FROM updates WHERE table_id = ? AND n > ?", (table, last_n)
        ).fetchall()
        seen = time.time()
        found = (self._marks[table].findall(data) for _n, data in [*snapshots, *rows])
        marks = {int(n) for numbers in found for n in numbers}
        for n in marks - self.moments[table].keys():
            self.moments[table][n] = Moment(self._last_look[table], seen)
        snapshot_n = max([snapshot_n, *(n for n, _data in snapshots)])
        self._read_to[table] = snapshot_n, max([last_n, *(n for n, _data in rows)])
        self.gaps_s.append(seen - self._last_look[table])
        self._last_look[table] = began
