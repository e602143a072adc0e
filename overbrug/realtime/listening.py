"""Passes on to the rooms what pages announce: who sat down, who left, what is shown now.

Announcements come in the threads of pages; the engine lives on the loop. What another process
announced (a command, a second server) is not heard here; `watch.py` finds that out by looking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core.events import listen

if TYPE_CHECKING:
    from overbrug.rooms import Engine


def connect() -> None:
    """Start listening."""
    listen("seats_changed", seats_changed)
    listen("seat_revoked", seat_revoked)
    listen("unnamed_shown", unnamed_shown)
    listen("table_removed", table_removed)


def seats_changed(*, table_id: str) -> None:
    """Somebody sat down, left, or has another name."""
    if engine := _engine():
        engine.call(lambda: engine.refresh_seats(table_id))


def seat_revoked(*, table_id: str, seat_id: str) -> None:
    """A seat was taken away: its sockets close."""
    if engine := _engine():
        engine.call(lambda: engine.revoke(table_id, seat_id))


def unnamed_shown(*, table_id: str, field: str, count: int) -> None:
    """There are lines without a name to fetch; the lines themselves go over HTTP."""
    if engine := _engine():
        news = {"type": "unnamed", "field": field, "count": count}
        engine.call(lambda: engine.announce(table_id, news))


def table_removed(*, table_id: str) -> None:
    """A table is gone: its room closes and its log is erased."""
    if engine := _engine():
        engine.call(lambda: engine.forget([table_id]))


def _engine() -> Engine | None:
    """The engine of this process. Imported here: most commands never need the room code."""
    from overbrug.rooms import running

    return running.engine
