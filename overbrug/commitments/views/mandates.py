"""Record and end a mandate."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation, User
from overbrug.accounts.queries import organisation_for
from overbrug.commitments import actions, queries, rules
from overbrug.commitments.forms import MandateForm
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


def managed(request: HttpRequest, public_id: str) -> Organisation:
    """The organisation of which this person looks after the mandates."""
    organisation = organisation_for(request.user, public_id)
    if not rules.may_record_mandates(request.user, organisation):
        raise PermissionDenied
    return organisation


@login_required
@form_page
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who may promise in the organisation's name."""
    organisation = managed(request, public_id)
    sent = posted(request)
    first = {"valid_from": timezone.localdate()}
    form = MandateForm(sent, organisation=organisation, initial=first)

    def act() -> object:
        return actions.record_mandate(by=cast(User, request.user), **form.cleaned_data)

    if attempt(form, act) is None:
        context = {"form": form, "organisation": organisation, "title": _("Record a mandate")}
        return render(request, "commitments/mandate_form.html", context, status=status_of(form))
    messages.success(request, _("The mandate has been recorded."))
    return redirect("accounts:organisation", organisation.public_id)


@login_required
@form_page
def end(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Ask first, then end a mandate."""
    organisation = managed(request, public_id)
    mandate = queries.mandate_of(organisation, pk)
    form = PlainForm(posted(request))
    by = cast(User, request.user)
    if attempt(form, lambda: actions.end_mandate(mandate, by=by)) is None:
        context = {
            "form": form,
            "organisation": organisation,
            "mandate": mandate,
            "title": _("End a mandate"),
        }
        return render(request, "commitments/mandate_end.html", context, status=status_of(form))
    messages.success(request, _("The mandate has ended. What was promised with it stays."))
    return redirect("accounts:organisation", organisation.public_id)
