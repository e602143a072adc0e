"""Dates as far as a source knows them: `2024`, `2024-07` or `2024-07-15`, sortable as text."""

import re
from datetime import date


def _valid(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        return 1800 <= date(year, month, day).year <= 2200
    except ValueError:
        return False


def read_moment(typed: str) -> str | None:
    """What was typed as a sortable moment; None when it is none.

    Understands 2024, 7-2024, 2024-07, 15-7-2024, 15/7/2024 and 2024-07-15.
    """
    parts = [part for part in re.split(r"[-/. ]", typed.strip()) if part]
    if not 1 <= len(parts) <= 3 or not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
        return None
    if len(parts[0]) != 4:
        parts.reverse()
    if len(parts[0]) != 4 or any(len(part) > 2 for part in parts[1:]):
        return None
    numbers = [int(part) for part in parts]
    if not _valid(*numbers):
        return None
    return "-".join([parts[0], *(f"{number:02d}" for number in numbers[1:])])


def typed_moment(moment: str) -> str:
    """A stored moment as people type it: day, month, year."""
    return "-".join(str(int(part)) for part in reversed(moment.split("-")))


def year_of(moment: str) -> str:
    """The year alone."""
    return moment[:4]


def position(moment: str) -> float:
    """The moment as a year with a fraction, for drawing."""
    year, month, day = (*map(int, moment.split("-")), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 365


def as_date(moment: str) -> date:
    """The first day of the moment."""
    year, month, day = (*map(int, moment.split("-")), 1, 1)[:3]
    return date(year, month, day)


def is_before(first: str, second: str) -> bool:
    """True when `first` ends before `second` begins; 2024 is not before 2024-07, nor after it."""
    shortest = min(len(first), len(second))
    return first[:shortest] < second[:shortest]
