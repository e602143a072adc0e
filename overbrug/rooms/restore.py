"""From what is on disk back to a table."""

from __future__ import annotations

import logging

from .document import Document, Panicked
from .errors import RoomError
from .limits import Limits
from .store import QuarantineRow, StoredTable
from .table_state import TableState, evolve

logger = logging.getLogger(__name__)


class Unreadable(RoomError):
    """The snapshot of a table cannot be read. It is kept; nothing may be written over it."""


def restored_document(
    table: str, stored: StoredTable, limits: Limits, *, listens: bool = True
) -> tuple[Document, list[QuarantineRow]]:
    """The text of a table; raises Unreadable. Updates that cannot be read are set apart."""
    set_apart: dict[int, QuarantineRow] = {}
    while True:
        document = Document(limits, listens=listens)
        try:
            _restore_snapshot(document, stored.document, table)
            for n, data in stored.updates:
                if n not in set_apart:
                    _restore(document, data, table, set_apart, n)
        except Panicked:
            document.close()
            continue
        except Unreadable:
            document.close()
            raise
        document.settle_pending()
        return document, list(set_apart.values())


def _restore_snapshot(document: Document, data: bytes, table: str) -> None:
    if not data:
        return
    try:
        document.restore(data)
    except RoomError as problem:
        raise Unreadable(f"the snapshot of table {table}: {problem!r}") from problem


def _restore(
    document: Document, data: bytes, table: str, set_apart: dict[int, QuarantineRow], n: int
) -> None:
    try:
        document.restore(data)
    except RoomError as problem:
        logger.error("A stored update of table %s cannot be read and is set apart.", table)
        set_apart[n] = QuarantineRow(table, data, repr(problem))
        if isinstance(problem, Panicked):
            raise


def restored_state(stored: StoredTable, fresh: TableState) -> TableState:
    """Clock, roles and values: the snapshot and the events after it."""
    state = fresh if stored.state is None else TableState.from_json(stored.seq, stored.state)
    for event in stored.events:
        state = evolve(state, event)
    return state
