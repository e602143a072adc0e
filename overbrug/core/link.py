"""The way to Redis, through which several processes hear from one another.

Nothing that must last is in there. When Redis is away that is logged once, nobody waits for it,
and everything goes on with the answer that does the least harm.
"""

from __future__ import annotations

import logging
import threading
import time
import zlib
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from redis import Redis

T = TypeVar("T")
SECONDS_TO_WAIT = 1.0
# After a failure nobody tries for this long: else each page would wait its second.
SECONDS_OF_REST = 2.0
_log = logging.getLogger(__name__)


class Link:
    """Questions to Redis, from any thread; `otherwise` is what is so when it does not answer."""

    def __init__(self, client: Redis, *, now: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._now = now
        self._rests_until = 0.0
        self._is_away = False
        self._lock = threading.Lock()

    def ask(self, question: Callable[[Redis], T], *, otherwise: T) -> T:
        """The answer of Redis."""
        from redis.exceptions import RedisError

        if self._now() < self._rests_until:
            return otherwise
        try:
            answer = question(self._client)
        except (RedisError, OSError) as problem:
            self._fail(problem)
            return otherwise
        self._recover()
        return answer

    def _fail(self, problem: Exception) -> None:
        with self._lock:
            self._rests_until = self._now() + SECONDS_OF_REST
            was_away, self._is_away = self._is_away, True
        if not was_away:
            _log.warning(
                "Redis does not answer (%s). Pages and tables go on; what happens in another "
                "process is heard some seconds later.",
                problem,
            )

    def _recover(self) -> None:
        with self._lock:
            was_away, self._is_away = self._is_away, False
        if was_away:
            _log.warning("Redis answers again.")


@cache
def link() -> Link:
    """The link of this process; only asked for when there are several processes."""
    from redis import Redis  # imported late: most installations have none

    return Link(Redis.from_url(settings.REDIS_URL, **options()))


def options() -> dict[str, Any]:
    """No second try inside the client: `Link` decides how long somebody waits."""
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return {
        "socket_timeout": SECONDS_TO_WAIT,
        "socket_connect_timeout": SECONDS_TO_WAIT,
        "retry": Retry(NoBackoff(), 0),
    }


def name_of(*parts: str) -> str:
    """A name in Redis that no other installation uses: ours share a secret key."""
    ours = zlib.crc32(settings.SECRET_KEY.encode())
    return ":".join(("overbrug", f"{ours:08x}", *parts))
