"""Take words out of an opgave for good: what stands there and its whole history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from overbrug.core.erasing import SHORTEST, Place, rows_with, take_out
from overbrug.core.models import record
from overbrug.opgaven.models import (
    Condition,
    Decision,
    Figure,
    Indicator,
    Measurement,
    Need,
    Observation,
    Opgave,
    Party,
    PartyInvitation,
    Proposal,
    ProposalAnswer,
    Risk,
    Share,
    TeamRole,
    WorkingForm,
)
from overbrug.outbox.queries import words_of_mails


def places_of(opgave: Opgave) -> list[Place]:
    """Every row with words of this opgave, now and in the history, also of what was removed."""
    found = [Place(Opgave.objects.filter(pk=opgave.pk)), Place(Opgave.history.filter(id=opgave.pk))]
    planned = (Condition, Decision, Risk, TeamRole, WorkingForm)
    for model in (Party, Figure, Need, Indicator, *planned):
        found.append(Place(model.objects.filter(opgave=opgave)))
        found.append(Place(model.history.filter(opgave=opgave)))
    indicators = Indicator.history.filter(opgave=opgave).values("id")
    for part in (Measurement, Observation, Share):
        found.append(Place(part.objects.filter(indicator__opgave=opgave)))
        found.append(Place(part.history.filter(indicator__in=indicators)))
    proposals = Proposal.objects.filter(opgave=opgave)
    found.append(Place(proposals, ("before", "after", "reason")))
    found.append(Place(ProposalAnswer.objects.filter(proposal__in=proposals)))
    found.append(words_of_mails(proposals))
    found.append(words_of_mails(PartyInvitation.objects.filter(party__opgave=opgave)))
    return found


def holding(places: Iterable[Place], words: str) -> dict[str, int]:
    """In how many rows of each kind these words stand; kinds without are left out."""
    if len(words) < SHORTEST:
        raise ValueError("too short")
    counts: Counter[str] = Counter()
    for place in places:
        counts[place.name] += rows_with(place, words)
    return dict(+counts)


@transaction.atomic
def erase_words(opgave: Opgave, places: Iterable[Place], words: str) -> int:
    """Replace the words by a mark in all these rows; how many rows changed."""
    if len(words) < SHORTEST:
        raise ValueError("too short")
    changed = sum(take_out(place, words) for place in places)
    record("words_erased", opgave, role="host", rows=changed)
    return changed
