"""Finds out, every two seconds, what another process did to the seats and tables that are in use.

Pages of this process announce (`listening.py`). A command, or a second page server, cannot: its
work is found here, so that a revoked seat loses its socket within five seconds, whoever revoked it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from django.db import DatabaseError

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
    """Close what may no longer be open, and confirm the rest."""
    began = time.monotonic_ns()
    known, tables = engine.live_epochs(), engine.loaded_tables()
    # Seats first: when a table is removed between the two questions, people hear that it is gone
    # and not that their seat was taken.
    changed = await ask(tables_with_news, known) if known else set()
    vanished = await ask(vanished_among, tables) if tables else set()
    if vanished:
        await engine.forget(vanished)
    for table in changed - vanished:
        await engine.refresh_seats(table)
    engine.confirm_seats(known.keys() - changed, (time.monotonic_ns() - began) // 1_000_000)


def tables_with_news(known: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Of which tables a seat was taken away, or taken back on another device."""
    seats = [seat for epochs in known.values() for seat in epochs]
    now = Seat.objects.filter(public_id__in=seats, revoked_at=None)
    found = dict(now.values_list("public_id", "epoch"))
    return {
        table
        for table, epochs in known.items()
        if any(found.get(seat) != epoch for seat, epoch in epochs.items())
    }


def vanished_among(tables: set[str]) -> set[str]:
    """Which of these tables are no longer in the facts."""
    there = Table.objects.filter(public_id__in=tables).values_list("public_id", flat=True)
    return tables - set(there)
