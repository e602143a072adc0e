"""Cleaning what people type at the door of an action: length first, then odd characters."""

from __future__ import annotations

from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.dialogues.models import NAME_LENGTH
from overbrug.lib.text import clean_line, clean_text

UNNAMED_LENGTH = 2_000
PRIVATE_LENGTH = 10_000


def person_name(typed: str) -> str:
    """A name or initials; refused in words when there is nothing to recognise somebody by."""
    name = clean_line(typed[: NAME_LENGTH * 20])
    if not name:
        raise Refused(_("Fill in something by which the table knows you."), field="name")
    return _within(name, NAME_LENGTH, field="name")


def short_note(typed: str) -> str:
    """For whom somebody sits there, or nothing."""
    return _within(clean_line(typed[: NAME_LENGTH * 20]), NAME_LENGTH, field="note")


def answer(typed: str, longest: int) -> str:
    """An answer of several lines that goes whole over the other road."""
    if len(typed) > longest * 4:
        raise _too_long(longest, field="text")
    return _within(clean_text(typed), longest, field="text")


def _within(text: str, longest: int, *, field: str) -> str:
    if len(text) > longest:
        raise _too_long(longest, field=field)
    return text


def _too_long(longest: int, *, field: str) -> Refused:
    return Refused(
        _("Make it shorter: at most %(most)s characters.") % {"most": longest}, field=field
    )
