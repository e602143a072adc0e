"""What stands of promises on the page of an organisation: mandates, and what it can give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.accounts.models import Role
from overbrug.accounts.rules import membership_in
from overbrug.commitments.booking import bookings_of
from overbrug.commitments.queries import addresses_of, mandates_of, working_addresses
from overbrug.commitments.rules import may_record_mandates

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.accounts.models import Organisation


def render(request: HttpRequest, organisation: Organisation) -> str:
    """Who may promise in its name: all for the administrator, the own ones for a member."""
    hat = membership_in(request.user, organisation)
    if hat is None:
        return ""
    may_record = may_record_mandates(request.user, organisation)
    mandates = mandates_of(organisation)
    context = {
        "organisation": organisation,
        "addresses": addresses_of(organisation) if may_record else working_addresses(organisation),
        "mandates": mandates if may_record else mandates.filter(membership=hat),
        "may_record": may_record,
    }
    return render_to_string("commitments/mandates.html", context, request)


def render_capacities(request: HttpRequest, organisation: Organisation) -> str:
    """What it can give beside what it promised, for its own people but guests."""
    hat = membership_in(request.user, organisation)
    if hat is None or hat.role == Role.GUEST:
        return ""
    context = {
        "organisation": organisation,
        "bookings": bookings_of([organisation]),
        "may_record": may_record_mandates(request.user, organisation),
    }
    return render_to_string("commitments/capacities.html", context, request)
