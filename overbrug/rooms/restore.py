"""From what is on disk back to a table."""

from __future__ import annotations

import logging

from .document import Document, Panicked
from .errors import RoomError
from .limits import Limits
from .store import QuarantineRow, StoredTable
from .table_state import TableState, evolve

logger = logging.getLogger(__name__)


def restored_document(
    table: str, stored: StoredTable, limits: Limits
) -> tuple[Document, list[QuarantineRow]]:
    """The text of a table. Rows that cannot be read are set apart, never thrown away."""
    rows = [stored.document] if stored.document else []
    rows += [data for _n, data in stored.updates]
    set_apart: dict[int, QuarantineRow] = {}
    while True:
        document = Document(limits)
        try:
            for i, data in enumerate(rows):
                if i not in set_apart:
                    _apply(document, data, table, set_apart, i)
        except Panicked:
            continue
        return document, list(set_apart.values())


def _apply(
    document: Document, data: bytes, table: str, set_apart: dict[int, QuarantineRow], i: int
) -> None:
    try:
        document.apply(data)
    except RoomError as problem:
        logger.error("A stored update of table %s cannot be read and is set apart.", table)
        set_apart[i] = QuarantineRow(table, data, repr(problem))
        if isinstance(problem, Panicked):
            raise


def restored_state(stored: StoredTable, fresh: TableState) -> TableState:
    """Clock, roles and values: the snapshot and the events after it."""
    state = fresh if stored.state is None else TableState.from_json(stored.seq, stored.state)
    for event in stored.events:
        state = evolve(state, event)
    return state
