"""Removing conversations with all that people wrote in them.

Only whoever has the server does so (`overbrug erase`, `overbrug rehearsal --remove`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.actions.unnamed import forget_unnamed
from overbrug.dialogues.models import Dialogue, Table

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def remove_dialogue(dialogue: Dialogue) -> list[str]:
    """Remove one for good; returns the tables whose room log must be forgotten too."""
    record("dialogue_removed", dialogue, role="host")
    return _remove(Dialogue.objects.filter(pk=dialogue.pk))


@transaction.atomic
def remove_rehearsals() -> list[str]:
    """Remove all rehearsals; returns the tables whose room log must be forgotten too."""
    return _remove(Dialogue.objects.filter(is_rehearsal=True))


def _remove(dialogues: QuerySet[Dialogue]) -> list[str]:
    tables = list(Table.objects.filter(dialogue__in=dialogues).values_list("public_id", flat=True))
    # First the other database: when this stops halfway, erasing again finds the rest.
    forget_unnamed(tables)
    dialogues.delete()
    for table_id in tables:
        announce("table_removed", table_id=table_id)
    return tables
