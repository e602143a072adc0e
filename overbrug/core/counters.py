"""Counters that all processes share, in Redis; each counts by itself while Redis is away.

So a limit stays a limit: at worst it is that of one process, and nobody is shut out or let in
because Redis is not there.
"""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

from overbrug.core.link import link, options

_AWAY = object()


class SharedCounters(RedisCache):
    """Django's Redis cache, with a small one of its own behind it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": options()})
        self._own = LocMemCache("while-redis-is-away", {"OPTIONS": {"MAX_ENTRIES": 100_000}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default`."""
        return self._ask("get", key, default, version=version)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value for a while."""
        self._ask("set", key, value, timeout, version=version)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value that is not there yet; whether it was not."""
        return bool(self._ask("add", key, value, timeout, version=version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """One more; raises ValueError for what is not there."""
        return int(self._ask("incr", key, delta, version=version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it longer; whether it was there."""
        return bool(self._ask("touch", key, timeout, version=version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Throw away; whether it was there."""
        return bool(self._ask("delete", key, version=version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether it is there."""
        return bool(self._ask("has_key", key, version=version))

    def _ask(self, name: str, *facts: Any, **more: Any) -> Any:
        ours = getattr(super(), name)
        answer = link().ask(lambda _client: ours(*facts, **more), otherwise=_AWAY)
        return getattr(self._own, name)(*facts, **more) if answer is _AWAY else answer
