"""Reading opgaven. An opgave is only obtained through one of these functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from overbrug.accounts.models import Organisation, Role, User
from overbrug.accounts.rules import AnyUser
from overbrug.core.once import told
from overbrug.opgaven.models import (
    Figure,
    Indicator,
    Measurement,
    Need,
    Observation,
    Opgave,
    Party,
    PartyInvitation,
    Share,
)
from overbrug.opgaven.rules import may_see_opgave, seen_by

# What no card of a list shows; each may be pages long.
LONG_TEXTS = (
    "current_situation",
    "desired_situation",
    "origin",
    "essence",
    "why_not_by_itself",
    "causes",
    "scope_in",
    "scope_out",
    "open_questions",
)


def opgaven_for(user: AnyUser) -> QuerySet[Opgave]:
    """Every opgave this person may see."""
    return Opgave.objects.filter(seen_by(user)).order_by("title", "pk")


def for_cards(user: AnyUser) -> QuerySet[Opgave]:
    """The same for a list of cards, without the long texts."""
    return opgaven_for(user).defer(*LONG_TEXTS)


def with_words(opgaven: QuerySet[Opgave], words: str) -> QuerySet[Opgave]:
    """Those with each of these words in their title or their question."""
    for word in words.split():
        opgaven = opgaven.filter(Q(title__icontains=word) | Q(question__icontains=word))
    return opgaven


def count_parties(opgaven: Sequence[Opgave]) -> None:
    """Give each its `party_count` and `missing_count`: only those on the page are counted."""
    here = Party.objects.filter(opgave__in=[opgave.pk for opgave in opgaven]).order_by()
    rows = here.values_list("opgave", "presence").annotate(number=Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for pk, presence, number in rows:
        found.setdefault(pk, {})[presence] = number
    for opgave in opgaven:
        counts = found.get(opgave.pk, {})
        missing = counts.pop(Party.Presence.MISSING, 0)
        counts.pop(Party.Presence.DECLINED, None)
        opgave.party_count, opgave.missing_count = sum(counts.values()), missing


def opgave_for(user: AnyUser, slug: str) -> Opgave:
    """One opgave, or a 404 that does not tell whether it exists.

    An address of before still leads to it, for who could read it while it had that address.
    """
    may_see = opgaven_for(user).select_related("home")
    found = may_see.filter(slug=slug).first() or may_see.filter(pk__in=_once_at(user, slug)).first()
    if found is None:
        raise Http404
    told(True, may_see_opgave, user, found)
    return found


def _once_at(user: AnyUser, slug: str) -> QuerySet[Any, Any]:
    past: Any = Opgave.history
    found: QuerySet[Any, Any] = past.filter(seen_by(user, opgave="id"), slug=slug).values("id")
    return found


def parties_of(opgave: Opgave) -> QuerySet[Party]:
    """Its parties with their organisations. Each knows its opgave: it came by way of it."""
    return opgave.parties.select_related("organisation")


def party_of(opgave: Opgave, pk: int) -> Party:
    """One party of an opgave that the reader got from `opgave_for`."""
    return get_object_or_404(parties_of(opgave), pk=pk)


def invitations_of(party: Party) -> QuerySet[PartyInvitation]:
    """The links of a party that the reader got from `party_of`, the newest first."""
    return party.invitations.select_related("organisation", "party__opgave")


def invitation_of(party: Party, public_id: str) -> PartyInvitation:
    """One of those links."""
    return get_object_or_404(invitations_of(party), public_id=public_id)


def figure_of(opgave: Opgave, pk: int) -> Figure:
    """One figure of an opgave that the reader got from `opgave_for`."""
    return get_object_or_404(opgave.figures.select_related("opgave"), pk=pk)


def need_of(opgave: Opgave, pk: int) -> Need:
    """One need of an opgave that the reader got from `opgave_for`."""
    return get_object_or_404(opgave.needs.select_related("opgave"), pk=pk)


def indicator_of(opgave: Opgave, pk: int) -> Indicator:
    """One that is counted, of an opgave that the reader got from `opgave_for`."""
    counted = opgave.indicators.filter(kind=Indicator.Kind.NUMBER)
    return get_object_or_404(counted.select_related("opgave", "owner"), pk=pk)


def measured_indicator_of(opgave: Opgave, pk: int) -> Indicator:
    """The same with its measurements, and who takes which part of its target."""
    counted = opgave.indicators.filter(kind=Indicator.Kind.NUMBER).select_related("owner")
    return get_object_or_404(
        counted.prefetch_related("measurements", "shares__party__organisation"), pk=pk
    )


def told_of(opgave: Opgave, pk: int) -> Indicator:
    """One that is told: stories or signals."""
    told = opgave.indicators.exclude(kind=Indicator.Kind.NUMBER)
    return get_object_or_404(told.select_related("opgave", "owner"), pk=pk)


def observation_of(opgave: Opgave, pk: int) -> Observation:
    """One story or signal of an opgave that the reader got from `opgave_for`."""
    found = Observation.objects.select_related("indicator__opgave")
    return get_object_or_404(found, indicator__opgave=opgave, pk=pk)


def share_of(opgave: Opgave, pk: int) -> Share:
    """The part of a target that a party takes, of an opgave got from `opgave_for`."""
    found = Share.objects.select_related("indicator__opgave", "party__organisation")
    return get_object_or_404(found, indicator__opgave=opgave, pk=pk)


def measurement_of(opgave: Opgave, pk: int) -> Measurement:
    """One measurement of an opgave that the reader got from `opgave_for`."""
    found = Measurement.objects.select_related("indicator__opgave")
    return get_object_or_404(found, indicator__opgave=opgave, pk=pk)


def planned_of(kind: type[Any], opgave: Opgave, pk: int) -> Any:
    """One part of the plan of an opgave that the reader got from `opgave_for`."""
    return get_object_or_404(kind.objects.select_related("opgave"), opgave=opgave, pk=pk)


def homes_for(user: AnyUser) -> QuerySet[Organisation]:
    """The organisations for which this person may propose an opgave: real before invented."""
    if not isinstance(user, User) or not user.is_active:
        return Organisation.objects.none()
    working = [role for role in Role if role != Role.GUEST]
    # One filter, so that all of it is about the same membership.
    found = Organisation.objects.filter(
        memberships__user=user,
        memberships__ended_at=None,
        memberships__accepted_at__isnull=False,
        memberships__role__in=working,
    )
    return found.order_by("is_fictional", "memberships__pk")


def missing_voices(opgave: Opgave) -> list[str]:
    """The names on the empty chairs, for the big screen and the round of voices."""
    chairs = opgave.parties.empty_chairs().select_related("organisation")
    return [str(party) for party in chairs]
