"""Counting codes that open nothing, per code and over all; never per address.

A hall of a thousand phones shares one address, so an address says nothing. What is counted is only
what failed, and a right code keeps opening its table while others guess: else one person with a
script could keep a whole hall out. Only when guesses come in a flood every code has to wait; even
then 40 random bits take centuries.
"""

from __future__ import annotations

import zlib

from django.core.cache import cache

WINDOW_S = 60
MOST_PER_CODE = 30
MOST_OVERALL = 300
FLOOD = 3_000
# Typed codes are spread over a fixed number of counters, so that guessing cannot fill the cache.
_COUNTERS = 64


def is_flooded() -> bool:
    """Whether so many codes failed in this minute that every code has to wait."""
    return int(cache.get(_OVERALL, 0)) >= FLOOD


def count_failed(code: str) -> bool:
    """Count a code that opened nothing; True when this answer should be "wait a minute"."""
    per_code = _add_one(f"failed-code-{zlib.crc32(code.encode()) % _COUNTERS}")
    overall = _add_one(_OVERALL)
    return per_code > MOST_PER_CODE or overall > MOST_OVERALL


_OVERALL = "failed-codes"


def _add_one(key: str) -> int:
    cache.add(key, 0, WINDOW_S)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two lines
        return 1
