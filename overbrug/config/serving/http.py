"""The HTTP side of a connection: uvicorn's own, with limits on what comes before a page begins.

uvicorn's fast parser (httptools) keeps headers of any size and waits for them without end, so one
connection could take all memory and a thousand half requests all sockets.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 32_768
# What a header costs beside its letters, so that many small ones count as well (as in HTTP/2).
BYTES_PER_HEADER = 32


class HeadTooLarge(Exception):
    """Raised inside the parser, which stops there."""


class HttpProtocol(HttpToolsProtocol):
    """One connection: address and headers within 32 kB and ten seconds."""

    head_seconds: float = 10

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = 0  # bytes of address and headers of the request that is coming in
        self._unseen = 0  # bytes since the parser last made something of them
        self._is_between = True  # no request has begun, or the last one is complete
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes in, unless too many came that are neither header nor body."""
        if self.transport.is_closing() or self.parser is None:
            return
        if self._is_between and self._deadline is None:
            self._wait_for_head()
        self._unseen += len(data)
        super().data_received(data)
        if self._unseen > MOST_HEAD_BYTES and not self.transport.is_closing():
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._head = self._unseen = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A whole header, or one after the body."""
        self._count(len(name) + len(value) + BYTES_PER_HEADER)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The page may begin."""
        self._stop_waiting()
        self._unseen, self._is_between = 0, False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body; `bodies.py` counts those."""
        self._unseen = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._unseen, self._is_between = 0, True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What uvicorn answers when the parser stopped: also when we stopped it."""
        if self._head > MOST_HEAD_BYTES:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            super().send_400_response(msg)

    def _count(self, size: int) -> None:
        self._unseen = 0
        self._head += size
        if self._head > MOST_HEAD_BYTES:
            raise HeadTooLarge

    def _wait_for_head(self) -> None:
        self._deadline = self.loop.call_later(self.head_seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Say why and hang up; halfway an answer only hang up."""
        self._stop_waiting()
        if self.cycle is None or self.cycle.response_complete:
            words = f"{status.value} {status.phrase}".encode()
            self.transport.write(
                b"HTTP/1.1 %b\r\ncontent-type: text/plain; charset=utf-8\r\n"
                b"content-length: %d\r\nconnection: close\r\n\r\n%b" % (words, len(words), words)
            )
        self.transport.close()
