"""Measurements from StatLine, the open data of Statistics Netherlands (CBS), by OData 4.

The shape of an answer is the documented one; nothing could be recorded where this was written. An
answer is `{"value": [{"Measure": ..., "Perioden": "2024JJ00", "Value": ..., "ValueAttribute":
"None", <other dimensions>}, ...]}` and "@odata.nextLink" when there is more.
https://www.cbs.nl/nl-nl/onze-diensten/open-data/statline-als-open-data/snelstartgids-odata-v4
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.fetching import Unanswered, ask
from overbrug.lib.numbers import show_number

MOST_BYTES = 4 * 1024 * 1024
MOST_LETTERS = 2_000
ACCEPTS = {"Accept": "application/json"}
TOO_LARGE = 10**14  # for a measurement
_PATH = re.compile(r"/odata/v1/[A-Za-z0-9-]{1,20}/(?P<table>[A-Za-z0-9-]{1,20})/Observations/?")
_ASKED = ("$filter", "$select", "$top", "$orderby")
# A year, a school year (its first half), a quarter or a month.
_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?P<kind>JJ|SJ|KW|MM)(?P<number>\d\d)")
_NO_DIMENSION = {"Id", "Value", "ValueAttribute", "StringValue", "MeasureUnit"}
MEASURED = "None"  # as the attribute of a value with nothing to say about it


@dataclass(frozen=True)
class Series:
    """What was fetched: the table, and by moment the value."""

    table: str
    values: dict[str, Decimal]
    without_value: int = 0

    def as_text(self, *, source: str, language: str) -> str:
        """As if it was pasted: date, value, nothing for lowest and highest, source."""
        return "\n".join(
            f"{moment}\t{show_number(value, language=language)}\t\t\t{source}"
            for moment, value in sorted(self.values.items())
        )


def fetch(address: str) -> Series:
    """The series that this address of a query leads to; raises Refused in words."""
    table, url = _checked(address)
    try:
        status, body = ask("GET", url, most_bytes=MOST_BYTES, headers=ACCEPTS)
    except Unanswered as problem:
        if problem.kind == "huge":
            raise Refused(_too_much(), field="address") from problem
        raise Refused(
            _("StatLine does not answer now. Try later, or copy the cells there and paste them."),
            field="address",
        ) from problem
    if status != 200:
        words = _("StatLine refuses this query (%(status)s). Check the table and the filter.")
        raise Refused(words % {"status": status}, field="address")
    try:
        found = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError) as problem:
        raise Refused(_not_understood(), field="address") from problem
    return read(table, found)


def read(table: str, found: Any) -> Series:
    """The one series in an answer of StatLine; raises Refused when it is none, or several."""
    rows = found.get("value") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(_not_understood(), field="address")
    if "@odata.nextLink" in found:
        raise Refused(_too_much(), field="address")
    if not rows:
        raise Refused(_("There is no measurement in this query."), field="address")
    time = _period_of(rows)
    _only_one(rows, time)
    values, without = dict[str, Decimal](), 0
    for row in rows:
        value = _value(row)
        if value is None:
            without += 1
        else:
            values[_moment(row[time])] = value
    if not values:
        raise Refused(_("There is no measurement in this query."), field="address")
    return Series(table, values, without)


def _checked(address: str) -> tuple[str, str]:
    """The table and the address as we ask it: no other server than StatLine, and a query alone."""
    ours = urlsplit(settings.STATLINE)
    try:
        typed = urlsplit(address.strip()[:MOST_LETTERS])
    except ValueError:  # half an address of a machine
        typed = urlsplit("")
    path = _PATH.fullmatch(typed.path)
    if (typed.scheme, typed.netloc) != (ours.scheme, ours.netloc) or path is None:
        raise Refused(
            _("Write the address of a query at StatLine, such as %(example)s.")
            % {"example": f"{settings.STATLINE}/odata/v1/CBS/85773NED/Observations?$filter=…"},
            field="address",
        )
    query = [(name, value) for name, value in parse_qsl(typed.query) if name in _ASKED]
    url = f"{settings.STATLINE}{typed.path}"
    return path["table"], f"{url}?{urlencode(query)}" if query else url


def _period_of(rows: list[dict[str, Any]]) -> str:
    """The name of the dimension that is a time."""
    for name in rows[0]:
        if name not in _NO_DIMENSION and all(
            _PERIOD.fullmatch(str(row.get(name, ""))) for row in rows
        ):
            return name
    raise Refused(
        _("There is no period of years, quarters or months in every row."), field="address"
    )


def _only_one(rows: list[dict[str, Any]], time: str) -> None:
    """Several measures or regions at once are several series: which one is meant?"""
    for name in rows[0]:
        if name == time or name in _NO_DIMENSION:
            continue
        kinds = sorted({str(row.get(name, "")).strip() for row in rows})
        if len(kinds) > 1:
            words = _("More than one series is in it. Choose one %(name)s, such as %(kinds)s.")
            shown = ", ".join(kinds[:3])[:100]
            raise Refused(words % {"name": name[:40], "kinds": shown}, field="address")
    if len({row[time] for row in rows}) < len(rows):
        raise Refused(_("There is more than one value for the same period in it."), field="address")


def _value(row: dict[str, Any]) -> Decimal | None:
    """What was measured; None where StatLine says why there is nothing, or it is no measurement."""
    value = row.get("Value")
    if not isinstance(value, (int, Decimal)) or isinstance(value, bool):
        return None
    number = Decimal(value)
    if row.get("ValueAttribute", MEASURED) != MEASURED or abs(number) >= TOO_LARGE:
        return None
    return round(number, 4)


def _moment(period: str) -> str:
    found = _PERIOD.fullmatch(period)
    assert found is not None
    number = int(found["number"])
    if found["kind"] == "KW" and 1 <= number <= 4:
        return f"{found['year']}-{3 * number - 2:02d}"
    if found["kind"] == "MM" and 1 <= number <= 12:
        return f"{found['year']}-{number:02d}"
    return found["year"]


def _too_much() -> str:
    return _("This query gives too much. Choose one measure, one region and the years you need.")


def _not_understood() -> str:
    return _("This is no answer of StatLine that we can read.")
