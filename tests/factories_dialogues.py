"""Conversations, tables, seats, and browsers that sit on them."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from overbrug.cards.actions import import_card
from overbrug.cards.format import load
from overbrug.cards.models import CardVersion
from overbrug.dialogues.models import Dialogue, Seat, Table
from overbrug.dialogues.seat_cookie import Claim, header_for
from tests.factories import OpgaveFactory

UNNAMED_FIELD = "explore/stuck"
PRIVATE_FIELD = "halfway/unsaid"


@lru_cache
def _card(name: str) -> dict[str, Any]:
    return load((Path(settings.ROOT) / "cards" / f"{name}.yaml").read_text(encoding="utf-8"))


def brugtafel() -> CardVersion:
    """The shipped card of nine steps."""
    return import_card(_card("brugtafel"))[0]


def make_dialogue(*, tables: int = 1, **facts: Any) -> Dialogue:
    """A conversation that was called a moment ago."""
    facts.setdefault("title", "Wonen in Overwater")
    facts.setdefault("code_expires_at", timezone.now() + timedelta(days=7))
    if not facts.get("is_rehearsal") and "opgave" not in facts:
        facts["opgave"] = OpgaveFactory()
    facts.setdefault("card_version", brugtafel())
    dialogue = Dialogue.objects.create(**facts)
    for number in range(1, tables + 1):
        Table.objects.create(dialogue=dialogue, number=number)
    return dialogue


def make_table(**facts: Any) -> Table:
    """The first table of a new conversation."""
    table = make_dialogue(**facts).tables.first()
    assert table is not None
    return table


def make_seat(table: Table | None = None, name: str = "Alice", **facts: Any) -> Seat:
    """Somebody who sits at a table."""
    return Seat.objects.create(table=table or make_table(), name=name, initials=name[:1], **facts)


def browser_of(*seats: Seat, **kwargs: Any) -> Client:
    """A browser with the cookie of these seats."""
    client = Client(**kwargs)
    name, _, value = header_for([Claim(s.public_id, s.epoch) for s in seats]).partition("=")
    client.cookies[name] = value
    return client
