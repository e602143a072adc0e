"""Make and change the text of an opgave."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.core.visibility import Visibility
from overbrug.lib.tokens import random_name
from overbrug.opgaven import actions, queries, rules
from overbrug.opgaven.forms import NewOpgaveForm
from overbrug.opgaven.views.editing import edit


@login_required
@form_page
def create(request: HttpRequest) -> HttpResponse:
    """A new opgave; a title is enough."""
    me = cast(User, request.user)
    if not rules.may_propose_opgave(me):
        raise PermissionDenied
    sent = posted(request)
    form = NewOpgaveForm(sent, by=me, initial={"form_key": random_name(32)})
    opgave = attempt(form, lambda: actions.create_opgave(by=me, **form.cleaned_data))
    if opgave is None:
        context = {"form": form, "title": _("Add an opgave")}
        return render(request, "opgaven/create.html", context, status=status_of(form))
    if opgave.visibility == Visibility.ORGANISATION:
        words = _("Only your organisation sees this. An editor shows it to all: Change the text.")
        messages.info(request, words)
    messages.success(request, _("The opgave is here. Now add who takes part, and who is missing."))
    return redirect(opgave.get_absolute_url())


@login_required
@form_page
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the text; two people at once see both texts."""
    opgave = queries.opgave_for(request.user, slug)
    if not rules.may_change_opgave(request.user, opgave):
        raise PermissionDenied
    by = cast(User, request.user)
    return edit(
        request,
        opgave,
        title=_("Change the text"),
        act=lambda revision, values: actions.change_opgave(
            opgave, by=by, revision=revision, **values
        ),
    )
