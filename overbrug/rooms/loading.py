"""From the disk to a room in memory, or a refusal that leaves the disk as it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from .authors import Authors
from .errors import NO_TABLE, TRY_LATER, HeldElsewhere, Refused
from .keeping import elsewhere
from .restore import Unreadable, restored_document, restored_state
from .room import Room
from .table_state import fresh_state

if TYPE_CHECKING:
    from .plan import Plan, SeatInfo
    from .services import Services
    from .store import Store, StoredTable

logger = logging.getLogger(__name__)

LoadPlan = Callable[[str], Awaitable["Plan | None"]]
LoadSeats = Callable[[str], Awaitable["list[SeatInfo]"]]


class Loader:
    """Makes rooms of what is stored; it keeps none of them."""

    def __init__(
        self, log: Store, load_plan: LoadPlan, load_seats: LoadSeats, services: Services
    ) -> None:
        self._log = log
        self._load_plan = load_plan
        self._load_seats = load_seats
        self._services = services

    async def load(self, table: str, *, promised: Callable[[], int]) -> Room:
        """The room as it was, once the disk has what was `promised` of it by then."""
        try:
            plan = await self._load_plan(table)
            if plan is None:
                raise Refused(NO_TABLE)
            began = self._services.steady()
            seats = await self._load_seats(table)
            await self._services.committer.settled(promised())
            stored = await asyncio.to_thread(self._take_and_load, table)
        except Refused:
            raise
        except HeldElsewhere:
            raise elsewhere(self._services.limits) from None
        except Exception as problem:
            logger.exception("Table %s cannot be loaded.", table)
            raise Refused(TRY_LATER) from problem
        room = self._restored(plan, seats, stored)
        room.seats_read_at = began
        return room

    def _take_and_load(self, table: str) -> StoredTable:
        # First ours, then read: nobody writes to it in between.
        self._log.take(table)
        return self._log.load(table)

    def _restored(self, plan: Plan, seats: list[SeatInfo], stored: StoredTable) -> Room:
        try:
            document, set_apart = restored_document(plan.table, stored, self._services.limits)
        except Unreadable as problem:
            # An empty table in its place would be written over what is still on the disk.
            logger.error("A table stays closed; what is on the disk is kept: %s.", problem)
            raise Refused(TRY_LATER, "cannot_be_read_kept") from problem
        for row in set_apart:
            self._services.committer.add(row)
        state = restored_state(stored, fresh_state(plan))
        n = max([stored.n, *(n for n, _data in stored.updates)])
        authors = Authors(plan.table, stored.authors)
        room = Room(self._services, plan, seats, document, state, authors, n)
        room.uncompacted = len(stored.updates) + len(stored.events)
        return room
