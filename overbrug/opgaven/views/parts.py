"""Add, change and remove the parts of an opgave: parties, figures, needs, indicators."""

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
from overbrug.opgaven import queries, rules
from overbrug.opgaven.models import Opgave, Party
from overbrug.opgaven.views.editing import edit
from overbrug.opgaven.views.kinds import PARTS, Part, facts_for_form

# What an address may choose beforehand.
FIRST = ("presence", "side", "kind")


@login_required
@form_page
def add(request: HttpRequest, slug: str, kind: str, pk: int | None = None) -> HttpResponse:
    """A new part of the opgave, or of its indicator `pk`.

    The address may bring a first choice, such as `?presence=missing`.
    """
    opgave, part = _open(request, slug), PARTS[kind]
    indicator = part.find_above(opgave, pk) if pk is not None else None
    known = facts_for_form(part, opgave, indicator)
    if request.method != "POST":
        first = {name: request.GET[name] for name in FIRST if name in request.GET}
        form = part.form(initial=first or None, **known)
        return _show_add(request, opgave, part, form)
    form, by = part.form(request.POST, **known), cast(User, request.user)
    parent = indicator or opgave
    if attempt(form, lambda: part.add(parent, by=by, **form.cleaned_data)) is None:
        return _show_add(request, opgave, part, form)
    messages.success(request, _("Saved."))
    return redirect(part.page, opgave.slug)


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
        page=part.page,
        act=lambda revision, values: part.change(row, by=by, revision=revision, **values),
        beside={"invitations": queries.invitations_of(row)} if kind == "party" else None,
    )


def _was_removed(request: HttpRequest, opgave: Opgave, part: Part) -> HttpResponse:
    """Another removed it while this person was writing: offer what was typed as a new one."""
    form = part.form(request.POST, **facts_for_form(part, opgave, None))
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
        return redirect(part.page, opgave.slug)
    form = PlainForm(posted(request))
    if attempt(form, lambda: part.remove(row, by=cast(User, request.user))) is None:
        context = {"opgave": opgave, "row": row, "form": form, "title": part.to_remove}
        return render(request, "opgaven/remove.html", context, status=status_of(form))
    messages.success(request, _("%(name)s has been removed.") % {"name": row})
    return redirect(part.page, opgave.slug)


def _open(request: HttpRequest, slug: str) -> Opgave:
    opgave = queries.opgave_for(request.user, slug)
    if not rules.may_change_opgave(request.user, opgave):
        raise PermissionDenied
    return opgave
