"""Passes on to the rooms what pages announce: who sat down, who left, what is shown now.

Announcements come in the threads of pages; the engine lives on the loop. What another process
announced (a command, a second server) is not heard here; `watch.py` finds that out by looking.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from overbrug.core.events import listen

if TYPE_CHECKING:
    from overbrug.rooms import Engine

_log = logging.getLogger(__name__)


def connect() -> None:
    """Start listening."""
    listen("seats_changed", seats_changed)
    listen("seat_revoked", seat_revoked)
    listen("unnamed_shown", unnamed_shown)
    listen("harvest_changed", harvest_changed)
    listen("table_removed", table_removed)
    listen("dialogue_closed", dialogue_closed)


def seats_changed(*, table_id: str) -> None:
    """Somebody sat down, left, or has another name."""
    _tell(lambda engine: engine.refresh_seats(table_id))


def seat_revoked(*, table_id: str, seat_id: str) -> None:
    """A seat was taken away: its sockets close."""
    _tell(lambda engine: engine.revoke(table_id, seat_id))


def unnamed_shown(*, table_id: str, field: str, count: int) -> None:
    """There are lines without a name to fetch; the lines themselves go over HTTP."""
    news = {"type": "unnamed", "field": field, "count": count}
    _tell(lambda engine: engine.announce(table_id, news))


def harvest_changed(*, table_id: str, state: str, number: int) -> None:
    """What the table means to share changed: the page is to be fetched again."""
    news = {"type": "harvest", "state": state, "number": number}
    _tell(lambda engine: engine.announce(table_id, news))


def table_removed(*, table_id: str) -> None:
    """A table is gone: its room closes and its log is erased."""
    _tell(lambda engine: engine.forget([table_id]))


def dialogue_closed(*, table_ids: list[str]) -> None:
    """Nobody new comes: what was typed and taken back need not stay on the disk any longer."""
    _tell(lambda engine: engine.end_dialogue(table_ids))


def _tell(what: Callable[[Engine], Any]) -> None:
    """Let the engine do this on its loop; without an engine there is nobody to tell."""
    # Imported here: most commands never need the room code.
    from overbrug.rooms import running

    if engine := running.engine:
        engine.call(lambda: what(engine)).add_done_callback(_log_failure)


def _log_failure(told: Future[Any]) -> None:
    if not told.cancelled() and (problem := told.exception()):
        _log.error("The rooms could not be told: %r", problem)
