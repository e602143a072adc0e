"""Reading opgaven. An opgave is only obtained through one of these functions."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from overbrug.accounts.models import Organisation, Role, User
from overbrug.accounts.rules import AnyUser
from overbrug.opgaven.models import (
    Figure,
    Indicator,
    Measurement,
    Need,
    Opgave,
    Party,
    PartyInvitation,
)
from overbrug.opgaven.rules import seen_by


def opgaven_for(user: AnyUser) -> QuerySet[Opgave]:
    """Every opgave this person may see, with `party_count` and `missing_count`."""
    missing = Q(parties__presence=Party.Presence.MISSING)
    declined = Q(parties__presence=Party.Presence.DECLINED)
    counted = Opgave.objects.filter(seen_by(user)).annotate(
        party_count=Count("parties", filter=~missing & ~declined, distinct=True),
        missing_count=Count("parties", filter=missing, distinct=True),
    )
    return counted.order_by("title", "pk")


def opgave_for(user: AnyUser, slug: str) -> Opgave:
    """One opgave, or a 404 that does not tell whether it exists."""
    return get_object_or_404(opgaven_for(user).select_related("home"), slug=slug)


def parties_of(opgave: Opgave) -> QuerySet[Party]:
    """Its parties with their organisations."""
    return opgave.parties.select_related("organisation", "opgave")


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
    """One indicator of an opgave that the reader got from `opgave_for`."""
    return get_object_or_404(opgave.indicators.select_related("opgave"), pk=pk)


def measurement_of(opgave: Opgave, pk: int) -> Measurement:
    """One measurement of an opgave that the reader got from `opgave_for`."""
    found = Measurement.objects.select_related("indicator__opgave")
    return get_object_or_404(found, indicator__opgave=opgave, pk=pk)


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
