"""All tables of one process: who may come in, what is kept in memory, how it ends.

The engine belongs to the event loop that started it. Other threads use `call` and `is_present`.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import inspect
import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import wire
from .admission import are_current, are_seated, must_have_space
from .attendance import Attendance
from .committer import Committer
from .connection import Connection
from .errors import NO_SEAT, NO_TABLE, RESTART, REVOKED, Refused
from .keeping import Elsewhere, Keeping
from .limits import Limits
from .loading import Loader, LoadPlan, LoadSeats
from .outlet import Outlet
from .plan import SeatInfo
from .room import Room
from .services import Services, Steady, wall_ms
from .store import ForgetRow, Store

logger = logging.getLogger(__name__)

# Rooms take turns, so that never all tables flush in one turn of the loop.
TURNS = 10
TURN_S = 0.1


class Engine(Attendance):
    """Tables, from the first to sit down until the last has gone."""

    def __init__(
        self,
        log: Store,
        load_plan: LoadPlan,
        load_seats: LoadSeats,
        now: Callable[[], int] = wall_ms,
        limits: Limits | None = None,
        *,
        on_moved: Callable[[str, bool, str], None] | None = None,
    ) -> None:
        """`load_plan` gives None for a table that does not exist; `now` is ms since 1970.

        `on_moved(table, is_finished, left)` is called on the loop when a table went to another
        step; `left` is the step it left forward, or "".
        """
        self.limits = limits or Limits()
        self._log = log
        self._load_seats = load_seats
        self._rooms: dict[str, Room] = {}
        self._committer = Committer(
            log, self.limits, self._tell_trouble, lambda tables: self._keeping.lose(tables)
        )
        self._keeping = Keeping(log, self._committer, self.limits, self._rooms, self._send_off)
        self._services = Services(
            now, Steady(now), self.limits, self._committer, self._broken, self._moved
        )
        self._loader = Loader(log, load_plan, load_seats, self._services)
        self._on_moved = on_moved
        self._loading: dict[str, asyncio.Task[Room]] = {}
        # Rooms that left memory before the disk had everything: serial to wait for.
        self._unsettled: dict[str, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._is_stopping = False

    # From start to stop.

    async def start(self, *, ticking: bool = True) -> None:
        """Open the log; raises LogTooNew. Without `ticking` a test calls `tick` itself."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._log.open)
        self._committer.start()
        if ticking:
            self._tasks = [
                asyncio.create_task(self._tick_on(), name="rooms"),
                asyncio.create_task(self._keeping.keep_on(), name="keeping"),
            ]

    async def stop(self) -> None:
        """Commit, acknowledge, then send everyone away with a moment to come back."""
        self._is_stopping = True
        for task in self._tasks:
            task.cancel()
        is_saved = await self._committer.stop()
        for room in tuple(self._rooms.values()):
            for connection in tuple(room.company.connections):
                moment = secrets.randbelow(self.limits.restart_spread_ms)
                connection.close(RESTART, "restart", retry_ms=moment)
            room.document.close()
        self._rooms.clear()
        if is_saved:
            await asyncio.to_thread(self._log.close)

    async def flush(self) -> None:
        """Wait until everything so far is on disk."""
        await self._committer.settled()

    async def join(
        self,
        table: str,
        *,
        seats: Sequence[str],
        read_only: bool = False,
        outlet: Outlet,
        epochs: Mapping[str, int] | None = None,
    ) -> Connection:
        """Let a device in that the door has checked; raises Refused with a close code.

        `epochs` is what the door saw of each seat: it may have been taken back since.
        """
        if self._is_stopping:
            raise Refused(RESTART)
        if not seats:
            raise Refused(NO_SEAT)
        try:
            room = await self._room(table)
        except Elsewhere:
            # Whoever routes sends this table's devices here: here it should be.
            await asyncio.to_thread(self._log.ask, table)
            raise
        seen = epochs or {}
        if not are_seated(room, seats) or not are_current(room, seen):
            await self.refresh_seats(table)
            if not are_seated(room, seats):
                raise Refused(NO_SEAT)
            if not are_current(room, seen):
                raise Refused(REVOKED)
        if self._is_stopping or self._rooms.get(table) is not room:
            raise Refused(RESTART)
        must_have_space(room, seats, read_only)
        connection = Connection(room, seats, read_only, outlet, seen)
        room.enter(connection)
        return connection

    def revoke(self, table: str, seat: str) -> None:
        """This seat is no longer valid: its devices go, at once."""
        room = self._rooms.get(table)
        if room is not None:
            room.company.send_away(seat)

    async def refresh_seats(self, table: str) -> None:
        """Names or seats changed: read them again and tell the table."""
        room = self._rooms.get(table)
        if room is not None:
            began = self._services.steady()
            room.seat(await self._load_seats(table))
            room.seats_read_at = began

    def known_seats(self, table: str) -> list[SeatInfo]:
        """The seats of a table in memory, when they were read just now; else none."""
        room = self._rooms.get(table)
        oldest = self._services.steady() - self.limits.seats_trusted_ms
        return room.seats if room is not None and room.seats_read_at > oldest else []

    def confirm_seats(self, tables: Iterable[str], ms_ago: int) -> None:
        """The seats of these tables were looked at so long ago, and were as they are here."""
        for room in filter(None, map(self._rooms.get, tables)):
            room.seats_read_at = max(room.seats_read_at, self._services.steady() - ms_ago)

    def announce(self, table: str, event: dict[str, Any]) -> None:
        """Tell everyone at a table something that is stored elsewhere, such as `unnamed`."""
        room = self._rooms.get(table)
        if room is not None:
            room.company.broadcast(wire.event(event))

    def call(self, work: Callable[[], Any]) -> concurrent.futures.Future[Any]:
        """Run a function, or a function that gives a coroutine, on the loop of the engine."""
        assert self._loop is not None, "start the engine first"
        return asyncio.run_coroutine_threadsafe(_run(work), self._loop)

    # The end of a dialogue.

    async def end_dialogue(self, tables: Iterable[str]) -> None:
        """Keep the last picture only: compact, delete the log, clear the side files."""
        for table in tables:
            # Of a table that another process has, that process hears the same.
            with contextlib.suppress(Elsewhere):
                (await self._room(table)).compact()
        self._committer.truncate_after()
        await self._committer.settled()

    async def forget(self, tables: Iterable[str]) -> None:
        """Erase tables from memory and disk; their devices are sent away."""
        for table in tables:
            room = self._rooms.pop(table, None)
            for connection in tuple(room.company.connections) if room else ():
                connection.close(NO_TABLE, "no_table")
            if room is not None:
                room.document.close()
            self._unsettled[table] = self._committer.add(ForgetRow(table))
        self._committer.truncate_after()
        await self._committer.settled()

    # Time.

    async def keep(self) -> None:
        """Say that our tables are ours, hand over what others ask for. Once a second by itself."""
        await self._keeping.keep()

    def tick(self) -> None:
        """Let every room do what is due. The engine does so by itself once a second."""
        self._tick(tuple(self._rooms.values()))

    def _tick(self, rooms: Sequence[Room]) -> None:
        for room in rooms:
            try:
                room.tick()
            except Exception:
                logger.exception("Table %s failed and is loaded again.", room.id)
                self._discard(room)
            if room.is_leavable():
                self._rooms.pop(room.id, None)
                room.document.close()

    async def _tick_on(self) -> None:
        turn = 0
        while True:
            await asyncio.sleep(TURN_S)
            turn = (turn + 1) % TURNS
            self._tick([room for room in self._rooms.values() if room.turn % TURNS == turn])

    # Rooms.

    async def _room(self, table: str) -> Room:
        self._keeping.must_not_be_given(table)
        room = self._rooms.get(table)
        if room is not None:
            return room
        loading = self._loading.get(table)
        if loading is None:
            loading = asyncio.create_task(self._load(table))
            self._loading[table] = loading
            loading.add_done_callback(lambda _task: self._loading.pop(table, None))
        return await asyncio.shield(loading)

    async def _load(self, table: str) -> Room:
        # Asked late: the table may be forgotten while its plan is read.
        room = await self._loader.load(table, promised=lambda: self._unsettled.pop(table, 0))
        room.turn = secrets.randbelow(TURNS)
        self._rooms[table] = room
        return room

    def _broken(self, table: str) -> None:
        if (room := self._rooms.get(table)) is not None:
            self._discard(room)

    def _discard(self, room: Room) -> None:
        """This room is broken: everyone comes back to one that is loaded afresh."""
        self._send_off(room, "table_reloads")

    def _send_off(self, room: Room, why: str) -> None:
        self._rooms.pop(room.id, None)
        self._unsettled[room.id] = self._committer.promised
        for connection in tuple(room.company.connections):
            connection.close(RESTART, why)
        room.document.close()

    def _moved(self, table: str, is_finished: bool, left: str) -> None:
        if self._on_moved is not None:
            self._on_moved(table, is_finished, left)

    def _tell_trouble(self, in_trouble: bool) -> None:
        """The disk refuses, or works again: devices hear why nothing is acknowledged."""
        frame = wire.event({"type": "storage", "ok": not in_trouble})
        for room in self._rooms.values():
            room.company.broadcast(frame)


async def _run(work: Callable[[], Any]) -> Any:
    result = work()
    return await result if inspect.isawaitable(result) else result
