"""Opens the SQLite room log by itself and gives the rows as they lie on the disk."""

from __future__ import annotations

import contextlib
import itertools
import json
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.reducer import durable, reduce


@dataclass(slots=True)
class Rows:
    """All rows of one table."""

    table: str
    snapshot: bytes = b""
    snapshot_n: int = 0
    state: dict[str, Any] | None = None
    seq: int = 0
    updates: list[tuple[int, bytes]] = field(default_factory=list)
    events: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    quarantined: int = 0

    def final_state(self) -> dict[str, Any]:
        """The stored state and the events after it, as one; empty when nothing was ever pressed."""
        if self.state is None and not self.events:
            return {}
        state = self.state or {"clock": {}, "roles": {}, "values": {}}
        for _seq, event in self.events:
            state = reduce(state, event)
        return durable(state)

    def has_gap(self) -> bool:
        """Is an event or an update missing between the snapshot and the last one?"""
        seqs = [self.seq, *(seq for seq, _event in self.events)]
        numbers = [self.snapshot_n, *(n for n, _data in self.updates)]
        return _jumps(seqs) or _jumps(numbers)


def _jumps(numbers: list[int]) -> bool:
    return any(b != a + 1 for a, b in itertools.pairwise(numbers))


class FileStore:
    """The files of a data folder."""

    def __init__(self, data: Path) -> None:
        self._log = data / "rooms" / "rooms.sqlite3"
        self._facts = data / "facts.sqlite3"

    def read(self, tables: Iterable[str]) -> dict[str, Rows]:
        """One consistent picture of these tables; the server may go on writing."""
        with contextlib.closing(_open(self._log)) as log:
            log.execute("BEGIN")
            return {table: _rows(log, table) for table in tables}

    def read_dead(self, tables: Iterable[str], folder: Path) -> tuple[dict[str, Rows], str]:
        """The same after a kill, from copies, so that looking mends nothing; also its health."""
        copy = folder / "killed.sqlite3"
        for suffix in ("", "-wal"):
            source = self._log.with_name(self._log.name + suffix)
            target = copy.with_name(copy.name + suffix)
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, target)
        if not copy.exists() or not copy.stat().st_size:
            return {table: Rows(table) for table in tables}, "ok"
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as log:
            health = log.execute("PRAGMA integrity_check").fetchone()[0]
            log.execute("BEGIN")
            return {table: _rows(log, table) for table in tables}, health

    def facts(self, question: str) -> list[tuple[Any, ...]]:
        """Rows of the facts."""
        with contextlib.closing(_open(self._facts)) as facts:
            return facts.execute(question).fetchall()


def _open(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def _rows(log: sqlite3.Connection, table: str) -> Rows:
    rows = Rows(table)
    if not log.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        return rows
    found = log.execute(
        "SELECT n, seq, document, state FROM snapshots WHERE table_id = ?", (table,)
    ).fetchone()
    if found is not None:
        rows.snapshot_n, rows.seq, rows.snapshot = found[:3]
        rows.state = json.loads(found[3])
    rows.updates = log.execute(
        "SELECT n, data FROM updates WHERE table_id = ? ORDER BY n", (table,)
    ).fetchall()
    events = log.execute("SELECT seq, data FROM events WHERE table_id = ? ORDER BY seq", (table,))
    rows.events = [(seq, json.loads(data)) for seq, data in events]
    rows.quarantined = log.execute(
        "SELECT count(*) FROM quarantine WHERE table_id = ?", (table,)
    ).fetchone()[0]
    return rows
