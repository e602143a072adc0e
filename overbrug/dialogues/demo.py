"""The open example conversation: three tables at which anybody may practise."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from overbrug.cards.queries import card_version, current_cards
from overbrug.dialogues.actions.practice import keep_a_table_free
from overbrug.dialogues.models import Dialogue, Table
from overbrug.dialogues.queries import demo_dialogue
from overbrug.opgaven.models import Opgave

OPGAVE = "Genoeg passende woningen"
TABLES = 3


@transaction.atomic
def make_demo_dialogue() -> Dialogue:
    """The open example conversation; made when there is none, so twice gives the same one."""
    if found := demo_dialogue():
        keep_a_table_free(found)
        return demo_dialogue() or found
    opgave = Opgave.objects.filter(is_example=True, title=OPGAVE).first()
    card = card_version("brugtafel") or current_cards().first()
    if opgave is None or card is None:
        raise LookupError("Make the example opgaven and import the cards first.")
    dialogue = Dialogue.objects.create(
        opgave=opgave,
        card_version=card,
        title=opgave.title,
        code_expires_at=timezone.now() + timedelta(days=365),
        is_example=True,
    )
    for number in range(1, TABLES + 1):
        Table.objects.create(dialogue=dialogue, number=number)
    return dialogue
