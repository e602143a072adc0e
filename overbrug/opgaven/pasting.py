"""Measurements as a spreadsheet gives them: read row by row, with each wrong cell by its name."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.lib.moments import read_moment
from overbrug.lib.numbers import read_number
from overbrug.lib.text import clean_line

MOST_ROWS = 1_000
COLUMNS = {
    "measured_at": gettext_lazy("date"),
    "value": gettext_lazy("value"),
    "low": gettext_lazy("lowest"),
    "high": gettext_lazy("highest"),
    "source": gettext_lazy("source"),
    "note": gettext_lazy("remark"),
    "group": gettext_lazy("group"),
}
LIMITS = {"source": 300, "note": 200, "group": 60}


@dataclass(frozen=True)
class Pasted:
    """One row that could be read: which row it was, and the facts of a measurement."""

    row: int
    facts: dict[str, Any]


@dataclass(frozen=True)
class Trouble:
    """What is wrong in which row; `column` is empty when it is the row as a whole."""

    row: int
    message: str
    column: str = ""

    def __str__(self) -> str:
        place = _("Row %(row)s") % {"row": self.row}
        if self.column:
            place = _("Row %(row)s, %(column)s") % {
                "row": self.row,
                "column": COLUMNS[self.column],
            }
        return f"{place}: {self.message}"


@dataclass
class Paste:
    """All that was pasted."""

    rows: list[Pasted] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    heading: str = ""


class _Wrong(Exception):
    """A cell that cannot be read; the message says why."""


def read_paste(text: str, *, language: str) -> Paste:
    """The rows of `text`: date, value, and when there are more lowest, highest, source, remark,
    group.

    Columns are parted by tabs, semicolons, commas or blanks, the first of these that occurs. A
    first row without a date and a number is the heading.
    """
    paste, seen = Paste(), dict[tuple[str, str], int]()
    for number, cells in _cells_of(text):
        if len(paste.rows) + len(paste.troubles) >= MOST_ROWS:
            words = _("This is more than %(most)s measurements. Paste them in parts.")
            paste.troubles.append(Trouble(number, words % {"most": MOST_ROWS}))
            break
        if not paste.rows and not paste.troubles and _is_heading(cells, language):
            paste.heading = " | ".join(filter(None, cells))
            continue
        _read_row(paste, number, cells, seen, language)
    if not paste.rows and not paste.troubles:
        paste.troubles.append(
            Trouble(1, _("There is no measurement in it. Paste a date and a value."))
        )
    return paste


def _cells_of(text: str) -> list[tuple[int, list[str]]]:
    """Each row that is not empty with its number in the text."""
    lines = text.splitlines()
    mark = next((mark for mark in "\t;," if any(mark in line for line in lines)), None)
    if mark == "," and all(
        re.fullmatch(r"\S+\s+\S+", line.strip()) for line in lines if line.strip()
    ):
        mark = None  # the comma stands in a number: two columns with blanks between
    if mark is None:
        found = [(number, line.split(None, 1)) for number, line in enumerate(lines, start=1)]
    else:
        reader = csv.reader(lines, delimiter=mark)
        found = [(reader.line_num, cells) for cells in reader]
    cleaned = [(number, [clean_line(cell) for cell in cells]) for number, cells in found]
    return [(number, cells) for number, cells in cleaned if any(cells)]


def _is_heading(cells: list[str], language: str) -> bool:
    return read_moment(cells[0]) is None and not any(
        read_number(cell, language=language) is not None for cell in cells
    )


def _read_row(
    paste: Paste, number: int, cells: list[str], seen: dict[tuple[str, str], int], language: str
) -> None:
    if len(cells) > len(COLUMNS) and any(cells[len(COLUMNS) :]):
        words = _("This row has %(count)s columns; there can be %(most)s.")
        trouble = words % {"count": len(cells), "most": len(COLUMNS)}
        paste.troubles.append(Trouble(number, trouble))
        return
    facts, before = dict[str, Any](), len(paste.troubles)
    for name, cell in zip(COLUMNS, [*cells, *[""] * len(COLUMNS)], strict=False):
        try:
            facts[name] = _read_cell(name, cell, language)
        except _Wrong as wrong:
            paste.troubles.append(Trouble(number, str(wrong), name))
    if len(paste.troubles) > before:
        return
    moment = facts["measured_at"], facts["group"]
    if first := seen.get(moment):
        words = _("This date stands in row %(row)s too. Take one of the two away.")
        paste.troubles.append(Trouble(number, words % {"row": first}, "measured_at"))
        return
    seen[moment] = number
    paste.rows.append(Pasted(number, facts))


def _read_cell(name: str, cell: str, language: str) -> str | Decimal | None:
    if name == "measured_at":
        return _moment(cell)
    if name in LIMITS:
        if len(cell) > LIMITS[name]:
            words = _("Shorten this to %(limit)d characters. Now it has %(count)d.")
            raise _Wrong(words % {"limit": LIMITS[name], "count": len(cell)})
        return cell
    if not cell and name != "value":
        return None
    # A spreadsheet shows its unit in the cell.
    number = read_number(cell.removesuffix("%").removeprefix("€").strip(), language=language)
    if number is None:
        words = _("“%(cell)s” is not a number.") if cell else _("There is no number.")
        raise _Wrong(words % {"cell": _short(cell)})
    return number


def _moment(cell: str) -> str:
    moment = read_moment(cell) if cell else None
    if moment is None:
        words = _("“%(cell)s” is no date. Write 2024, 7-2024 or 15-7-2024.")
        raise _Wrong(words % {"cell": _short(cell)})
    return moment


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
