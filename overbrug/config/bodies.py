"""How much a request may bring, and how long it may take over it.

Django puts a body of any size on the disk before it looks at it. Here the body is read first,
within its limits, and the page begins only when all of it is there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from overbrug.realtime.asgi_types import App, Receive, Scope, Send


@dataclass(frozen=True)
class BodyLimits:
    """A little above what Django itself takes (1 MiB), which it refuses with a page of its own."""

    most_bytes: int = 1_153_434
    idle_s: float = 10
    whole_s: float = 30
    linger_s: float = 2


class _Refused(Exception):
    """The body will not be taken; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class _Gone(Exception):
    """Whoever was sending has hung up."""


class BodyFirst:
    """Hands an application a body that is whole, or answers in its place."""

    def __init__(
        self,
        app: App,
        *,
        limits: BodyLimits | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self.limits = limits or BodyLimits()
        self.now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, then let the application answer; 413 or 408 when it is too much or too slow."""
        try:
            body = await self._read(scope, receive)
        except _Gone:
            return
        except _Refused as refusal:
            await self._refuse(refusal.status, receive, send)
            return
        whole = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive_whole() -> Scope:
            return whole.pop() if whole else await receive()

        await self.app(scope, receive_whole, send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
        if not declared.isdigit() or int(declared) > self.limits.most_bytes:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        pieces, size, end = [], 0, self.now() + self.limits.whole_s
        while True:
            message = await self._next(receive, end)
            if message["type"] == "http.disconnect":
                raise _Gone
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            if size > self.limits.most_bytes:
                raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            if not message.get("more_body", False):
                return b"".join(pieces)

    async def _next(self, receive: Receive, end: float) -> Scope:
        left = end - self.now()
        if left <= 0:
            raise _Refused(HTTPStatus.REQUEST_TIMEOUT)
        try:
            return await asyncio.wait_for(receive(), min(left, self.limits.idle_s))
        except TimeoutError:
            raise _Refused(HTTPStatus.REQUEST_TIMEOUT) from None

    async def _refuse(self, status: HTTPStatus, receive: Receive, send: Send) -> None:
        """Answer in words; then take what is still coming for a moment and throw it away.

        A connection that is closed while bytes arrive is reset, and a browser would then show
        that instead of the words.
        """
        with translation.override(settings.LANGUAGE_CODE):
            words = f"{status.value}: {_why(status)}\n".encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(words)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        start = {"type": "http.response.start", "status": status.value, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": words, "more_body": True})
        try:
            await asyncio.wait_for(_throw_away(receive), self.limits.linger_s)
        except TimeoutError:
            pass
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _throw_away(receive: Receive) -> None:
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        pass


def _why(status: HTTPStatus) -> str:
    if status == HTTPStatus.REQUEST_TIMEOUT:
        return gettext("this took too long to arrive. Try again.")
    return gettext("this is too large to send. Send at most 1 MB.")
