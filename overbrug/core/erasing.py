"""Take words out of rows for good, of the history too. Only a host does this, by a command."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import models
from django.utils.html import escape

MARK = "[…]"
# What stands in the place of the words is never longer than they were, so it always fits.
SHORTEST = len(MARK)
# Dates as text, and what the machine itself wrote.
_LEFT_ALONE = ("_at", "hat_role", "hat_organisation", "history_type", "history_change_reason")


class Place(NamedTuple):
    """Rows in which words of people stand."""

    rows: models.QuerySet[Any]
    fields: tuple[str, ...] = ()  # without: all texts that people typed
    inside: tuple[str, ...] = ()  # of a JSON field: only what stands under these names

    @property
    def name(self) -> str:
        """What kind of rows these are, for who counts them."""
        return str(self.rows.model._meta.model_name)


def rows_with(place: Place, words: str) -> int:
    """How many of these rows hold the words."""
    return sum(1 for row in place.rows.iterator() if _changed(row, place, words))


def take_out(place: Place, words: str) -> int:
    """Put a mark in the place of the words; how many rows changed.

    It goes past `save`, as that would write the old and the new text to the history once more.
    """
    changed = 0
    for row in list(place.rows):
        if new := _changed(row, place, words):
            place.rows.model._base_manager.filter(pk=row.pk).update(**new)
            changed += 1
    return changed


def _changed(row: models.Model, place: Place, words: str) -> dict[str, Any]:
    """The fields of this row in which the words stand, as they are without."""
    names = place.fields or typed_fields(type(row))
    before = {name: getattr(row, name) for name in names}
    after = {name: _without(value, words, place.inside) for name, value in before.items()}
    return {name: value for name, value in after.items() if value != before[name]}


def _without(value: Any, words: str, inside: tuple[str, ...] = ()) -> Any:
    """A text, or a list or table of texts, with the mark; what stands on a page is escaped."""
    if isinstance(value, str):
        return value.replace(escape(words), MARK).replace(words, MARK)
    if isinstance(value, list):
        return [_without(part, words, inside) for part in value]
    if isinstance(value, dict):
        reached = inside or value.keys()
        return {
            name: _without(part, words) if name in reached else part for name, part in value.items()
        }
    return value


def typed_fields(model: type[models.Model]) -> list[str]:
    """The fields that hold what people typed."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, models.SlugField)
        and not field.choices
        and not field.name.endswith(_LEFT_ALONE)
    ]
