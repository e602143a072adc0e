"""Counting what opens nothing, per code and over all; never per address.

A hall of a thousand phones shares one address, so an address says nothing. What is counted is only
what failed, and a right code keeps opening its table while others guess, however many: else one
person with a script could keep a whole hall out. Guessing 40 random bits takes centuries anyway.

Names are another matter: they are easy to guess. Who types too many wrong names under *I sat here
before* has to wait, with a right one too; sitting down anew stays possible.
"""

from __future__ import annotations

import zlib

from django.core.cache import cache

from overbrug.core.counting import count_one

WINDOW_S = 60
MOST_PER_CODE = 30
MOST_OVERALL = 300
MOST_NAMES = 20
# Typed codes are spread over a fixed number of counters, so that guessing cannot fill the cache.
_COUNTERS = 64


def count_failed(code: str) -> bool:
    """Count a code that opened nothing; True when this answer should be "wait a minute"."""
    counter = zlib.crc32(code.encode()) % _COUNTERS
    per_code = count_one(f"failed-code-{counter}", seconds=WINDOW_S)
    overall = count_one("failed-codes", seconds=WINDOW_S)
    return per_code > MOST_PER_CODE or overall > MOST_OVERALL


def count_wrong_name(dialogue_id: str) -> None:
    """Count a name on which no empty chair was found."""
    count_one(f"wrong-name-{dialogue_id}", seconds=WINDOW_S)


def are_names_guessed(dialogue_id: str) -> bool:
    """Whether so many names failed in this conversation that every name has to wait."""
    return int(cache.get(f"wrong-name-{dialogue_id}", 0)) >= MOST_NAMES
