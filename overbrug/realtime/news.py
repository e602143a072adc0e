"""News between the processes of one installation: what pages of one tell the rooms of the others.

It goes through Redis, which keeps nothing of it. Who was not listening at that moment finds it by
looking (`watch.py`), so that a Redis that is away costs seconds and no news.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from overbrug.core.link import SECONDS_TO_WAIT, link, name_of

_log = logging.getLogger(__name__)
ME = secrets.token_hex(8)
SECONDS_TO_RETRY = 1.0
SECONDS_OF_SILENCE = 5.0


def publish(do: str, *facts: Any) -> None:
    """Tell the other processes; where there are none this does nothing."""
    if settings.SEVERAL_PROCESSES:
        text = json.dumps([ME, do, *facts])
        link().ask(lambda redis: redis.publish(name_of("news"), text), otherwise=0)


class Ear:
    """Listens to the other processes. `is_open` says whether all news is heard now."""

    def __init__(self, hear: Callable[[str, list[Any]], Any], begin: Callable[[], None]) -> None:
        """`hear(do, facts)` may give a coroutine; `begin` is called each time we hear again."""
        self._hear = hear
        self._begin = begin
        self.is_open = False

    async def keep_listening(self) -> None:
        """Listen until cancelled, and begin again when Redis went away."""
        from redis.exceptions import RedisError

        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as problem:
                if self.is_open:
                    _log.warning("News of other processes is not heard: %s", problem)
            self.is_open = False
            await asyncio.sleep(SECONDS_TO_RETRY)

    async def _listen(self) -> None:
        from redis.asyncio import Redis

        async with (
            Redis.from_url(settings.REDIS_URL, socket_connect_timeout=SECONDS_TO_WAIT) as redis,
            redis.pubsub() as line,
        ):
            await line.subscribe(name_of("news"))
            heard = time.monotonic()
            while time.monotonic() - heard < SECONDS_OF_SILENCE:
                message = await line.get_message(timeout=SECONDS_TO_WAIT)
                if message is None:
                    await line.ping()  # a Redis that stands still answers nothing
                    continue
                heard = time.monotonic()
                if message["type"] == "subscribe":
                    self._begin()
                    self.is_open = True
                elif message["type"] == "message":
                    await self._take(message["data"])
        raise TimeoutError("nothing is heard any more")

    async def _take(self, data: bytes) -> None:
        sender, do, *facts = json.loads(data)
        if sender == ME:
            return
        try:
            done = self._hear(do, facts)
            if asyncio.iscoroutine(done):
                await done
        except Exception:  # noqa: BLE001  one bad word must not close the ear
            _log.exception("News of another process could not be used: %s", do)
