"""Asking another server: no redirect, a bounded time and a bounded answer."""

from __future__ import annotations

import time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests

WAIT_SECONDS = 5  # for the next byte
MOST_SECONDS = 10  # for a whole answer
MOST_BYTES = 256 * 1024
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Answer(NamedTuple):
    """What the other server said."""

    status: int
    body: bytes


class Unanswered(Exception):
    """It said nothing we can use; `kind` is "away" or "huge"."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


def ask(method: str, address: str, *, most_bytes: int = MOST_BYTES, **more: Any) -> Answer:
    """One request; raises Unanswered when the server is away, too slow, or has too much to say.

    The caller decides whom to ask: an address that a person typed is checked there.
    """
    session = requests.Session()
    # A proxy of the environment is for the world outside.
    session.trust_env = urlsplit(address).hostname not in LOOPBACK
    until = time.monotonic() + MOST_SECONDS
    try:
        with session.request(
            method, address, timeout=WAIT_SECONDS, allow_redirects=False, stream=True, **more
        ) as answer:
            return Answer(answer.status_code, _read(answer, until=until, most_bytes=most_bytes))
    except (requests.RequestException, OSError) as problem:
        raise Unanswered("away", type(problem).__name__) from problem


def _read(answer: requests.Response, *, until: float, most_bytes: int) -> bytes:
    """The body, as long as it stays small and comes in time."""
    parts, size = [], 0
    while part := answer.raw.read1(16 * 1024, decode_content=True):
        size += len(part)
        if size > most_bytes:
            raise Unanswered("huge", "a huge answer")
        if time.monotonic() > until:
            raise Unanswered("away", "too slow")
        parts.append(part)
    return b"".join(parts)
