"""Who speaks for an organisation: record and end a mandate, or a mailbox that may say yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation, User
from overbrug.accounts.queries import organisation_for
from overbrug.accounts.second_factor import with_second_factor
from overbrug.commitments import actions, queries, rules
from overbrug.commitments.forms import AddressForm, MandateForm
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


@dataclass(frozen=True)
class Way:
    """What the two pages need to know of a way to speak for an organisation."""

    form: Callable[..., PlainForm]
    record: Callable[..., Any]
    find: Callable[[Organisation, int], Any]
    end: Callable[..., Any]
    to_record: str | Promise
    recorded: str | Promise
    to_end: str | Promise
    ended: str | Promise


def _record_mandate(organisation: Organisation, **words: Any) -> Any:
    return actions.record_mandate(**words)  # the member who gets it works in the organisation


def _address_form(*args: Any, organisation: Organisation, **kwargs: Any) -> AddressForm:
    return AddressForm(*args, **kwargs)


WAYS = {
    "mandate": Way(
        MandateForm,
        _record_mandate,
        queries.mandate_of,
        actions.end_mandate,
        _("Record a mandate"),
        _("The mandate has been recorded."),
        _("End a mandate"),
        _("The mandate has ended. What was promised with it stays."),
    ),
    "address": Way(
        _address_form,
        actions.register_address,
        queries.address_of,
        actions.end_address,
        _("Register an address"),
        _("The address has been registered."),
        _("End a registered address"),
        _("The address has ended and is erased. What was promised stays."),
    ),
}


@login_required
@with_second_factor
@form_page
def record(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """Who may say yes in the organisation's name, to what, until when."""
    organisation, way = _managed(request, public_id), WAYS[kind]
    first = {"valid_from": timezone.localdate()}
    form = way.form(posted(request), organisation=organisation, initial=first)
    by = cast(User, request.user)
    if attempt(form, lambda: way.record(organisation, by=by, **form.cleaned_data)) is None:
        context = {"form": form, "organisation": organisation, "title": way.to_record}
        return render(request, f"commitments/{kind}_form.html", context, status=status_of(form))
    messages.success(request, str(way.recorded))
    return redirect("accounts:organisation", organisation.public_id)


@login_required
@with_second_factor
@form_page
def end(request: HttpRequest, public_id: str, pk: int, kind: str) -> HttpResponse:
    """Ask first, then end it."""
    organisation, way = _managed(request, public_id), WAYS[kind]
    row = way.find(organisation, pk)
    form = PlainForm(posted(request))
    by = cast(User, request.user)
    if attempt(form, lambda: way.end(row, by=by)) is None:
        context = {"form": form, "organisation": organisation, kind: row, "title": way.to_end}
        return render(request, f"commitments/{kind}_end.html", context, status=status_of(form))
    messages.success(request, str(way.ended))
    return redirect("accounts:organisation", organisation.public_id)


def _managed(request: HttpRequest, public_id: str) -> Organisation:
    """The organisation of which this person says who speaks for it."""
    organisation = organisation_for(request.user, public_id)
    if not rules.may_record_mandates(request.user, organisation):
        raise PermissionDenied
    return organisation
