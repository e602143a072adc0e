"""Rows of a batch to PostgreSQL, a statement per kind; inside the caller's transaction.

A connection can break after PostgreSQL committed and before we hear it. Then the same batch comes
again, so that everything here may be done twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from overbrug.rooms.errors import LogError
from overbrug.rooms.store import (
    AuthorRow,
    EventRow,
    QuarantineRow,
    Row,
    SnapshotRow,
    UpdateRow,
    of_kind,
)

if TYPE_CHECKING:
    from psycopg import Connection

_UPDATES = "unnest(%s::text[], %s::bigint[], %s::bigint[], %b::bytea[])"
_EVENTS = "unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[])"
_AUTHORS = """
INSERT INTO room_authors AS a (table_id, client, clock, seat) VALUES (%s, %s, %s, %s)
ON CONFLICT (table_id, client, clock) DO UPDATE SET seat = excluded.seat WHERE a.seat LIKE '+%%'
"""  # only who turns out to have written it takes the place of who brought it
_QUARANTINE = "INSERT INTO room_quarantine (table_id, data, why) VALUES (%s, %s, %s)"
_SNAPSHOTS = """
INSERT INTO room_snapshots (table_id, n, seq, epoch, document, state)
SELECT s.* FROM (VALUES (%(table)s::text, %(n)s::bigint, %(seq)s::bigint, %(epoch)s::bigint,
    %(document)b::bytea, %(state)s::text)) AS s (table_id, n, seq, epoch, document, state)
-- A table that was erased meanwhile must not come back.
WHERE EXISTS (SELECT 1 FROM room_updates u WHERE u.table_id = s.table_id)
    OR EXISTS (SELECT 1 FROM room_events e WHERE e.table_id = s.table_id)
    OR EXISTS (SELECT 1 FROM room_snapshots o WHERE o.table_id = s.table_id)
ON CONFLICT (table_id) DO UPDATE SET n = excluded.n, seq = excluded.seq, epoch = excluded.epoch,
    document = excluded.document, state = excluded.state
"""
_COVERED = (
    "DELETE FROM room_updates WHERE table_id = %(table)s AND n <= %(n)s",
    "DELETE FROM room_events WHERE table_id = %(table)s AND seq <= %(seq)s",
)


def put(connection: Connection[Any], rows: Sequence[Row], epochs: Mapping[str, int]) -> None:
    """All new rows first, then what replaces them: the order within is safe."""
    _insert(
        connection,
        "room_updates (table_id, n, epoch, data)",
        _UPDATES,
        [(r.table, r.n, epochs[r.table], r.data) for r in of_kind(rows, UpdateRow)],
    )
    _insert(
        connection,
        "room_events (table_id, seq, epoch, data)",
        _EVENTS,
        [(r.table, r.seq, epochs[r.table], as_json(r.event)) for r in of_kind(rows, EventRow)],
    )
    _each(connection, _AUTHORS, of_kind(rows, AuthorRow))
    _each(connection, _QUARANTINE, of_kind(rows, QuarantineRow))
    snapshots = of_kind(rows, SnapshotRow)
    if snapshots:
        facts = [
            {**r._asdict(), "epoch": epochs[r.table], "state": as_json(r.state)} for r in snapshots
        ]
        for statement in (_SNAPSHOTS, *_COVERED):
            _each(connection, statement, facts)


def as_json(value: object) -> str:
    """As the file keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _insert(
    connection: Connection[Any], into: str, given: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    """New rows; a row that is there already must be the very same."""
    if not rows:
        return
    columns = [list(column) for column in zip(*rows, strict=True)]
    added = connection.execute(
        f"INSERT INTO {into} SELECT * FROM {given} ON CONFLICT DO NOTHING".encode(),
        columns,
    )
    if added.rowcount == len(rows):
        return
    name, _, names = into.partition(" ")
    same = connection.execute(
        f"SELECT count(*) FROM (SELECT {names[1:-1]} FROM {name} INTERSECT"
        f" SELECT * FROM {given}) AS found".encode(),
        columns,
    ).fetchone()
    if same is None or same[0] != len(set(rows)):
        raise LogError(f"{name} holds other rows under the numbers of this batch.")


def _each(connection: Connection[Any], statement: str, rows: Sequence[Any]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement.encode(), rows)
