"""How a count of answers may be shown: no number below five, and none that can be worked out.

Plain data, no database. The answers are split as finely as it goes with every part at five or
more; else only how many were asked is told (docs/decisions/0013).
"""

from __future__ import annotations

from typing import NamedTuple

FEWEST = 5
NO_ANSWER = "no_answer"
# From fine to coarse; each is one way to divide all who were asked.
SPLITS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("yes",), ("partly",), ("not_yet",), (NO_ANSWER,)),
    (("yes", "partly"), ("not_yet",), (NO_ANSWER,)),
    (("yes",), ("partly", "not_yet"), (NO_ANSWER,)),
    (("yes",), ("partly",), ("not_yet", NO_ANSWER)),
    (("yes", "partly"), ("not_yet", NO_ANSWER)),
    (("yes",), ("partly", "not_yet", NO_ANSWER)),
    (("yes", "partly", "not_yet"), (NO_ANSWER,)),
)
WHOLE = SPLITS[0]
LEAST_RESPONSE = 0.4


class Part(NamedTuple):
    """Some answers together, and how many people gave one of them."""

    answers: tuple[str, ...]
    people: int


def split(*, asked: int, yes: int, partly: int, not_yet: int) -> list[Part]:
    """The finest split that may be shown; empty when none may."""
    counts = {"yes": yes, "partly": partly, "not_yet": not_yet}
    counts[NO_ANSWER] = asked - sum(counts.values())
    for way in SPLITS:
        parts = [Part(answers, sum(counts[a] for a in answers)) for answers in way]
        if all(part.people >= FEWEST for part in parts):
            return parts
    return []


def answered(parts: list[Part]) -> int:
    """How many answered, where the parts say it and more than that; else 0."""
    is_told = any(part.answers == (NO_ANSWER,) for part in parts)
    return sum(part.people for part in parts[:-1]) if is_told and len(parts) > 2 else 0


def is_thin(parts: list[Part]) -> bool:
    """Whether the shown parts say that fewer than four in ten answered."""
    silent = next((part.people for part in parts if part.answers == (NO_ANSWER,)), 0)
    total = sum(part.people for part in parts)
    return bool(parts) and total - silent < LEAST_RESPONSE * total
