"""A store in memory: a full member of the family, for tests and for trying things out."""

from __future__ import annotations

import copy
import threading
from collections.abc import Collection, Sequence

from .errors import HeldElsewhere
from .store import (
    AuthorRow,
    Beat,
    EventRow,
    ForgetRow,
    QuarantineRow,
    Row,
    SnapshotRow,
    StoredTable,
    UpdateRow,
    Wanted,
)


class MemoryLog:
    """Committed tables in a dict. A test may hold the commit back, or let it fail.

    `elsewhere` are the tables that another process owns, and `wanted` those that it asks for;
    `asked` are those that we asked for.
    """

    def __init__(self) -> None:
        self.tables: dict[str, StoredTable] = {}
        self.quarantine: list[QuarantineRow] = []
        self.commits = 0
        self.failing: Exception | None = None
        self.elsewhere: set[str] = set()
        self.wanted: list[Wanted] = []
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self._written: list[Row] = []
        self._lock = threading.Lock()

    def open(self) -> None: ...

    def close(self) -> None: ...

    def beat(self) -> Beat:
        return Beat(frozenset(self.elsewhere), list(self.wanted))

    def take(self, table: str) -> None:
        if table in self.elsewhere:
            raise HeldElsewhere(table)

    def ask(self, table: str) -> None:
        self.asked.append(table)

    def give(self, table: str) -> None:
        self.elsewhere.add(table)

    def load(self, table: str) -> StoredTable:
        with self._lock:
            return copy.deepcopy(self.tables.get(table, StoredTable()))

    def write(self, rows: Sequence[Row]) -> None:
        if self.failing is not None:
            raise self.failing
        self._written.extend(rows)

    def commit(self) -> Collection[str]:
        self.gate.wait()
        with self._lock:
            lost = {row.table for row in self._written} & self.elsewhere
            for row in self._written:
                if row.table not in lost or isinstance(row, ForgetRow):
                    self._put(row)
            self._written.clear()
            self.commits += 1
            return lost

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
                self.tables.pop(row.table, None)
