"""Which day people may mean when they write "in mei" or "before 1 June". A suggestion, never more.

Reads Dutch and English. Whatever could be two days gives no suggestion at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_MONTHS = (
    "januari january jan",
    "februari february feb",
    "maart march mrt mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
_NUMBER = {word: n for n, words in enumerate(_MONTHS, start=1) for word in words.split()}
# Also ordinary words ("it may take long", "we march on"): only a month beside a day, year or these.
_WORDS_TOO = {"may", "march", "mar", "jan"}
_BEFORE_MONTH = r"(?:in|by|before|until|of|this|next|since|begin|start|mid|half|end|eind)"
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"(?P<year>20\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|e)?"
_NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.]" + _YEAR + r"\b")
_ISO = re.compile(r"\b" + _YEAR + r"-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_DAY_FIRST = re.compile(
    rf"\b{_DAY}\s+(?:of\s+)?(?P<name>{_MONTH})\b\.?(?:,?\s+{_YEAR}\b)?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<name>{_MONTH})\b\.?(?:\s+{_DAY}(?!\d))?(?:,?\s+{_YEAR}\b)?", re.IGNORECASE
)
_SPAN = re.compile(
    r"\b(?:binnen|over|within|in)\s+(?P<count>\d{1,2}|een|één|a|one|twee|two|drie|three|vier|four|"
    r"vijf|five|zes|six|acht|eight|tien|ten)\s+"
    r"(?P<unit>dag(?:en)?|days?|we[ek]*ken|week|weeks?|maand(?:en)?|months?)\b",
    re.IGNORECASE,
)
_COUNTS = {
    "een": 1, "één": 1, "a": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4,
    "four": 4, "vijf": 5, "five": 5, "zes": 6, "six": 6, "acht": 8, "eight": 8, "tien": 10,
    "ten": 10,
}  # fmt: skip
_ONLY_YEAR = re.compile(rf"^\W*(?:in|voor|eind|by|before|end of|the end of)?\s*{_YEAR}\W*$", re.I)
_BEGIN = re.compile(r"\b(?:begin|start|early|beginning of|start of)\W*(?:van\W*|of\W*)?$", re.I)
_MID = re.compile(r"\b(?:half|medio|mid|halverwege|middle of)[\W-]*$", re.I)


def day_hint(text: str, *, said_on: date) -> date | None:
    """The day these words may mean, for who read them on `said_on`; None when it is not clear.

    A month without a day is its last day, and a month or day without a year the first to come.
    """
    found = set()
    rest = text[:400]
    for pattern in (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(rest):
            if _is_a_month(match, rest):
                found.add(_day_of(match, rest, said_on))
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    found |= {_later(match, said_on) for match in _SPAN.finditer(rest)}
    if not found and (year := _ONLY_YEAR.match(rest)):
        found.add(date(int(year["year"]), 12, 31))
    return found.pop() if len(found) == 1 else None


def _is_a_month(match: re.Match[str], text: str) -> bool:
    names = match.groupdict()
    name = (names.get("name") or "").lower()
    if name not in _WORDS_TOO or names.get("day") or names.get("year"):
        return True
    return re.search(rf"\b{_BEFORE_MONTH}[\s-]+$", text[: match.start()], re.I) is not None


def _day_of(match: re.Match[str], text: str, said_on: date) -> date | None:
    names = match.groupdict()
    month = _NUMBER[names["name"].lower()] if names.get("name") else int(names["month"])
    year = int(names["year"]) if names.get("year") else None
    day = int(names["day"]) if names.get("day") else _part_of_month(text[: match.start()])
    if year is None:
        this_year = _valid(said_on.year, month, day)
        year = said_on.year + (this_year is not None and this_year < said_on)
    return _valid(year, month, day)


def _part_of_month(before: str) -> int:
    """Begin, middle or end; 0 is the last day."""
    if _BEGIN.search(before):
        return 10
    return 15 if _MID.search(before) else 0


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _later(match: re.Match[str], said_on: date) -> date | None:
    typed = match["count"].lower()
    count = _COUNTS.get(typed) or int(typed)
    unit = match["unit"].lower()
    if unit.startswith("d"):
        return said_on + timedelta(days=count)
    if unit.startswith("w"):
        return said_on + timedelta(weeks=count)
    years, month = divmod(said_on.month - 1 + count, 12)
    year, month = said_on.year + years, month + 1
    return date(year, month, min(said_on.day, monthrange(year, month)[1]))
