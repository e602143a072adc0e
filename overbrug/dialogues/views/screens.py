"""Big screens: make a code at the table, type it on the beamer, take a screen away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.dialogues import actions, queries, seat_cookie
from overbrug.dialogues.addresses import site_address
from overbrug.dialogues.attempts import count_failed
from overbrug.dialogues.forms import CodeForm
from overbrug.dialogues.places import Place, for_people, no_seat
from overbrug.dialogues.seat_cookie import Claim
from overbrug.dialogues.views.joining import wait_a_minute
from overbrug.dialogues.views.posting import act
from overbrug.lib.tokens import read_code, show_code


@form_page
@for_people
def screens(request: HttpRequest, place: Place) -> HttpResponse:
    """The screens of a table; make a code for a new one, or take one away."""
    code = ""
    if request.method == "POST":
        if seat_id := request.POST.get("seat", ""):
            return _take_away(request, place, seat_id)
        code = show_code(actions.make_screen_code(place.table, by=place.people[0]))
    address = site_address(request) + reverse("dialogues:pair-screen")
    context = {
        "table": place.table,
        "code": code,
        "address": address.partition("://")[2],
        "screens": queries.screens_of(place.table),
    }
    return render(request, "dialogues/screens.html", context)


@form_page
def pair(request: HttpRequest) -> HttpResponse:
    """On the beamer: type the code of the table."""
    form = CodeForm(posted(request))
    seat = attempt(form, lambda: actions.use_screen_code(form.cleaned_data["code"]))
    if seat is not None:
        response = redirect("dialogues:big-screen", seat.table.public_id)
        seat_cookie.add(response, request, Claim(seat.public_id, seat.epoch))
        return response
    if form.is_bound and count_failed("screen" + read_code(request.POST.get("code", "")[:200])):
        return wait_a_minute(request)
    return render(request, "dialogues/pair_screen.html", {"form": form}, status=status_of(form))


def _take_away(request: HttpRequest, place: Place, seat_id: str) -> HttpResponse:
    seat = next((s for s in queries.screens_of(place.table) if s.public_id == seat_id), None)
    if seat is None:
        return no_seat(request)
    if act(request, lambda: actions.revoke_screen(seat, by=request.user, own=place.people)):
        messages.success(request, _("%(name)s is off.") % {"name": seat.name})
    return redirect("dialogues:screens", place.table.public_id)
