"""The front of the house: which part answers a request, and when the rooms open and close."""

from __future__ import annotations

import asyncio

from django.conf import settings

from overbrug.config.bodies import BodyFirst
from overbrug.config.static_files import StaticFiles, collect, own_folders
from overbrug.config.sweeper import Sweeper
from overbrug.realtime.asgi_types import App, Receive, Scope, Send
from overbrug.realtime.door import Door
from overbrug.realtime.service import RoomService

SECONDS_TO_STOP = 3.0


class Front:
    """Pages by Django, static files from memory, rooms by the engine; one ASGI application."""

    def __init__(self, pages: App) -> None:
        self.pages = BodyFirst(pages)
        self.rooms = RoomService()
        self.sweeper = Sweeper()
        self.door = Door(self.rooms)
        self.static = BodyFirst(
            StaticFiles(collect(own_folders(settings.ROOT), prefix=settings.STATIC_URL))
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, hold one socket, or live as long as the server."""
        if scope["type"] == "websocket":
            await self.door(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"].startswith(settings.STATIC_URL):
            await self.static(scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    async def drain(self, seconds: float) -> None:
        """Let the rooms write, acknowledge and close; the server calls it before it stops."""
        self.sweeper.stop()
        try:
            await asyncio.wait_for(self.rooms.stop(), seconds)
        except TimeoutError:
            pass  # what is not on disk was not acknowledged, so every device still has it

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.rooms.start()
        self.sweeper.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.drain(SECONDS_TO_STOP)
        await send({"type": "lifespan.shutdown.complete"})
