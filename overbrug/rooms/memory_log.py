"""A store in memory: a full member of the family, for tests and for trying things out."""

from __future__ import annotations

import copy
import threading
from collections.abc import Sequence

from .store import (
    AuthorRow,
    EventRow,
    ForgetRow,
    QuarantineRow,
    Row,
    SnapshotRow,
    StoredTable,
    UpdateRow,
)


class MemoryLog:
    """Committed tables in a dict. A test may hold the commit back, or let it fail."""

    def __init__(self) -> None:
        self.tables: dict[str, StoredTable] = {}
        self.quarantine: list[QuarantineRow] = []
        self.commits = 0
        self.failing: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self._written: list[Row] = []
        self._lock = threading.Lock()

    def open(self) -> None: ...

    def close(self) -> None: ...

    def load(self, table: str) -> StoredTable:
        with self._lock:
            return copy.deepcopy(self.tables.get(table, StoredTable()))

    def write(self, rows: Sequence[Row]) -> None:
        if self.failing is not None:
            raise self.failing
        self._written.extend(rows)

    def commit(self) -> None:
        self.gate.wait()
        with self._lock:
            for row in self._written:
                self._put(row)
            self._written.clear()
            self.commits += 1

    def rollback(self) -> None:
        self._written.clear()

    def truncate(self) -> None: ...

    def _put(self, row: Row) -> None:
        table = self.tables.setdefault(row.table, StoredTable())
        match row:
            case UpdateRow():
                table.updates.append((row.n, row.data))
            case EventRow():
                table.events.append(row.event)
            case AuthorRow():
                table.authors.append((row.client, row.clock, row.seat))
            case SnapshotRow():
                table.n, table.seq = row.n, row.seq
                table.document, table.state = row.document, row.state
                table.updates = [item for item in table.updates if item[0] > row.n]
                table.events = [event for event in table.events if event["seq"] > row.seq]
            case QuarantineRow():
                self.quarantine.append(row)
            case ForgetRow():
                self.tables.pop(row.table)
