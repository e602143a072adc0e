"""Reading one table from PostgreSQL: each question is one statement, so one moment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from overbrug.rooms.store import StoredTable

if TYPE_CHECKING:
    from psycopg import Connection

Version = tuple[int | str | None, ...]

_STORED = b"""
SELECT 0, n, seq, document, state FROM room_snapshots WHERE table_id = %(table)s
UNION ALL SELECT 1, n, NULL, data, NULL FROM room_updates WHERE table_id = %(table)s
UNION ALL SELECT 2, seq, NULL, NULL, data FROM room_events WHERE table_id = %(table)s
UNION ALL SELECT 3, client, clock, NULL, seat FROM room_authors WHERE table_id = %(table)s
ORDER BY 1, 2, 3
"""
_VERSION = b"""
SELECT (SELECT n + 1 FROM room_snapshots WHERE table_id = %(table)s),
    (SELECT seq + 1 FROM room_snapshots WHERE table_id = %(table)s),
    (SELECT max(n) FROM room_updates WHERE table_id = %(table)s),
    (SELECT max(seq) FROM room_events WHERE table_id = %(table)s),
    (SELECT string_agg(seat, ',' ORDER BY client, clock) FROM room_authors
        WHERE table_id = %(table)s)
"""


def read_stored(connection: Connection[Any], table: str) -> StoredTable:
    """One consistent picture of a table, through any connection."""
    found = StoredTable()
    for kind, first, second, data, text in connection.execute(_STORED, {"table": table}):
        if kind == 0:
            found.n, found.seq = first, second
            found.document, found.state = bytes(data), json.loads(text)
        elif kind == 1:
            found.updates.append((first, bytes(data)))
        elif kind == 2:
            found.events.append(json.loads(text))
        else:
            found.authors.append((first, second, text))
    return found


def version_of(connection: Connection[Any], table: str) -> Version:
    """Changes with everything that is written for a table; all empty when there is nothing."""
    row = connection.execute(_VERSION, {"table": table}).fetchone()
    return tuple(row or ())
