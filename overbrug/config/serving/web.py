"""uvicorn, set up for many small sockets, and the order in which it stops."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from overbrug.config import collector
from overbrug.config.serving.http import HttpProtocol
from overbrug.config.serving.sockets import SocketProtocol
from overbrug.rooms.limits import Limits

# Together under the five seconds that Ctrl-C may take.
SECONDS_TO_DRAIN = 2.5
SECONDS_TO_FINISH_PAGES = 1


class Server(uvicorn.Server):
    """uvicorn that greets when it listens, and lets the rooms finish before it closes sockets."""

    def __init__(self, app: Any, *, greet: Callable[[], None]) -> None:
        super().__init__(config(app))
        self._app = app
        self._greet = greet

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then greet: whoever reads the address may open it at once."""
        await super().startup(sockets)
        if self.started:
            await asyncio.to_thread(self._greet)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening; flush, commit, acknowledge and close the rooms; then the rest."""
        for server in self.servers:
            server.close()
        await self._app.drain(SECONDS_TO_DRAIN)
        await super().shutdown(sockets)


def config(app: Any) -> uvicorn.Config:
    """The settings of the server; each is given, as uvicorn would read some from variables."""
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=HttpProtocol,
        ws=SocketProtocol,
        # A little over the limit of the rooms, which refuse in words that the browser can show.
        ws_max_size=Limits().message_bytes + 65_536,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        # Frames of 28 bytes do not shrink, and a compressor costs 50 kB per socket.
        ws_per_message_deflate=False,
        workers=1,
        lifespan="on",
        # Lines of join and room routes would hold codes and addresses.
        access_log=False,
        log_config=None,
        server_header=False,
        # Addresses told by a proxy count only when the host says which proxy that is.
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
        timeout_graceful_shutdown=SECONDS_TO_FINISH_PAGES,
        timeout_keep_alive=20,
        backlog=4096,
    )


def serve(app: Any, taken: socket.socket, *, greet: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM."""
    _allow_many_sockets()
    collector.settle()
    # uvicorn raises the signal again after it stopped; SIGTERM then ends as calmly as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    Server(app, greet=greet).run(sockets=[taken])


def _allow_many_sockets() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
