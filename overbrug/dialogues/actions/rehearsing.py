"""Rehearsals: empty tables full of seats, for measuring; they never mix with real work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from overbrug.dialogues.actions.calling import MOST_TABLES
from overbrug.dialogues.models import Dialogue, Seat, Table
from overbrug.lib.tokens import random_code, random_name

if TYPE_CHECKING:
    from overbrug.cards.models import CardVersion


@transaction.atomic
def start_rehearsal(card_version: CardVersion, *, tables: int, seats: int) -> list[Seat]:
    """Make `tables` tables of `seats` people at once; the seats come grouped by table."""
    ends = timezone.now() + timedelta(days=2)
    dialogues = Dialogue.objects.bulk_create(
        Dialogue(
            public_id=random_name(12),
            code=random_code(),
            card_version=card_version,
            title="Rehearsal",
            code_expires_at=ends,
            closed_at=timezone.now(),  # nobody walks in with a code
            is_rehearsal=True,
        )
        for _first in range(0, tables, MOST_TABLES)
    )
    made = Table.objects.bulk_create(
        Table(
            public_id=random_name(16),
            dialogue=dialogues[n // MOST_TABLES],
            number=n % MOST_TABLES + 1,
        )
        for n in range(tables)
    )
    return Seat.objects.bulk_create(
        (
            Seat(public_id=random_name(12), table=table, name=f"Seat {n}", initials=f"S{n}"[:4])
            for table in made
            for n in range(1, seats + 1)
        ),
        batch_size=2_000,
    )
