"""Take words out of an opgave for good: what stands there and its whole history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from overbrug.core.erasing import SHORTEST, rows_with, take_out
from overbrug.core.models import record
from overbrug.opgaven.models import Figure, Indicator, Measurement, Need, Opgave, Party

Rows = models.QuerySet[Any]


def rows_of(opgave: Opgave) -> list[Rows]:
    """Every row with words of this opgave, now and in the history, also of what was removed."""
    found: list[Rows] = [Opgave.objects.filter(pk=opgave.pk), Opgave.history.filter(id=opgave.pk)]
    for model in (Party, Figure, Need, Indicator):
        found += [model.objects.filter(opgave=opgave), model.history.filter(opgave=opgave)]
    measured = Indicator.history.filter(opgave=opgave).values("id")
    found.append(Measurement.objects.filter(indicator__opgave=opgave))
    found.append(Measurement.history.filter(indicator__in=measured))
    return found


def holding(places: Iterable[Rows], words: str) -> dict[str, int]:
    """In how many rows of each kind these words stand; kinds without are left out."""
    if len(words) < SHORTEST:
        raise ValueError("too short")
    counts = {_name(rows): rows_with(rows, words) for rows in places}
    return {name: count for name, count in counts.items() if count}


@transaction.atomic
def erase_words(opgave: Opgave, places: Iterable[Rows], words: str) -> int:
    """Replace the words by a mark in all these rows; how many rows changed."""
    if len(words) < SHORTEST:
        raise ValueError("too short")
    changed = sum(take_out(rows, words) for rows in places)
    record("words_erased", opgave, role="host", rows=changed)
    return changed


def _name(rows: Rows) -> str:
    return str(rows.model._meta.model_name)
