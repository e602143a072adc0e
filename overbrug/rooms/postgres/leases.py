"""Which process owns which table: leases with an epoch that only rises.

A process is alive as long as it says so: `beat` moves the moment at which it counts as gone. A
table belongs to one process. Another takes it when its owner is gone, or gave it away, and each
time the epoch rises. Every commit looks, in its own transaction and with the rows locked, whether
the tables it writes are still ours at the epoch we know (`refused`). So it does not matter how
long a process stood still, or what its clock says: what it no longer owns it cannot write.

All moments are those of PostgreSQL's own clock, unless a test brings another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from overbrug.rooms.store import Beat, Wanted

if TYPE_CHECKING:
    from psycopg import Connection

TTL_MS = 5_000
# Who asked for a table and did not ask again is not waiting for it any more.
WANTED_MS = 10_000

_NOW = "coalesce(%(now)s::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint)"
# Later than any beat could set it: the clock was put back since, so it says nothing.
_IS_ALIVE = f"p.expires > {_NOW} AND p.expires <= {_NOW} + 2 * %(ttl)s"

_BEAT = f"""
INSERT INTO room_processes AS p (id, expires) VALUES (%(me)s, {_NOW} + %(ttl)s)
ON CONFLICT (id) DO UPDATE SET expires = excluded.expires
RETURNING (SELECT expires - {_NOW} FROM room_processes WHERE id = %(me)s)
"""
_SWEEP = f"DELETE FROM room_processes p WHERE p.id <> %(me)s AND NOT ({_IS_ALIVE})"
_MINE = "SELECT table_id, epoch FROM room_leases WHERE owner = %(me)s"
_WANTED = f"""
SELECT table_id, {_NOW} - since FROM room_leases
WHERE owner = %(me)s AND wanted NOT IN ('', %(me)s) AND wanted_at > {_NOW} - %(wanted_ms)s
"""
_TAKE = f"""
INSERT INTO room_leases AS l (table_id, epoch, owner, since)
VALUES (%(table)s, 1, %(me)s, {_NOW})
ON CONFLICT (table_id) DO UPDATE SET
    epoch = CASE WHEN l.owner = %(me)s THEN l.epoch ELSE l.epoch + 1 END,
    since = CASE WHEN l.owner = %(me)s THEN l.since ELSE {_NOW} END,
    owner = %(me)s, wanted = '', wanted_at = 0
WHERE l.owner = %(me)s
    OR NOT EXISTS (SELECT 1 FROM room_processes p WHERE p.id = l.owner AND {_IS_ALIVE})
RETURNING epoch, (SELECT owner FROM room_leases WHERE table_id = %(table)s)
"""  # the second is the owner of before: a statement sees nothing of what it does itself
_ASK = f"UPDATE room_leases SET wanted = %(me)s, wanted_at = {_NOW} WHERE table_id = %(table)s"
_GIVE = f"""
UPDATE room_leases SET owner = wanted, epoch = epoch + 1, since = {_NOW}, wanted = '', wanted_at = 0
WHERE table_id = %(table)s AND owner = %(me)s
"""
_OURS = """
SELECT table_id, epoch FROM room_leases WHERE table_id = ANY(%s) AND owner = %s
ORDER BY table_id FOR UPDATE
"""


class Leases:
    """The leases of one process; every method works inside the caller's transaction."""

    def __init__(
        self, me: str, *, now: Callable[[], int] | None = None, ttl_ms: int = TTL_MS
    ) -> None:
        """`me` is a name that no process had before; `now` gives ms since 1970."""
        self.me = me
        self._now = now
        self._ttl_ms = ttl_ms
        self.epochs: dict[str, int] = {}
        # Of these, the tables that their former owner handed to us.
        self._handed: set[str] = set()

    def beat(self, connection: Connection[Any], *, is_alone: bool = False) -> Beat:
        """We are alive. What was lost meanwhile, and what others ask for."""
        facts = self._facts(wanted_ms=WANTED_MS)
        row = connection.execute(_BEAT.encode(), facts).fetchone()
        if is_alone:
            connection.execute(b"DELETE FROM room_processes WHERE id <> %(me)s", facts)
        # Only a process that was late can have lost a table: else others saw it alive.
        was_late = row is None or row[0] is None or row[0] <= 0
        lost = self._lost(connection, facts) if was_late and self.epochs else frozenset()
        if was_late:
            connection.execute(_SWEEP.encode(), facts)
        wanted = connection.execute(_WANTED.encode(), facts).fetchall()
        return Beat(lost, [Wanted(table, ms, table in self._handed) for table, ms in wanted])

    def take(self, connection: Connection[Any], table: str) -> bool:
        """Make a table ours. False when it has another owner who is alive."""
        row = connection.execute(_TAKE.encode(), self._facts(table=table)).fetchone()
        if row is None:
            return False
        epoch, former = row
        if former != self.me:
            self._handed.discard(table)
        elif table not in self.epochs:
            self._handed.add(table)
        self.epochs[table] = epoch
        return True

    def ask(self, connection: Connection[Any], table: str) -> None:
        """Leave word that we would have a table; its owner reads that when it next beats."""
        connection.execute(_ASK.encode(), self._facts(table=table))

    def give(self, connection: Connection[Any], table: str) -> None:
        """Hand a table to the process that asked for it; nobody's when none did."""
        connection.execute(_GIVE.encode(), self._facts(table=table))
        self.epochs.pop(table, None)
        self._handed.discard(table)

    def leave(self, connection: Connection[Any]) -> None:
        """We stop: our tables are for whoever takes them."""
        connection.execute(b"DELETE FROM room_processes WHERE id = %(me)s", self._facts())
        self.epochs.clear()

    def refused(self, connection: Connection[Any], tables: Iterable[str]) -> set[str]:
        """Which of these tables are not ours. The others stay ours until the transaction ends."""
        wanted = sorted(set(tables))
        if not wanted:
            return set()
        rows = connection.execute(_OURS.encode(), [wanted, self.me]).fetchall()
        ours = {table for table, epoch in rows if self.epochs.get(table) == epoch}
        return set(wanted) - ours

    def _lost(self, connection: Connection[Any], facts: dict[str, Any]) -> Collection[str]:
        there = dict(connection.execute(_MINE.encode(), facts).fetchall())
        known = tuple(self.epochs.items())
        return frozenset(table for table, epoch in known if there.get(table) != epoch)

    def _facts(self, **more: Any) -> dict[str, Any]:
        now = self._now() if self._now is not None else None
        return {"me": self.me, "now": now, "ttl": self._ttl_ms, **more}
