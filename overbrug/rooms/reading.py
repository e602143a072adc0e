"""Reading tables from the room log in any thread or process, while the engine goes on writing.

Only what is on disk is seen: exactly what was acknowledged, and nothing that was not.
"""

from __future__ import annotations

import copy
import logging
import threading
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .limits import Limits
from .log import Version
from .restore import Unreadable, restored_document, restored_state
from .shelf import Reader, Shelf, shelf_of
from .store import StoredTable
from .table_state import TableState
from .writers import writers_of

logger = logging.getLogger(__name__)

# The tables read last, by log and table: what they were like at which version.
MOST_KNOWN = 16
_known: dict[tuple[Hashable, str], tuple[Version, TableRecord]] = {}
_knowing = threading.Lock()


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

    def copy(self) -> TableRecord:
        """The same, for somebody who may change it."""
        return copy.deepcopy(self)


def read_table(where: Shelf | Path | str, table_id: str) -> TableRecord:
    """One table as it is on disk; empty for a table that nobody wrote at yet."""
    return read_tables(where, [table_id])[table_id]


def read_tables(where: Shelf | Path | str, table_ids: Iterable[str]) -> dict[str, TableRecord]:
    """Several tables through one connection."""
    shelf = shelf_of(where)
    with shelf.reading() as reader:
        if reader is None:
            return {table: TableRecord() for table in table_ids}
        return {table: _known_record(reader, shelf.name, table) for table in table_ids}


def _known_record(reader: Reader, name: Hashable, table: str) -> TableRecord:
    """A table as it was read before, when nothing was written since: parsing costs much more."""
    place = name, table
    version = reader.version(table)
    with _knowing:
        known = _known.pop(place, None)
        if known is not None and known[0] == version:
            _known[place] = known
            return known[1].copy()
    stored = reader.stored(table)
    record = _record(table, stored)
    with _knowing:
        if any(version) and version == reader.version(table):
            _known[place] = version, record
        while len(_known) > MOST_KNOWN:
            del _known[next(iter(_known))]
    return record.copy()


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


def forget_tables(where: Shelf | Path | str, ids: Iterable[str]) -> None:
    """Erase tables from a log, overwriting what they held. No device may be at them."""
    shelf, tables = shelf_of(where), list(ids)
    with _knowing:
        for table in tables:
            _known.pop((shelf.name, table), None)
    shelf.forget(tables)
