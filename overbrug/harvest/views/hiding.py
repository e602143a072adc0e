"""Taking a shared line off the pages, and putting it back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.harvest import network, queries, rules
from overbrug.harvest.actions import hiding
from overbrug.harvest.forms.network import HideForm
from overbrug.harvest.models import HarvestLine
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.queries import opgave_for


@login_required
@form_page
def hide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask why, then hide it; a hidden line is put back."""
    opgave = opgave_for(request.user, slug)
    if not rules.may_decide_on_harvest(request.user, opgave):
        raise PermissionDenied
    line, is_hidden = _line(request, opgave, pk)
    by = cast(User, request.user)
    sent = posted(request)
    form = PlainForm(sent) if is_hidden else HideForm(sent)

    def act() -> bool:
        if is_hidden:
            hiding.show_again(line, by=by)
        else:
            hiding.hide(line, by=by, **form.cleaned_data)
        return True

    if attempt(form, act) is None:
        title = _("Put this line back") if is_hidden else _("Take this line off the page")
        context = {"opgave": opgave, "line": line, "form": form, "title": title}
        context["is_hidden"] = is_hidden
        return render(request, "harvest/network_hide.html", context, status=status_of(form))
    done = _("The line stands there again.") if is_hidden else _("The line is off the pages.")
    messages.success(request, done)
    return redirect("harvest:inbox", opgave.slug)


def _line(request: HttpRequest, opgave: Opgave, pk: int) -> tuple[HarvestLine, bool]:
    """The line and whether it is hidden; words that left twice are one under either number."""
    if row := network.shared_line(request.user, opgave, pk):
        return row.line, False
    for line in queries.hidden_lines(request.user, opgave):
        if line.pk == pk:
            return line, True
    raise Http404
