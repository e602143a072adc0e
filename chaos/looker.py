"""A real browser at some tables: it types, and writes down every word the screen says about it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaos.history import Journal
from chaos.marks import mark_of
from chaos.statements import ON_DEVICE, SAVED, Statement

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
FIELD = "start/reason/{seat}"
LISTEN = Path(__file__).with_name("listen.js").read_text()


@dataclass(slots=True)
class Desk:
    """One seat at one table that the browser has."""

    seat: int
    seat_id: str
    table: str
    cookie: str
    journal: Journal
    page: Page | None = None
    made: int = 0
    acked: int = 0

    @property
    def field(self) -> str:
        """The field that the browser writes in."""
        return FIELD.format(seat=self.seat_id)


class Looker:
    """One browser with a profile that outlives it, and a page for each desk."""

    def __init__(self, folder: Path, address: str, desks: list[Desk]) -> None:
        self.profile = folder / "profile"
        self.address = address
        self.desks = desks
        self.statements: list[Statement] = []
        self.problems: list[str] = []
        self.deaths = 0
        self.is_on = True
        self.typing = 0
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None

    async def start(self) -> None:
        """Open the browser and every page."""
        from playwright.async_api import async_playwright

        self._playwright = await async_playwright().start()
        await self._open()

    async def _open(self) -> None:
        assert self._playwright is not None
        self._context = await self._playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=FLAGS, viewport={"width": 360, "height": 740}, locale="nl",
        )  # fmt: skip
        await self._context.expose_binding("chaosSaid", self._hear)
        await self._context.add_init_script(LISTEN)
        await self._context.add_cookies([c for desk in self.desks for c in self._cookies(desk)])
        for desk in self.desks:
            desk.page = await self._context.new_page()
            desk.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        await asyncio.gather(*(self._visit(desk) for desk in self.desks))

    def _cookies(self, desk: Desk) -> list[Any]:
        """A cookie for each table, so that one browser can have a seat at several."""
        name, _, value = desk.cookie.partition("=")
        paths = (f"/tafel/{desk.table}/", f"/rt/{desk.table}")
        shared = {"name": name, "value": value, "domain": "127.0.0.1", "httpOnly": True}
        return [{**shared, "path": path} for path in paths]

    async def _visit(self, desk: Desk) -> None:
        assert desk.page is not None
        for _try in range(60):
            with contextlib.suppress(Exception):
                await desk.page.goto(f"{self.address}/tafel/{desk.table}/", timeout=10_000)
                await self._box(desk).wait_for(timeout=15_000)
                return
            await asyncio.sleep(0.5)
        self.problems.append(f"the page of {desk.table} did not open")

    def _box(self, desk: Desk) -> Any:
        assert desk.page is not None
        return desk.page.locator(f'[data-field="{desk.field}"] textarea')

    def _hear(self, source: Any, said: str) -> None:
        facts = json.loads(said)
        table = facts.pop("table")
        statement = Statement(table=table, **facts)
        self.statements.append(statement)
        for desk in self.desks:
            if desk.table == table and statement.state == SAVED and statement.scope == "field":
                self._note_acked(desk, statement.n)

    def _note_acked(self, desk: Desk, n: int) -> None:
        for number in range(desk.acked + 1, min(n, desk.made) + 1):
            desk.journal.note("acked", desk.seat, number)
        desk.acked = max(desk.acked, min(n, desk.made))

    async def type(self, desk: Desk) -> None:
        """One more mark at the end of the box."""
        desk.made += 1
        mark = mark_of(desk.seat, desk.made)
        desk.journal.note("made", desk.seat, desk.made, kind="insert", field=desk.field, mark=mark)
        assert desk.page is not None
        for _try in range(3):
            await self._box(desk).press("Control+End", timeout=15_000)
            await desk.page.keyboard.insert_text(mark)
            if mark in await self.value(desk):
                return
        await self._take_back(desk)  # it never came into the box, and nobody may wait for it

    async def rest(self) -> None:
        """Type no more; a word that was begun is finished first."""
        self.is_on = False
        while self.typing:
            await asyncio.sleep(0.1)

    async def value(self, desk: Desk) -> str:
        """What stands in the box."""
        return str(await self._box(desk).input_value(timeout=15_000))

    async def die(self) -> None:
        """Kill the whole browser, as a phone of which the battery gives out."""
        for pid in _processes_of(self.profile):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.deaths += 1
        gone = [Statement(desk.table, "field", "gone", 0, "", time.time()) for desk in self.desks]
        self.statements += gone
        await asyncio.sleep(0.5)
        with contextlib.suppress(Exception):
            assert self._context is not None
            await asyncio.wait_for(self._context.close(), 5)

    async def come_back(self) -> None:
        """The same phone, switched on again."""
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.profile / name).unlink(missing_ok=True)
        await self._open()
        for desk in self.desks:
            await self._take_back(desk)

    async def _take_back(self, desk: Desk) -> None:
        """What died between hand and device was never written, unless the screen claimed it."""
        text = await self.value(desk)
        claims = [s.n for s in self.statements if s.table == desk.table and s.state in ON_DEVICE]
        for n in range(max([desk.acked, *claims]) + 1, desk.made + 1):
            if mark_of(desk.seat, n) not in text:
                desk.journal.note("unmade", desk.seat, n)

    async def close(self) -> None:
        """The run is over."""
        with contextlib.suppress(Exception):
            assert self._context is not None
            await asyncio.wait_for(self._context.close(), 10)
        if self._playwright is not None:
            await self._playwright.stop()


def _processes_of(profile: Path) -> list[int]:
    """The browser that we started on this profile; its children end with it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            is_main = not any(word.startswith(b"--type=") for word in words)
            if is_main and f"--user-data-dir={profile}".encode() in words:
                found.append(int(folder.name))
    return found


async def keep_typing(looker: Looker, desk: Desk, pause: Callable[[], float]) -> None:
    """Type now and then, until cancelled; a browser that is dead types nothing."""
    while True:
        await asyncio.sleep(pause())
        if looker.is_on:
            looker.typing += 1
            try:
                await looker.type(desk)
            except Exception as problem:  # noqa: BLE001  the browser died under our hands
                looker.problems.append(f"typing at {time.time():.1f}: {str(problem)[:120]}")
            finally:
                looker.typing -= 1
