"""Keeps the tables of this process ours, and lets go of what is another process's by now.

    once a second: store.beat() -> lost:   those rooms go; their devices come back elsewhere
                                -> wanted: flush, acknowledge, send the devices away, hand over

A store that only we use has nothing to say here.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from .errors import RESTART, Refused
from .store import Wanted

if TYPE_CHECKING:
    from .committer import Committer
    from .limits import Limits
    from .room import Room
    from .store import Store

logger = logging.getLogger(__name__)

BEAT_S = 1.0


class Keeping:
    """What this process owns of a store that several may share."""

    def __init__(
        self,
        store: Store,
        committer: Committer,
        limits: Limits,
        rooms: Mapping[str, Room],
        send_off: Callable[[Room, str], None],
    ) -> None:
        """`send_off(room, why)` takes a room out of memory; its devices come back later."""
        self._store = store
        self._committer = committer
        self._limits = limits
        self._rooms = rooms
        self._send_off = send_off
        self._giving: dict[str, asyncio.Task[None]] = {}
        self._is_silent = False

    async def keep_on(self) -> None:
        """Say that we are alive, until cancelled."""
        while True:
            await asyncio.sleep(BEAT_S)
            try:
                await self.keep()
            except Exception:
                logger.exception("What others ask of our tables could not be done.")

    async def keep(self) -> None:
        """Say once that we are alive, and do what that brings."""
        try:
            beat = await asyncio.to_thread(self._store.beat)
        except Exception as problem:  # noqa: BLE001 - each commit looks again
            if not self._is_silent:
                logger.warning("We cannot say that our tables are still ours: %r", problem)
            self._is_silent = True
            return
        self._is_silent = False
        self.lose(beat.lost)
        for wanted in beat.wanted:
            self._begin_to_give(wanted)

    def lose(self, tables: Iterable[str]) -> None:
        """These are another process's: what is in memory here is of no use any more."""
        for table in tables:
            room = self._rooms.get(table)
            if room is not None:
                logger.warning("Table %s is another process's by now.", table)
                self._send_off(room, "elsewhere")

    def must_not_be_given(self, table: str) -> None:
        """Raises Refused for a table that is on its way to another process."""
        if table in self._giving:
            raise elsewhere(self._limits)

    async def given(self) -> None:
        """Wait until what is being handed over has gone."""
        await asyncio.gather(*self._giving.values(), return_exceptions=True)

    def _begin_to_give(self, wanted: Wanted) -> None:
        table, room = wanted.table, self._rooms.get(wanted.table)
        # A table that people sit at stays a while, so that it never goes back and forth.
        is_in_use = room is not None and room.company.connections
        limits = self._limits
        hold_ms = limits.hold_ms if wanted.was_handed else limits.hold_taken_ms
        if table in self._giving or (is_in_use and wanted.held_ms < hold_ms):
            return
        task = asyncio.create_task(self._give(table), name=f"give {table}")
        self._giving[table] = task
        task.add_done_callback(lambda _task: self._giving.pop(table, None))

    async def _give(self, table: str) -> None:
        try:
            await self._committer.settled()
            room = self._rooms.get(table)
            if room is not None:
                self._send_off(room, "elsewhere")
            # What came in meanwhile is kept too; its devices did not hear so, and send it again.
            await self._committer.settled()
            await asyncio.to_thread(self._store.give, table)
        except Exception:
            logger.exception("Table %s could not be handed over; it is tried again.", table)


class Elsewhere(Refused):
    """Another process owns this table: this one can do nothing for it."""


def elsewhere(limits: Limits) -> Elsewhere:
    """Come back in a moment: by then the table is where it must be."""
    moment = limits.elsewhere_ms + secrets.randbelow(limits.elsewhere_ms)
    return Elsewhere(RESTART, "elsewhere", retry_ms=moment)
