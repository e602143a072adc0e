"""Reading promises: who may see an opgave sees what was promised for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from overbrug.accounts.models import Membership, Organisation, Role
from overbrug.accounts.rules import AnyUser
from overbrug.commitments import rules
from overbrug.commitments.models import Commitment, Mandate
from overbrug.opgaven.models import Opgave, Party


def commitments_of(opgaven: Iterable[Opgave]) -> QuerySet[Commitment]:
    """The promises of opgaven that the reader got from their own door."""
    found = Commitment.objects.filter(opgave__in=list(opgaven))
    return found.select_related("organisation", "opgave", "need")


def commitment_of(opgave: Opgave, pk: int) -> Commitment:
    """One promise of an opgave that the reader got from `opgave_for`."""
    return get_object_or_404(commitments_of([opgave]), pk=pk)


def parties_to_propose_for(user: AnyUser, opgave: Opgave) -> list[Party]:
    """The parties for which this person may propose a promise, the own one first."""
    parties = opgave.parties.select_related("organisation").exclude(presence=Party.Presence.MISSING)
    found = [p for p in parties if rules.may_propose_for(user, opgave, p.organisation)]
    own = (
        {hat.organisation_id for hat in user.memberships_now()} if user.is_authenticated else set()
    )
    return sorted(found, key=lambda party: (party.organisation_id not in own, party.pk))


def mandates_of(organisation: Organisation) -> QuerySet[Mandate]:
    """Every mandate this organisation recorded for people who still work there."""
    found = Mandate.objects.filter(membership__organisation=organisation, membership__ended_at=None)
    return found.select_related("membership__user", "membership__organisation")


def mandate_of(organisation: Organisation, pk: int) -> Mandate:
    """One mandate of an organisation that the reader got from `organisation_for`."""
    return get_object_or_404(mandates_of(organisation), pk=pk)


def members_to_mandate(organisation: Organisation) -> QuerySet[Membership]:
    """Who can get a mandate: everyone who works there, and nobody who is only invited."""
    here = organisation.memberships.filter(ended_at=None, accepted_at__isnull=False)
    found = here.exclude(role=Role.GUEST)
    return found.select_related("user", "organisation").order_by("user__name", "user__email")
