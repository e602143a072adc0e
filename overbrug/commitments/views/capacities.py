"""What an organisation has to give: its administrator says it, or takes it away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation, User
from overbrug.accounts.queries import organisation_for
from overbrug.accounts.second_factor import with_second_factor
from overbrug.commitments import actions, rules
from overbrug.commitments.forms import CapacityForm
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


@login_required
@with_second_factor
@form_page
def declare(request: HttpRequest, public_id: str) -> HttpResponse:
    """How much of what there is for all opgaven together."""
    organisation, by = _managed(request, public_id), cast(User, request.user)
    form = CapacityForm(posted(request))
    made = attempt(form, lambda: actions.declare_capacity(organisation, by=by, **form.cleaned_data))
    if made is None:
        context = {"form": form, "organisation": organisation, "title": _("What we can give")}
        return render(request, "commitments/capacity_form.html", context, status=status_of(form))
    messages.success(request, _("Saved."))
    return redirect("accounts:organisation", organisation.public_id)


@login_required
@with_second_factor
@form_page
def end(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Ask first, then take it away."""
    organisation, by = _managed(request, public_id), cast(User, request.user)
    capacity = get_object_or_404(organisation.capacities, pk=pk)
    form = PlainForm(posted(request))

    def act() -> bool:
        actions.end_capacity(capacity, by=by)
        return True

    if attempt(form, act) is None:
        context = {
            "form": form,
            "organisation": organisation,
            "capacity": capacity,
            "title": _("Take this away?"),
        }
        return render(request, "commitments/capacity_end.html", context, status=status_of(form))
    messages.success(request, _("It has been taken away."))
    return redirect("accounts:organisation", organisation.public_id)


def _managed(request: HttpRequest, public_id: str) -> Organisation:
    organisation = organisation_for(request.user, public_id)
    if not rules.may_record_mandates(request.user, organisation):
        raise PermissionDenied
    return organisation
