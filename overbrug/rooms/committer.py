"""Batches rows, commits them in a thread, and only then lets the acknowledgements go.

    add(row) ... add(row)  --50 ms-->  store.write (loop)  ->  store.commit (thread)  ->  acks

When the disk says no, the batch stays whole, nothing is acknowledged, everyone is told, and the
same batch is tried again until it goes.

When a table is another process's by now, the store keeps nothing of it. Whoever hears that
(`on_lost`) sends its devices away before the acknowledgements go, so that they get none.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from .errors import LogBusy
from .limits import Limits
from .store import Row, Store

logger = logging.getLogger(__name__)

BUSY_S = 0.05


class Acknowledged(Protocol):
    """Somebody who waits to hear that so many of their updates are on disk."""

    def acknowledge(self, count: int) -> None: ...


class Committer:
    """The one writer of a store."""

    def __init__(
        self,
        store: Store,
        limits: Limits,
        on_trouble: Callable[[bool], None] | None = None,
        on_lost: Callable[[Collection[str]], None] | None = None,
    ) -> None:
        self._store = store
        self._limits = limits
        self._on_trouble = on_trouble
        self._on_lost = on_lost
        self._rows: list[Row] = []
        self._acks: dict[Acknowledged, int] = {}
        self._after: list[Callable[[], None]] = []
        self._wake = asyncio.Event()
        self._hurry = asyncio.Event()
        self._committed = asyncio.Condition()
        self._thread = ThreadPoolExecutor(1, "room-log")
        self._task: asyncio.Task[None] | None = None
        self._truncate = False
        self.in_trouble = False
        # Serial numbers: what was promised, and how far the disk is.
        self.promised = 0
        self.done = 0

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="room-log")

    async def stop(self, patience_s: float = 2.0) -> bool:
        """Commit what can be committed; a full disk does not hold up the end for ever."""
        is_saved = True
        try:
            await asyncio.wait_for(self.settled(), patience_s)
        except TimeoutError:
            is_saved = False
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._thread.shutdown(wait=is_saved)
        return is_saved

    def add(self, row: Row) -> int:
        """Promise to store a row; the serial number tells when it is done."""
        self._rows.append(row)
        return self._promise()

    def acknowledge_after(self, who: Acknowledged, count: int) -> int:
        """Tell them their count once everything promised so far is on disk."""
        self._acks[who] = count
        return self._promise()

    def call_after(self, callback: Callable[[], None]) -> int:
        """Call once everything promised so far is on disk."""
        self._after.append(callback)
        return self._promise()

    def truncate_after(self) -> None:
        """Clear the side files after the next commit."""
        self._truncate = True
        self._promise()

    @property
    def waiting(self) -> int:
        """Rows that are not on disk yet."""
        return len(self._rows)

    async def settled(self, serial: int | None = None) -> None:
        """Wait until everything promised so far (or up to a serial number) is on disk."""
        target = self.promised if serial is None else serial
        self._hurry.set()
        async with self._committed:
            await self._committed.wait_for(lambda: self.done >= target)

    def _promise(self) -> int:
        self.promised += 1
        self._wake.set()
        return self.promised

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        window = self._limits.commit_ms / 1000
        earliest = 0.0
        while True:
            await self._wake.wait()
            pause = earliest - loop.time()
            if pause > 0:
                await self._pause(pause)
            earliest = loop.time() + window
            self._wake.clear()
            self._hurry.clear()
            await self._commit()

    async def _pause(self, seconds: float) -> None:
        """Gather a batch; whoever waits for the disk may shorten it."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), seconds)

    async def _commit(self) -> None:
        rows, self._rows = self._rows, []
        acks, self._acks = self._acks, {}
        after, self._after = self._after, []
        serial = self.promised
        lost = await self._stored(rows)
        if lost is None:
            self._take_back(rows, acks, after)
            return
        self._recovered()
        if lost and self._on_lost is not None:
            self._on_lost(lost)
        if self._truncate:
            self._truncate = False
            await self._clear_side_files()
        for who, count in acks.items():
            who.acknowledge(count)
        for callback in after:
            callback()
        async with self._committed:
            self.done = serial
            self._committed.notify_all()

    async def _stored(self, rows: list[Row]) -> Collection[str] | None:
        """The tables that were refused, as they are another's; None when nothing is stored."""
        if not rows:
            return ()
        loop = asyncio.get_running_loop()
        try:
            self._store.write(rows)
            return await loop.run_in_executor(self._thread, self._store.commit)
        except LogBusy:
            await asyncio.sleep(BUSY_S)
        except Exception:  # noqa: BLE001 - whatever the disk says: no commit, no ack
            await self._suffer()
        return None

    async def _clear_side_files(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._store.truncate)
        except Exception:
            logger.exception("Old pages stay in the side file until the next time.")

    async def _suffer(self) -> None:
        if not self.in_trouble:
            logger.exception("The room log cannot be written; nothing is acknowledged meanwhile.")
            self.in_trouble = True
            if self._on_trouble is not None:
                self._on_trouble(True)
        with contextlib.suppress(Exception):
            self._store.rollback()
        await asyncio.sleep(self._limits.retry_ms / 1000)

    def _recovered(self) -> None:
        if not self.in_trouble:
            return
        logger.warning("The room log can be written again.")
        self.in_trouble = False
        if self._on_trouble is not None:
            self._on_trouble(False)

    def _take_back(
        self, rows: list[Row], acks: dict[Acknowledged, int], after: list[Callable[[], None]]
    ) -> None:
        """The same batch again, before what came meanwhile."""
        self._rows = rows + self._rows
        self._acks = {**acks, **self._acks}
        self._after = after + self._after
        self._wake.set()
