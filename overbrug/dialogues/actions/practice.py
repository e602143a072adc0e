"""The example conversation always has a table where one can sit down, however many practised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from overbrug.dialogues.models import Dialogue, Table
from overbrug.dialogues.queries import demo_dialogue, free_tables

if TYPE_CHECKING:
    from datetime import datetime

MOST_TABLES = 20


@transaction.atomic
def keep_a_table_free(dialogue: Dialogue) -> None:
    """Give the example one table more when the last free one was taken or has finished.

    Called wherever a free table may go, so that the start page only has to read. A full example
    hands over to a new one, with a code of its own.
    """
    if not dialogue.is_example or dialogue.grown_from_id or not dialogue.is_joinable():
        return
    # SQLite begins every transaction with the write lock; on PostgreSQL this row is the queue.
    fresh = Dialogue.objects.select_for_update().select_related("card_version").get(pk=dialogue.pk)
    if free_tables(fresh):
        return
    count = fresh.tables.count()
    if count < MOST_TABLES:
        Table.objects.create(dialogue=fresh, number=count + 1)
    elif demo_dialogue() == fresh:  # else another one came after it
        example_like(fresh, ends=fresh.code_expires_at, tables=1)


def example_like(source: Dialogue, *, ends: datetime, tables: int) -> Dialogue:
    """A new example with the opgave, the card and the title of another."""
    made = Dialogue.objects.create(
        opgave=source.opgave,
        card_version=source.card_version,
        title=source.title,
        language=source.language,
        code_expires_at=ends,
        is_example=True,
    )
    for number in range(1, tables + 1):
        Table.objects.create(dialogue=made, number=number)
    return made
