"""Invented promises on the example bridge: only by made-up organisations, never by a real body."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from overbrug.accounts.models import Organisation
from overbrug.commitments.models import Commitment
from overbrug.core.models import record
from overbrug.core.revisions import check
from overbrug.opgaven.models import Opgave

Status = Commitment.Status
SLUG = "genoeg-passende-woningen"
CORPORATION = "Woonstichting Overwater (verzonnen)"
GRID = "Netbeheer Overwater (verzonnen)"
RESIDENTS = "Bewonersgroep Dijkzicht (verzonnen)"
MUNICIPALITY = "Gemeente Overwater (verzonnen)"
WATER_BOARD = "Waterschap De Verzonnen Dijk (verzonnen)"
SCHOOL = "Vakschool Overwater (verzonnen)"


def _firm(evidence: str, means: str = "uit de eigen begroting", **more: Any) -> dict[str, Any]:
    facts = {"status": Status.CONFIRMED, "is_mandated": True, "evidence": evidence, "means": means}
    return facts | more


PROMISES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("Bouwgrond", WATER_BOARD, "toetst nieuwe plannen binnen 8 weken",
     _firm("elke toets staat met datum op de site", status=Status.DELIVERED,
           delivered_on=date(2026, 1, 15))),
    ("Bouwgrond", MUNICIPALITY, "wijst drie plekken aan waar gebouwd mag worden",
     _firm("een kaart met drie plekken", amount=Decimal(3), due_on=date(2027, 7, 1))),
    ("Bouwgrond", RESIDENTS, "bekijkt met de buurt welke lege velden kunnen",
     {"status": Status.CONFIRMED, "is_mandated": True, "due_on": date(2026, 12, 31)}),
    ("Geld", MUNICIPALITY, "betaalt mee aan wegen en riool",
     _firm("een post in de begroting", amount=Decimal(1), due_on=date(2027, 3, 1))),
    ("Geld", CORPORATION, "bouwt in elk plan sociale huur",
     {"status": Status.CONFIRMED, "is_mandated": True, "due_on": date(2027, 10, 1)}),
    ("Vakmensen", SCHOOL, "begint een opleiding voor bouwen met hout",
     {"status": Status.CONFIRMED, "is_mandated": True, "due_on": date(2027, 9, 1),
      "amount": Decimal(24)}),
    ("Vakmensen", CORPORATION, "wil leerlingen laten meelopen",
     {"status": Status.CONFIRMED, "amount": Decimal(16)}),
    ("Ombouwen", CORPORATION, "splitste twintig grote woningen in twee",
     _firm("veertig voordeuren waar er twintig waren", status=Status.DELIVERED,
           delivered_on=date(2026, 10, 5))),
    ("Ombouwen", MUNICIPALITY, "maakt samenwonen met een hospita makkelijker",
     _firm("een nieuwe regel", due_on=date(2027, 4, 1))),
    ("Ombouwen", RESIDENTS, "onderzoekt of het oude kantoor woningen kan worden",
     {"status": Status.CONFIRMED, "due_on": date(2027, 6, 1)}),
    ("Stroom", GRID, "meldt per wijk wanneer er stroom is", {}),
    ("Stemmen", RESIDENTS, "bespreekt plannen in elke wijk",
     {"status": Status.CONFIRMED, "is_mandated": True, "due_on": date(2027, 1, 31)}),
]  # fmt: skip


@transaction.atomic
def make_demo_commitments() -> list[Commitment]:
    """The invented promises; made when the example bridge has none, left alone when it has."""
    opgave = Opgave.objects.filter(slug=SLUG, is_example=True).first()
    if opgave is None or opgave.commitments.exists():
        return []
    needs = {need.what: need for need in opgave.needs.all()}
    made = []
    for need, who, what, facts in PROMISES:
        organisation = Organisation.objects.filter(name=who, is_fictional=True).first()
        if organisation is None or need not in needs:
            continue
        commitment = Commitment(
            opgave=opgave, need=needs[need], organisation=organisation, what=what, **facts
        )
        if commitment.status != Status.PROPOSED:
            commitment.confirmed_at = timezone.now()
        check(commitment)
        commitment.save()
        made.append(commitment)
    record("demo_made", opgave, role="demo", promises=len(made))
    return made
