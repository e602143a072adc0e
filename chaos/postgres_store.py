"""Reads what a server keeps in PostgreSQL, over a connection of our own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg

from chaos.room_log import Rows

_SNAPSHOT = "SELECT n, seq, document, state FROM room_snapshots WHERE table_id = %s"
_UPDATES = "SELECT n, data FROM room_updates WHERE table_id = %s ORDER BY n"
_EVENTS = "SELECT seq, data FROM room_events WHERE table_id = %s ORDER BY seq"
_SET_APART = "SELECT count(*) FROM room_quarantine WHERE table_id = %s"


class PostgresStore:
    """The rows of tables and of the facts in one database."""

    def __init__(self, url: str) -> None:
        self._url = url

    def read(self, tables: Iterable[str]) -> dict[str, Rows]:
        """One consistent picture of these tables; servers may go on writing."""
        with psycopg.connect(self._url) as log:
            log.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return {table: _rows(log, table) for table in tables}

    def read_dead(self, tables: Iterable[str], folder: Path) -> tuple[dict[str, Rows], str]:
        """The same after a kill: the database itself lives on."""
        return self.read(tables), "ok"

    def facts(self, question: str) -> list[tuple[Any, ...]]:
        """Rows of the facts."""
        with psycopg.connect(self._url) as facts:
            return facts.execute(question.encode()).fetchall()


def _rows(log: psycopg.Connection[Any], table: str) -> Rows:
    rows = Rows(table)
    found = log.execute(_SNAPSHOT, [table]).fetchone()
    if found is not None:
        rows.snapshot_n, rows.seq, rows.snapshot = found[:3]
        rows.state = json.loads(found[3])
    rows.updates = [(n, bytes(data)) for n, data in log.execute(_UPDATES, [table])]
    rows.events = [(seq, json.loads(data)) for seq, data in log.execute(_EVENTS, [table])]
    set_apart = log.execute(_SET_APART, [table]).fetchone()
    rows.quarantined = set_apart[0] if set_apart else 0
    return rows
