"""Two example opgaven: real figures and real parties with their source, the rest clearly made up.

The texts are Dutch, as an example of what people type. Own goals, empty chairs and stakes belong
to made-up groups only; nobody real says anything here that was not published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from overbrug.accounts.models import Organisation
from overbrug.core.models import record
from overbrug.core.revisions import check
from overbrug.opgaven import demo_facts
from overbrug.opgaven.models import (
    Figure,
    Indicator,
    Measurement,
    Need,
    Observation,
    Opgave,
    Party,
    Proposal,
    ProposalAnswer,
    Share,
)

# Fixed, so that examples and tests can name its page.
PROPOSAL = "voorbeeld001"


@transaction.atomic
def make_demo_opgaven() -> list[Opgave]:
    """The example opgaven; made when they are not there, left alone when they are."""
    return [_opgave(**facts) for facts in demo_facts.OPGAVEN]


def _opgave(
    *,
    slug: str,
    texts: dict[str, Any],
    figures: list[dict[str, Any]],
    indicators: list[dict[str, Any]],
    needs: list[dict[str, Any]],
    organisations: list[tuple[str, str]],
    voices: list[dict[str, str]],
    proposal: dict[str, Any] | None = None,
    plan: list[tuple[type[Any], dict[str, Any]]] | None = None,
) -> Opgave:
    if found := Opgave.objects.filter(slug=slug).first():
        return found
    home = _organisation(demo_facts.TEAM, Organisation.Kind.OTHER, is_fictional=True)
    opgave = Opgave(slug=slug, home=home, is_example=True, **texts)
    check(opgave)
    opgave.save()
    Party.objects.create(opgave=opgave, organisation=home, own_goal=demo_facts.TEAM_GOAL)
    for name, kind in organisations:
        Party.objects.create(opgave=opgave, organisation=_organisation(name, kind))
    for voice in voices:
        _voice(opgave, **voice)
    for facts in figures:
        figure = Figure(opgave=opgave, **facts)
        check(figure)
        figure.save()
    for position, facts in enumerate(needs, start=1):
        Need.objects.create(opgave=opgave, position=position, **facts)
    for facts in indicators:
        _indicator(opgave, **facts)
    for model, facts in plan or []:
        party = _party(opgave, facts["party"]) if "party" in facts else None
        model.objects.create(opgave=opgave, **facts | ({"party": party} if party else {}))
    if proposal:
        _proposal(opgave, **proposal)
    record("demo_made", opgave, role="demo")
    return opgave


def _indicator(
    opgave: Opgave,
    *,
    measurements: Sequence[dict[str, Any]] = (),
    observations: Sequence[dict[str, Any]] = (),
    shares: Sequence[tuple[str, Decimal]] = (),
    owner: str = "",
    **facts: Any,
) -> None:
    keeper = Organisation.objects.get(name=owner) if owner else None
    indicator = Indicator(opgave=opgave, owner=keeper, **facts)
    check(indicator)
    indicator.save()
    for measured in measurements:
        Measurement.objects.create(indicator=indicator, **measured)
    for observed in observations:
        Observation.objects.create(indicator=indicator, **observed)
    for name, value in shares:
        Share.objects.create(indicator=indicator, party=_party(opgave, name), value=value)


def _proposal(
    opgave: Opgave,
    *,
    by: str,
    desired_situation: str,
    reason: str,
    answers: list[tuple[str, bool, str]],
) -> None:
    """One that waits for the organisation of whoever tries the example."""
    proposal = Proposal.objects.create(
        public_id=PROPOSAL,
        opgave=opgave,
        organisation=Organisation.objects.get(name=by),
        before={"desired_situation": opgave.desired_situation},
        after={"desired_situation": desired_situation},
        reason=reason,
        state=Proposal.State.OPEN,
        sent_at=timezone.now(),
        answer_by=timezone.localdate() + timedelta(days=21),
    )
    for name, supports, why in answers:
        ProposalAnswer.objects.create(
            proposal=proposal, party=_party(opgave, name), supports=supports, reason=why
        )


def _party(opgave: Opgave, name: str) -> Party:
    return opgave.parties.get(organisation__name=name)


def _organisation(name: str, kind: str, *, is_fictional: bool = False) -> Organisation:
    facts = {"kind": kind, "is_fictional": is_fictional}
    return Organisation.objects.get_or_create(name=name, defaults=facts)[0]


def _voice(opgave: Opgave, *, name: str, kind: str = "", **facts: str) -> None:
    """A made-up organisation, or a group without one."""
    organisation = _organisation(name, kind, is_fictional=True) if kind else None
    group = "" if organisation else name
    Party.objects.create(
        opgave=opgave, organisation=organisation, name=group, is_example=True, **facts
    )
