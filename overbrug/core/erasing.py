"""Take words out of rows for good, of the history too. Only a host does this, by a command."""

from __future__ import annotations

from typing import Any

from django.db import models

MARK = "[…]"
# What stands in the place of the words is never longer than they were, so it always fits.
SHORTEST = len(MARK)
# Dates as text, and what the machine itself wrote.
_LEFT_ALONE = ("_at", "hat_role", "hat_organisation", "history_type", "history_change_reason")


def rows_with(rows: models.QuerySet[Any], words: str) -> int:
    """How many of these rows hold the words."""
    return sum(1 for row in rows.iterator() if any(words in text for text in _texts(row).values()))


def take_out(rows: models.QuerySet[Any], words: str) -> int:
    """Put a mark in the place of the words; how many rows changed.

    It goes past `save`, as that would write the old and the new text to the history once more.
    """
    changed = 0
    for row in list(rows):
        found = {name: text for name, text in _texts(row).items() if words in text}
        if found:
            new = {name: text.replace(words, MARK) for name, text in found.items()}
            rows.model._base_manager.filter(pk=row.pk).update(**new)
            changed += 1
    return changed


def _texts(row: models.Model) -> dict[str, str]:
    """What people typed in this row."""
    return {
        field.name: value
        for field in row._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, models.SlugField)
        and not field.choices
        and not field.name.endswith(_LEFT_ALONE)
        and isinstance(value := getattr(row, field.attname), str)
    }
