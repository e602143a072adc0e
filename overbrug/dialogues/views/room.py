"""The room's page, the big screen, who sits there, leaving, and beginning an own table."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.core.pages import attempt, form_page, status_of
from overbrug.dialogues import actions, queries, seat_cookie
from overbrug.dialogues.addresses import join_url, qr_svg
from overbrug.dialogues.forms import OwnTableForm
from overbrug.dialogues.language import language_for
from overbrug.dialogues.places import Place, for_anyone_here, for_people, no_seat
from overbrug.dialogues.presence import is_here
from overbrug.dialogues.room_config import room_config
from overbrug.dialogues.seat_cookie import Claim
from overbrug.dialogues.views.posting import act


@require_safe
@for_people
def room(request: HttpRequest, place: Place) -> HttpResponse:
    """The table on this device."""
    return _shell(request, place, mode="seat")


@require_safe
@for_anyone_here
def big_screen(request: HttpRequest, place: Place) -> HttpResponse:
    """The table on a beamer; it only looks."""
    return _shell(request, place, mode="screen")


def _shell(request: HttpRequest, place: Place, *, mode: str) -> HttpResponse:
    language = language_for(request, place.table.dialogue)
    config = room_config(request, place, mode=mode, language=language)
    context = {"config": config, "table": place.table, "mode": mode}
    return render(request, "dialogues/room.html", context)


@form_page
@for_people
def seats(request: HttpRequest, place: Place) -> HttpResponse:
    """Who sits at this table; an empty chair can be freed."""
    people = queries.people_of(place.table)
    if request.method == "POST":
        chosen = next((s for s in people if s.public_id == request.POST.get("seat")), None)
        if chosen is None:
            return no_seat(request)
        done = act(request, lambda: actions.revoke_seat(chosen, by=request.user, own=place.people))
        if done:
            messages.success(request, _("The seat of %(name)s is free.") % {"name": chosen.name})
        return redirect("dialogues:seats", place.table.public_id)
    rows = [{"seat": s, "is_here": is_here(s), "is_mine": s in place.people} for s in people]
    context = {"table": place.table, "rows": rows}
    return render(request, "dialogues/seats.html", context)


@form_page
@for_anyone_here
def leave(request: HttpRequest, place: Place) -> HttpResponse:
    """Stand up: one seat of this device, or the screen that it is."""
    own = [*place.people, *place.screens]
    if request.method != "POST":
        return render(request, "dialogues/leave.html", {"table": place.table, "own": own})
    wanted = request.POST.getlist("seat")
    leaving = [s for s in own if s.public_id in wanted or not wanted]
    for seat in leaving:
        actions.leave_seat(seat)
    messages.success(request, _("You have left the table."))
    stays = len(leaving) < len(own)
    response = redirect("dialogues:room", place.table.public_id) if stays else redirect("/")
    seat_cookie.drop(response, request, {s.public_id for s in leaving})
    return response


@form_page
@for_people
def own_table(request: HttpRequest, place: Place) -> HttpResponse:
    """Begin an own table with the same opgave and card, and see how others find it."""
    table = place.table
    data = request.POST if request.method == "POST" else None
    form = OwnTableForm(data, initial={"name": place.people[0].name})
    seat = attempt(form, lambda: actions.grow_own_table(table, **form.cleaned_data))
    if seat is not None:
        response = redirect("dialogues:own", seat.table.public_id)
        seat_cookie.add(response, request, Claim(seat.public_id, seat.epoch))
        return response
    link = join_url(request, table.dialogue)
    is_own = table.dialogue.grown_from_id is not None
    context = {
        "table": table,
        "form": form,
        "is_own": is_own,
        "is_over": queries.is_over(table.dialogue),
        "link": link,
        "qr": qr_svg(link) if is_own else "",
    }
    return render(request, "dialogues/own_table.html", context, status=status_of(form))
