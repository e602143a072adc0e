"""Add, change and remove the parts of an opgave: parties, figures, needs, indicators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overbrug.accounts.models import User
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.opgaven import actions, queries, rules
from overbrug.opgaven.forms import (
    FigureForm,
    IndicatorForm,
    MeasurementForm,
    NeedForm,
    PartyForm,
)
from overbrug.opgaven.models import Indicator, Opgave, Party
from overbrug.opgaven.views.editing import edit


@dataclass(frozen=True)
class Part:
    """What the three pages need to know of a kind of part."""

    form: type[PlainForm]
    find: Callable[[Opgave, int], Any]
    add: Callable[..., Any]
    change: Callable[..., Any]
    remove: Callable[..., Any]
    to_add: str | Promise
    to_change: str | Promise
    to_remove: str | Promise
    gone: str | Promise


PARTS = {
    "party": Part(
        PartyForm,
        queries.party_of,
        actions.add_party,
        actions.change_party,
        actions.remove_party,
        gettext_lazy("Add a party"),
        gettext_lazy("Change a party"),
        gettext_lazy("Remove a party"),
        gettext_lazy("Somebody removed this party meanwhile. Save to put it back."),
    ),
    "figure": Part(
        FigureForm,
        queries.figure_of,
        actions.add_figure,
        actions.change_figure,
        actions.remove_figure,
        gettext_lazy("Add a figure"),
        gettext_lazy("Change a figure"),
        gettext_lazy("Remove a figure"),
        gettext_lazy("Somebody removed this figure meanwhile. Save to put it back."),
    ),
    "need": Part(
        NeedForm,
        queries.need_of,
        actions.add_need,
        actions.change_need,
        actions.remove_need,
        gettext_lazy("Add a need"),
        gettext_lazy("Change a need"),
        gettext_lazy("Remove a need"),
        gettext_lazy("Somebody removed this need meanwhile. Add it again to put it back."),
    ),
    "indicator": Part(
        IndicatorForm,
        queries.indicator_of,
        actions.add_indicator,
        actions.change_indicator,
        actions.remove_indicator,
        gettext_lazy("Add an indicator"),
        gettext_lazy("Change an indicator"),
        gettext_lazy("Remove an indicator"),
        gettext_lazy("Somebody removed this indicator meanwhile. Add it again to put it back."),
    ),
    "measurement": Part(
        MeasurementForm,
        queries.measurement_of,
        actions.add_measurement,
        actions.change_measurement,
        actions.remove_measurement,
        gettext_lazy("Add a measurement"),
        gettext_lazy("Change a measurement"),
        gettext_lazy("Remove a measurement"),
        gettext_lazy("Somebody removed this measurement meanwhile. Add it again to put it back."),
    ),
}


@login_required
@form_page
def add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A new part; the address may bring a first choice, such as `?presence=missing`."""
    opgave, part = _open(request, slug), PARTS[kind]
    if request.method != "POST":
        first = {name: request.GET[name] for name in ("presence", "side") if name in request.GET}
        form = part.form(initial=first or None, **_of(part, opgave))
        return _show_add(request, opgave, part, form)
    return _add_to(request, opgave, part, opgave)


@login_required
@form_page
def add_measurement(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What was measured of one indicator."""
    opgave, part = _open(request, slug), PARTS["measurement"]
    indicator = queries.indicator_of(opgave, pk)
    if request.method != "POST":
        return _show_add(request, opgave, part, part.form())
    return _add_to(request, opgave, part, indicator)


def _of(part: Part, opgave: Opgave) -> dict[str, Any]:
    """What a form has to know of its opgave."""
    return {"opgave": opgave} if part.form is NeedForm else {}


def _add_to(
    request: HttpRequest, opgave: Opgave, part: Part, parent: Opgave | Indicator
) -> HttpResponse:
    form = part.form(request.POST, **_of(part, opgave))
    by = cast(User, request.user)
    if attempt(form, lambda: part.add(parent, by=by, **form.cleaned_data)) is None:
        return _show_add(request, opgave, part, form)
    messages.success(request, _("Saved."))
    return redirect(opgave.get_absolute_url())


def _show_add(
    request: HttpRequest, opgave: Opgave, part: Part, form: PlainForm, *, status: int = 0
) -> HttpResponse:
    is_chair = request.GET.get("presence") == Party.Presence.MISSING
    title = _("Put an empty chair") if is_chair else part.to_add
    context = {"opgave": opgave, "form": form, "title": title}
    return render(request, "opgaven/add.html", context, status=status or status_of(form))


@login_required
@form_page
def change(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Change a part; two people at once see both texts."""
    opgave, part = _open(request, slug), PARTS[kind]
    try:
        row = part.find(opgave, pk)
    except Http404:
        if request.method != "POST":
            raise
        return _was_removed(request, opgave, part)
    by = cast(User, request.user)
    return edit(
        request,
        row,
        title=str(part.to_change),
        act=lambda revision, values: part.change(row, by=by, revision=revision, **values),
        beside={"invitations": queries.invitations_of(row)} if kind == "party" else None,
    )


def _was_removed(request: HttpRequest, opgave: Opgave, part: Part) -> HttpResponse:
    """Another removed it while this person was writing: offer what was typed as a new one."""
    form = part.form(request.POST, **_of(part, opgave))
    form.refuse(part.gone)
    return _show_add(request, opgave, part, form, status=409)


@login_required
@form_page
def remove(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Ask first, then take a part off the page."""
    opgave, part = _open(request, slug), PARTS[kind]
    try:
        row = part.find(opgave, pk)
    except Http404:
        # Two people removed it, or one pressed twice: it is gone, as they wished.
        return redirect(opgave.get_absolute_url())
    form = PlainForm(posted(request))
    if attempt(form, lambda: part.remove(row, by=cast(User, request.user))) is None:
        context = {"opgave": opgave, "row": row, "form": form, "title": part.to_remove}
        return render(request, "opgaven/remove.html", context, status=status_of(form))
    messages.success(request, _("%(name)s has been removed.") % {"name": row})
    return redirect(opgave.get_absolute_url())


def _open(request: HttpRequest, slug: str) -> Opgave:
    opgave = queries.opgave_for(request.user, slug)
    if not rules.may_change_opgave(request.user, opgave):
        raise PermissionDenied
    return opgave
