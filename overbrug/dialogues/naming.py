"""What a conversation is called as long as nobody thought of something better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

from overbrug.dialogues.models import NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

TITLE_LENGTH = 120
DAY = "j F Y"


def suggested_title(card: str, starts_at: datetime | None) -> str:
    """Card and day in the language of the reader: Brugtafel · 22 november 2026.

    `client/src/controllers/suggest-title.ts` puts the same words in the box.
    """
    tail = f" · {date_format(timezone.localdate(starts_at), DAY)}"
    return card[: TITLE_LENGTH - len(tail)] + tail


def told_apart(title: str, taken: Collection[str]) -> str:
    """The title, with a number behind it when another conversation has it already."""
    number, found = 1, title
    while found in taken:
        number += 1
        tail = f" ({number})"
        found = title[: TITLE_LENGTH - len(tail)] + tail
    return found


def named_apart(name: str, taken: Collection[str]) -> str:
    """A name at a table, with a number when somebody there has it already: Anna, Anna 2.

    Capitals do not tell people apart.
    """
    known = {other.casefold() for other in taken}
    number, found = 1, name
    while found.casefold() in known:
        number += 1
        tail = f" {number}"
        found = name[: NAME_LENGTH - len(tail)] + tail
    return found


def is_called(shown: str, typed: str) -> bool:
    """Whether somebody with this name at the table may have typed that: Anna 2 once typed Anna."""
    rest = shown.casefold().removeprefix(typed.casefold())
    return rest == "" or (rest[0] == " " and rest[1:].isdecimal() and rest != shown.casefold())
