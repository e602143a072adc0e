"""Counting in the cache how often something happened in a while, for limits that forget."""

from __future__ import annotations

from django.core.cache import cache


def count_one(key: str, *, seconds: int) -> int:
    """Count one more; how many it is within the `seconds` that began with the first."""
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two lines
        return 1
