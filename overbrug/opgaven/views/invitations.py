"""An editor asks a party to describe itself, and can take the link back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overbrug.accounts.models import User
from overbrug.core.addresses import site_address
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.lib.qr import qr_svg
from overbrug.opgaven import actions, queries, rules
from overbrug.opgaven.forms import InviteForm
from overbrug.opgaven.models import Party
from overbrug.outbox.queries import sends_mail


def _open(request: HttpRequest, slug: str, pk: int) -> Party:
    opgave = queries.opgave_for(request.user, slug)
    if not rules.may_change_opgave(request.user, opgave):
        raise PermissionDenied
    return queries.party_of(opgave, pk)


@login_required
@form_page
def invite(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a party for its own words. The link stands on this answer and nowhere else."""
    party = _open(request, slug, pk)
    form = InviteForm(posted(request))
    if not sends_mail():
        del form.fields["email"]
    new = attempt(
        form,
        lambda: actions.invite_party(
            party, by=cast(User, request.user), site=site_address(request), **form.cleaned_data
        ),
    )
    context = {"opgave": party.opgave, "party": party, "title": _("Let this party describe itself")}
    if new is None:
        context |= {"form": form}
        return render(request, "opgaven/invite.html", context, status=status_of(form))
    context |= {"invitation": new.invitation, "link": new.link, "qr": qr_svg(new.link)}
    response = render(request, "opgaven/invited.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int, public_id: str) -> HttpResponse:
    """Make a link worthless."""
    party = _open(request, slug, pk)
    invitation = queries.invitation_of(party, public_id)
    actions.revoke_invitation(invitation, by=cast(User, request.user))
    messages.success(request, _("The link does not work any more."))
    return redirect("opgaven:change_party", slug, pk)
