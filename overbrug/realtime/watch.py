"""Finds out, every two seconds, what another process did to the seats and tables that are in use.

Pages of this process announce (`listening.py`). A command, or a second page server, cannot: its
work is found here, so that a revoked seat loses its socket within five seconds, whoever revoked it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from django.db import DatabaseError

from overbrug.dialogues import queries
from overbrug.dialogues.models import Seat, Table
from overbrug.realtime.threads import ask
from overbrug.realtime.unheard import Unheard
from overbrug.rooms import Engine

SECONDS = 2.0
_log = logging.getLogger(__name__)


async def keep_watch(engine: Engine, hears: Callable[[], bool] = lambda: True) -> None:
    """Look until cancelled. A database that does not answer is tried again.

    `hears` says whether news of other processes is heard; else more is to be looked for.
    """
    unheard = Unheard()
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await look(engine)
            if not hears():
                await unheard.look(engine)
        except DatabaseError as problem:
            _log.warning("Seats could not be checked: %s", problem)


async def look(engine: Engine) -> None:
    """Close what may no longer be open."""
    live = engine.live_seats()
    tables = engine.loaded_tables()
    seats = {seat for held in live.values() for seat in held}
    # Seats first: when a table is removed between the two questions, people hear that it is gone
    # and not that their seat was taken.
    revoked = await ask(queries.revoked_among, seats) if seats else set()
    vanished = await ask(vanished_among, tables) if tables else set()
    if vanished:
        await engine.forget(vanished)
    for table, held in live.items():
        # Of a vanished table nobody is left: nothing to revoke any more.
        for seat in held & revoked:
            engine.revoke(table, seat)
    epochs = {table: seats for table, seats in engine.live_epochs().items() if table in live}
    for table in await ask(tables_with_news, epochs) if epochs else ():
        # Seats that were taken back elsewhere: their old devices go, and the table hears of it.
        await engine.refresh_seats(table)


def tables_with_news(epochs: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Of which tables the engine knows a seat by an old epoch."""
    known = {seat: (table, epoch) for table, held in epochs.items() for seat, epoch in held.items()}
    now = Seat.objects.filter(public_id__in=known, revoked_at=None)
    rows = now.values_list("public_id", "epoch")
    return {known[seat][0] for seat, epoch in rows if known[seat][1] != epoch}


def vanished_among(tables: set[str]) -> set[str]:
    """Which of these tables are no longer in the facts."""
    there = Table.objects.filter(public_id__in=tables).values_list("public_id", flat=True)
    return tables - set(there)
