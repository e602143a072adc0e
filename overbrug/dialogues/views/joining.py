"""From a code to a seat: one page, one field, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.pages import attempt, form_page, status_of
from overbrug.dialogues import queries, seat_cookie
from overbrug.dialogues.actions import sit_down, take_back_seat
from overbrug.dialogues.attempts import count_failed, is_flooded
from overbrug.dialogues.forms import CodeForm, SitForm
from overbrug.dialogues.places import seats_of
from overbrug.dialogues.seat_cookie import Claim
from overbrug.lib.tokens import read_code

if TYPE_CHECKING:
    from overbrug.dialogues.models import Dialogue, Seat


@form_page
def type_code(request: HttpRequest) -> HttpResponse:
    """The box for a code."""
    if request.method != "POST":
        return render(request, "dialogues/code.html", {"form": CodeForm()})
    if is_flooded():
        return wait_a_minute(request)
    typed = request.POST.get("code", "")[:200]
    found = queries.joinable_dialogue(typed)
    if found is None:
        return wrong_code(request, typed)
    return redirect("dialogues:join", found.shown_code)


@form_page
def join(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """Sit down, go on where this device sat, or take an own seat back."""
    if is_flooded():
        return wait_a_minute(request)
    found = queries.joinable_dialogue(code)
    if found is None:
        return wrong_code(request, code)
    tables = list(queries.tables_of(found))
    if number is not None and number not in {t.number for t in tables}:
        return redirect("dialogues:join", found.shown_code)
    mine = [s for s in seats_of(request) if s.table.dialogue_id == found.pk]
    form = SitForm(
        request.POST if request.method == "POST" else None,
        tables=[t for t in tables if number in (None, t.number)],
        seats=found.seats_per_table,
    )
    seat = attempt(form, lambda: _seat_for(request, found, form, number=number, mine=mine))
    if seat is not None:
        return _to_the_table(request, seat)
    context = {"form": form, "dialogue": found, "number": number, "mine": mine}
    return render(request, "dialogues/join.html", context, status=status_of(form))


def wrong_code(request: HttpRequest, typed: str) -> HttpResponse:
    """Unknown, expired and closed look the same; too many of them have to wait."""
    if count_failed(read_code(typed)):
        return wait_a_minute(request)
    form = CodeForm({"code": typed[:40]})
    form.is_valid()
    form.add_error("code", _("This code opens no table. Check it, or ask at the table."))
    return render(request, "dialogues/code.html", {"form": form}, status=404)


def wait_a_minute(request: HttpRequest) -> HttpResponse:
    """429 in words."""
    response = render(request, "dialogues/wait.html", status=429)
    response["Retry-After"] = "60"
    return response


def _seat_for(
    request: HttpRequest, found: Dialogue, form: SitForm, *, number: int | None, mine: list[Seat]
) -> Seat:
    data = form.cleaned_data
    table = number if number is not None else data.get("table")
    if request.POST.get("do") == "back":
        return _found_back(found, data["name"], table)
    if table is None and mine:
        table = mine[0].table.number  # who shares a device sits together
    return sit_down(
        found, name=data["name"], number=table, note=data["note"], join_token=data["join_token"]
    )


def _found_back(found: Dialogue, name: str, number: int | None) -> Seat:
    seats = queries.away_seats(found, name, number)
    if not seats:
        raise Refused(
            _("We find no empty chair with this name. Write it as you did the first time."),
            field="name",
        )
    if len(seats) > 1:
        raise Refused(
            _("More people have this name. Choose your table, or sit down anew."), field="name"
        )
    return take_back_seat(found, seats[0].public_id)


def _to_the_table(request: HttpRequest, seat: Seat) -> HttpResponse:
    response = redirect("dialogues:room", seat.table.public_id)
    seat_cookie.add(response, request, Claim(seat.public_id, seat.epoch))
    return response
