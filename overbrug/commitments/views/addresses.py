"""Register and end a mailbox that speaks for an organisation."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.commitments import actions, queries
from overbrug.commitments.forms import AddressForm
from overbrug.commitments.views.mandates import managed
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of


@login_required
@form_page
def register(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which mailbox may say yes for the organisation, to what, until when."""
    organisation = managed(request, public_id)
    by = cast(User, request.user)
    sent = posted(request)
    form = AddressForm(sent, initial={"valid_from": timezone.localdate()})

    def act() -> object:
        return actions.register_address(organisation, by=by, **form.cleaned_data)

    if attempt(form, act) is None:
        context = {"form": form, "organisation": organisation, "title": _("Register an address")}
        return render(request, "commitments/address_form.html", context, status=status_of(form))
    messages.success(request, _("The address has been registered."))
    return redirect("accounts:organisation", organisation.public_id)


@login_required
@form_page
def end(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Ask first, then end it and erase the address."""
    organisation = managed(request, public_id)
    address = queries.address_of(organisation, pk)
    form = PlainForm(posted(request))
    by = cast(User, request.user)
    if attempt(form, lambda: actions.end_address(address, by=by)) is None:
        context = {
            "form": form,
            "organisation": organisation,
            "address": address,
            "title": _("End a registered address"),
        }
        return render(request, "commitments/address_end.html", context, status=status_of(form))
    messages.success(request, _("The address has ended and is erased. What was promised stays."))
    return redirect("accounts:organisation", organisation.public_id)
