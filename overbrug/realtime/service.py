"""The engine of this server, with all that feeds it and all that hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from django.conf import settings

from overbrug.core import room_log
from overbrug.dialogues.actions import mark_finished, release_step
from overbrug.dialogues.models import Table
from overbrug.dialogues.waiting import waiting
from overbrug.realtime.listening import hear
from overbrug.realtime.news import Ear
from overbrug.realtime.plans import load_plan, load_seats
from overbrug.realtime.releasing import keep_releasing
from overbrug.realtime.showing import keep_showing
from overbrug.realtime.threads import ask
from overbrug.realtime.watch import keep_watch
from overbrug.rooms import Engine, Limits, running


class RoomService:
    """Starts and stops the rooms of one process."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._left: set[tuple[str, str]] = set()

    @property
    def engine(self) -> Engine:
        """The engine, from start on."""
        assert self._engine is not None, "the server has not started"
        return self._engine

    async def start(self) -> None:
        """Open the room log and begin to answer."""
        limits = Limits(grace_ms=settings.ROLE_GRACE_SECONDS * 1000)
        self._engine = Engine(
            room_log.store(), load_plan, load_seats, limits=limits, on_moved=self._on_moved
        )
        await self._engine.start()
        running.set_engine(self._engine)
        hears = self._listen_to_others(self._engine) if settings.SEVERAL_PROCESSES else _always
        self._keep(asyncio.create_task(keep_watch(self._engine, hears)))
        self._keep(asyncio.create_task(keep_releasing(hears)))

    def _listen_to_others(self, engine: Engine) -> Callable[[], bool]:
        """Hear what other processes tell, and show them who is here; whether all is heard now."""
        # What was counted while we did not listen may have been shown by another.
        ear = Ear(partial(hear, engine), begin=waiting.forget_all)
        self._keep(asyncio.create_task(ear.keep_listening()))
        self._keep(asyncio.create_task(keep_showing(engine)))
        return lambda: ear.is_open

    async def stop(self) -> None:
        """Write, acknowledge, close the sockets. The second call waits for the first."""
        if self._stopping is None:
            self._stopping = asyncio.create_task(self._stop())
        await asyncio.shield(self._stopping)

    async def _stop(self) -> None:
        running.set_engine(None)
        for task in self._tasks:
            task.cancel()
        if self._engine is not None:
            await self._engine.stop()

    def _on_moved(self, table: str, is_finished: bool, left: str) -> None:
        """Who goes back and on again shows nothing: a step counts as left once."""
        is_first = bool(left) and (table, left) not in self._left
        self._left.add((table, left))
        self._keep(
            asyncio.create_task(ask(_write_down, table, is_finished, left if is_first else ""))
        )

    def _keep(self, task: asyncio.Task[None]) -> None:
        # The loop itself only holds tasks weakly.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _always() -> bool:
    return True


def _write_down(table_id: str, is_finished: bool, left: str) -> None:
    """A table went on: what waited without a name is shown, and the facts know if it finished."""
    table = Table.objects.filter(public_id=table_id).first()
    if table is None:
        return
    if is_finished != (table.finished_at is not None):
        mark_finished(table, is_finished=is_finished)
    if left and not is_finished:
        release_step(table, left)
