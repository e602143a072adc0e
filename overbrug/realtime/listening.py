"""Passes on to the rooms what pages announce: who sat down, who left, what is shown now.

Announcements come in the threads of pages; the engine lives on the loop. Other processes hear them
through `news.py`. What is not heard there (a command, news that got lost) `watch.py` finds by
looking.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from overbrug.core.events import listen
from overbrug.realtime import news

if TYPE_CHECKING:
    from overbrug.rooms import Engine

_log = logging.getLogger(__name__)

# What the engine does with each kind of news.
DEEDS: dict[str, Callable[..., Any]] = {
    "refresh_seats": lambda engine, table: engine.refresh_seats(table),
    "revoke": lambda engine, table, seat: engine.revoke(table, seat),
    "announce": lambda engine, table, event: engine.announce(table, event),
    "forget": lambda engine, tables: engine.forget(tables),
    "end_dialogue": lambda engine, tables: engine.end_dialogue(tables),
}


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
    _tell("refresh_seats", table_id)


def seat_revoked(*, table_id: str, seat_id: str) -> None:
    """A seat was taken away: its sockets close."""
    _tell("revoke", table_id, seat_id)


def unnamed_shown(*, table_id: str, field: str, count: int) -> None:
    """There are lines without a name to fetch; the lines themselves go over HTTP."""
    _tell("announce", table_id, {"type": "unnamed", "field": field, "count": count})


def harvest_changed(*, table_id: str, state: str, number: int) -> None:
    """What the table means to share changed: the page is to be fetched again."""
    _tell("announce", table_id, {"type": "harvest", "state": state, "number": number})


def table_removed(*, table_id: str) -> None:
    """A table is gone: its room closes and its log is erased."""
    _tell("forget", [table_id])


def dialogue_closed(*, table_ids: list[str]) -> None:
    """Nobody new comes: what was typed and taken back need not stay on the disk any longer."""
    _tell("end_dialogue", table_ids)


def hear(engine: Engine, do: str, facts: Sequence[Any]) -> Any:
    """News of another process, for the tables that this one has; on the loop of the engine."""
    from overbrug.dialogues.waiting import waiting

    deed = DEEDS.get(do)
    if deed is None:
        return None  # of a later version
    if do in ("forget", "end_dialogue"):
        ours = [table for table in facts[0] if engine.has_room(table)]
        return deed(engine, ours) if ours else None
    if do == "announce" and facts[1].get("type") == "unnamed":
        waiting.shown(facts[0], facts[1]["field"])
    return deed(engine, *facts)


def _tell(do: str, *facts: Any) -> None:
    """Let the engine do this on its loop, and the other processes hear it."""
    # Imported here: most commands never need the room code.
    from overbrug.rooms import running

    if engine := running.engine:
        engine.call(lambda: DEEDS[do](engine, *facts)).add_done_callback(_log_failure)
    news.publish(do, *facts)


def _log_failure(told: Future[Any]) -> None:
    if not told.cancelled() and (problem := told.exception()):
        _log.error("The rooms could not be told: %r", problem)
