"""Reading tables from the room log in any thread or process, while the engine goes on writing.

Only what is on disk is seen: exactly what was acknowledged, and nothing that was not.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .limits import Limits
from .log import read_stored
from .restore import Unreadable, restored_document, restored_state
from .schema import erase_table, open_for_reading, open_for_writing
from .store import StoredTable
from .table_state import TableState
from .writers import writers_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TableRecord:
    """What a table has written: text by field id, and clock, roles and values."""

    texts: dict[str, str] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    seq: int = 0
    # (client id, from clock, seat): which seat was writing under which Yjs client id.
    authors: list[tuple[int, int, str]] = field(default_factory=list)
    # The seats whose text stands in a field, whatever seat its name is meant for.
    writers: dict[str, set[str]] = field(default_factory=dict)
    # The snapshot of its text cannot be read: there is more than what is here.
    is_unreadable: bool = False


def read_table(path: Path | str, table_id: str) -> TableRecord:
    """One table as it is on disk; empty for a table that nobody wrote at yet."""
    return read_tables(path, [table_id])[table_id]


def read_tables(path: Path | str, table_ids: Iterable[str]) -> dict[str, TableRecord]:
    """Several tables through one connection."""
    if not Path(path).exists():
        return {table: TableRecord() for table in table_ids}
    with contextlib.closing(open_for_reading(Path(path))) as connection:
        stored = {table: read_stored(connection, table) for table in table_ids}
    return {table: _record(table, found) for table, found in stored.items()}


def _record(table: str, stored: StoredTable) -> TableRecord:
    if stored == StoredTable():
        return TableRecord()
    state = restored_state(stored, TableState())
    try:
        document, _set_apart = restored_document(table, stored, Limits(), listens=False)
    except Unreadable as problem:
        logger.error("A table is shown without its text: %s.", problem)
        return TableRecord({}, state.as_json(), state.seq, stored.authors, is_unreadable=True)
    writers = writers_of(document.diff(), stored.authors)
    return TableRecord(document.texts(), state.as_json(), state.seq, stored.authors, writers)


def forget_tables(path: Path | str, ids: Iterable[str]) -> None:
    """Erase tables from the file, overwriting what they held. No device may be at them."""
    if not Path(path).exists():
        return
    with contextlib.closing(open_for_writing(Path(path))) as connection:
        connection.execute("PRAGMA busy_timeout=10000")
        connection.execute("BEGIN IMMEDIATE")
        for table_id in ids:
            erase_table(connection, table_id)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
