"""Where the device of a request sits, and the friendly page for who sits nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overbrug.dialogues import queries, seat_cookie
from overbrug.dialogues.forms import CodeForm
from overbrug.dialogues.language import in_language_of
from overbrug.dialogues.models import Seat, Table


class Place(NamedTuple):
    """A table and the seats this device has there."""

    table: Table
    people: list[Seat]
    screens: list[Seat]


PlaceView = Callable[[HttpRequest, Place], HttpResponse]
TableView = Callable[[HttpRequest, str], HttpResponse]


def seats_of(request: HttpRequest) -> list[Seat]:
    """The seats of this device, at any table."""
    claims = seat_cookie.read(request)
    return queries.seats_held(claims) if claims else []


def place_of(request: HttpRequest, table_id: str) -> Place | None:
    """Where this device sits at a table, or None when it does not."""
    seats = [s for s in seats_of(request) if s.table.public_id == table_id]
    if not seats:
        return None
    people = [s for s in seats if s.kind == Seat.Kind.PERSON]
    return Place(seats[0].table, people, [s for s in seats if s.kind == Seat.Kind.SCREEN])


def for_people(view: PlaceView) -> TableView:
    """The page opens for a person at the table only. No such table and no seat look alike."""

    @wraps(view)
    def guarded(request: HttpRequest, table_id: str) -> HttpResponse:
        place = place_of(request, table_id)
        return _answer(view, request, place if place and place.people else None)

    return guarded


def for_anyone_here(view: PlaceView) -> TableView:
    """The page opens for a person or a big screen of the table."""

    @wraps(view)
    def guarded(request: HttpRequest, table_id: str) -> HttpResponse:
        return _answer(view, request, place_of(request, table_id))

    return guarded


def _answer(view: PlaceView, request: HttpRequest, place: Place | None) -> HttpResponse:
    if place is None:
        return no_seat(request)
    return in_language_of(place.table.dialogue, request, lambda: view(request, place))


def no_seat(request: HttpRequest) -> HttpResponse:
    """403 with a way on: the box for the code."""
    return render(request, "dialogues/no_seat.html", {"form": CodeForm()}, status=403)
