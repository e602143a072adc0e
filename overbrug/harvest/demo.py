"""An example conversation that has ended: what its table shared, and what came of it. Invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from overbrug.cards.queries import card_version
from overbrug.commitments.demo import CORPORATION, RESIDENTS, SLUG
from overbrug.commitments.models import Commitment
from overbrug.core.models import record
from overbrug.core.visibility import Visibility
from overbrug.dialogues.models import Dialogue, Table
from overbrug.harvest.models import HarvestLine, HarvestPage, Release
from overbrug.opgaven.models import Opgave

TITLE = "Avond over lege kantoren (verzonnen)"
EVERYONE, PARTIES = Visibility.PUBLIC, Visibility.NETWORK
TOLD = "wil laten zien welke lege kantoren woningen kunnen worden"


def _promise(what: str, who: str, **parts: str) -> dict[str, Any]:
    parts = {"who": who, "what": what, **parts}
    facts = {"kind": "commitment", "step": "8. eigen stap", "question": "Mijn stap", "text": what}
    return {**facts, "parts": parts, "key": f"step/promise/{len(what)}"}


LINES: list[dict[str, Any]] = [
    {
        "key": "explore/gap/table",
        "kind": "table_text",
        "step": "3. verkennen",
        "question": "Waar gaapt de kloof?",
        "text": "De panden zijn er en de mensen zijn er. Niemand weet wie mag beslissen.",
        "visibility": EVERYONE,
        "fills": "why_not_by_itself",
        "dissents": ["Dat weten we wel: de eigenaar. Die wacht op een vergunning."],
    },
    {
        "key": "harvest/question/table",
        "kind": "table_text",
        "step": "7. oogst",
        "question": "Onze leervraag",
        "text": "Hoe lang mag een kantoor leegstaan voordat iemand belt?",
        "visibility": PARTIES,
    },
    {
        **_promise(
            "Wij lopen langs alle lege kantoren en maken er een lijst van",
            RESIDENTS,
            when="in februari",
            means="twaalf vrijwilligers",
            sign="een lijst met adressen",
        ),
        "visibility": EVERYONE,
    },
    {
        **_promise(
            "Twee lege kantoren laten bekijken door onze bouwkundige",
            CORPORATION,
            when="in mei",
            sign="twee korte verslagen",
        ),
        "visibility": EVERYONE,
    },
]


@transaction.atomic
def make_demo_harvest() -> None:
    """The ended example conversation; made once, when the example opgave has none that ended."""
    opgave = Opgave.objects.filter(slug=SLUG, is_example=True).first()
    card = card_version("brugtafel")
    if opgave is None or card is None or opgave.dialogues.filter(title=TITLE).exists():
        return
    ended = timezone.now() - timedelta(days=9)
    dialogue = Dialogue.objects.create(
        opgave=opgave,
        card_version=card,
        title=TITLE,
        starts_at=ended - timedelta(hours=2),
        code_expires_at=ended,
        closed_at=ended,
        created_at=ended - timedelta(days=7),
        is_example=True,
    )
    table = Table.objects.create(dialogue=dialogue, number=1, finished_at=ended)
    page = HarvestPage.objects.create(
        table=table, number=1, state="approved", proposed_at=ended, decided_at=ended
    )
    lines = [
        HarvestLine.objects.create(page=page, position=n, **facts) for n, facts in enumerate(LINES)
    ]
    _bring_to_the_bridge(lines[2], opgave)
    record("demo_made", dialogue, role="demo", lines=len(lines))


def _bring_to_the_bridge(line: HarvestLine, opgave: Opgave) -> None:
    """One promise was released; the other one waits for an editor."""
    party = opgave.parties.filter(organisation__name=RESIDENTS).first()
    if party is None:
        return
    commitment = Commitment.objects.create(
        opgave=opgave,
        need=opgave.needs.filter(what="Ombouwen").first(),
        organisation=party.organisation,
        what=TOLD,
        means=line.parts["means"],
        evidence=line.parts["sign"],
    )
    Release.objects.create(line=line, commitment=commitment)
