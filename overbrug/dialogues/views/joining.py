"""From a code to a seat: one page, one form, one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.dialogues import queries, seat_cookie
from overbrug.dialogues.actions import after_the_end, sit_down, take_back_seat
from overbrug.dialogues.attempts import are_names_guessed, count_failed, count_wrong_name
from overbrug.dialogues.forms import BackForm, CodeForm, SitForm
from overbrug.dialogues.language import in_language_of
from overbrug.dialogues.places import seats_of
from overbrug.dialogues.rules import may_take_back
from overbrug.dialogues.seat_cookie import Claim
from overbrug.lib.tokens import read_code, read_code_and_table

if TYPE_CHECKING:
    from overbrug.dialogues.models import Dialogue, Seat, Table


@dataclass(frozen=True)
class Door:
    """An open conversation as one device stands before it."""

    dialogue: Dialogue
    tables: list[Table]
    free: list[Table]
    number: int | None
    mine: list[Seat]

    def wanted(self, request: HttpRequest, form: SitForm) -> int | None:
        """The table that was chosen, came with the QR code, or where this device sits already."""
        if "table" in form.fields and "table" in request.POST:
            chosen: int | None = form.cleaned_data["table"]
            return chosen
        if self.number is None and self.mine:
            return self.mine[0].table.number  # who shares a device sits together
        return self.number


@form_page
def type_code(request: HttpRequest) -> HttpResponse:
    """The box for a code, and the way back for who sat there before."""
    if request.method != "POST":
        return render(request, "dialogues/code.html", {"form": CodeForm()})
    typed = request.POST.get("code", "")[:200]
    if request.POST.get("do") == "back":
        return _back_by_code(request, typed)
    code, number = read_code_and_table(typed)
    found = queries.joinable_dialogue(code)
    if found is None or _is_shut(request, found):
        return wrong_code(request, typed)
    return _to_the_door(found, number)


@form_page
def join(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """Sit down, go on where this device sat, or take an own seat back."""
    plain, behind = read_code_and_table(code)
    found = queries.joinable_dialogue(plain)
    if found is None:
        return _not_open(request, code)
    if _is_shut(request, found):
        return wrong_code(request, code)
    tables = list(queries.tables_of(found))
    if behind is not None or (number is not None and number not in {t.number for t in tables}):
        return _to_the_door(found, behind if number is None else None)
    door = Door(
        dialogue=found,
        tables=tables,
        free=queries.free_tables(found),
        number=number,
        mine=[s for s in _people(request) if s.table.dialogue_id == found.pk],
    )
    return in_language_of(found, request, lambda: _at_the_door(request, door))


def wrong_code(request: HttpRequest, typed: str) -> HttpResponse:
    """Unknown, expired, closed and full look the same; too many of them have to wait."""
    if count_failed(read_code(typed)):
        return wait_a_minute(request)
    form = CodeForm({"code": typed[:40]})
    form.is_valid()
    form.add_error(
        "code",
        _(
            "This code opens no table now. Is it right? Then the conversation is closed, full "
            "or over. Ask at the table."
        ),
    )
    return _code_page(request, form, BackForm(initial={"code": typed[:40]}))


def wait_a_minute(request: HttpRequest) -> HttpResponse:
    """429 in words."""
    response = render(request, "dialogues/wait.html", status=429)
    response["Retry-After"] = "60"
    return response


def _code_page(request: HttpRequest, form: CodeForm, back: BackForm) -> HttpResponse:
    context = {"form": form, "back": back}
    return render(request, "dialogues/code.html", context, status=404)


def _to_the_door(found: Dialogue, number: int | None) -> HttpResponse:
    if number is None:
        return redirect("dialogues:join", found.shown_code)
    return redirect("dialogues:join-table", found.shown_code, number)


def _is_shut(request: HttpRequest, found: Dialogue) -> bool:
    """Whether it is full for this device: nobody outside may see that there is a conversation."""
    if request.POST.get("do") == "back" or queries.free_tables(found):
        return False
    if all(table.finished_at for table in queries.tables_of(found)):
        return False
    is_inside = any(s.table.dialogue_id == found.pk for s in seats_of(request))
    return not is_inside and not queries.seat_of_form(found, request.POST.get("join_token", ""))


def _people(request: HttpRequest) -> list[Seat]:
    """The people of this device: a big screen does not go on as somebody."""
    return [s for s in seats_of(request) if s.kind == "person"]


def _not_open(request: HttpRequest, code: str) -> HttpResponse:
    """Own words for a device that has a seat there; for all others just a wrong code."""
    mine = [s for s in _people(request) if s.table.dialogue.code == read_code(code)[:8]]
    if not mine:
        return wrong_code(request, code)
    dialogue = mine[0].table.dialogue
    context = {"dialogue": dialogue, "mine": mine}
    return in_language_of(
        dialogue, request, lambda: render(request, "dialogues/closed.html", context)
    )


def _at_the_door(request: HttpRequest, door: Door) -> HttpResponse:
    form = _sit_form(request, door)
    if form.is_valid() and (same_name := _maybe_back(request, door, form)):
        context = {"form": form, "dialogue": door.dialogue, "seat": same_name[0]}
        return render(request, "dialogues/is_this_you.html", context)
    seat = attempt(form, lambda: _seat_for(request, door, form))
    if seat is not None:
        return _to_the_table(request, seat)
    here = next((t for t in door.tables if t.number == door.number), None)
    context = {
        "form": form,
        "dialogue": door.dialogue,
        "number": door.number,
        "mine": door.mine,
        "is_finished": all(t.finished_at for t in door.tables),
        "table": here,
        "is_full_here": here is not None and here not in door.free,
        "is_full": not door.free,
    }
    return render(request, "dialogues/join.html", context, status=status_of(form))


def _sit_form(request: HttpRequest, door: Door) -> SitForm:
    first = door.number
    if first is None and door.mine:
        first = door.mine[0].table.number
    return SitForm(
        posted(request),
        initial={"table": first},
        free=door.free,
        seats=door.dialogue.seats_per_table,
        is_choice=len(door.tables) > 1 and bool(door.free),
    )


def _maybe_back(request: HttpRequest, door: Door, form: SitForm) -> list[Seat]:
    """Seats of the typed name on which nobody sits: perhaps somebody lost the way back."""
    data, found = form.cleaned_data, door.dialogue
    is_answered = request.POST.get("do") in ("back", "new")
    if is_answered or queries.seat_of_form(found, data["join_token"]):
        return []
    away = queries.away_seats(found, data["name"], door.wanted(request, form))
    held = seat_cookie.read(request)
    return [s for s in away if s not in door.mine and may_take_back(s, held=held)]


def _seat_for(request: HttpRequest, door: Door, form: SitForm) -> Seat:
    data, table = form.cleaned_data, door.wanted(request, form)
    if request.POST.get("do") == "back":
        return _found_back(request, door, data["name"], table)
    return sit_down(
        door.dialogue,
        name=data["name"],
        number=table,
        note=data["note"],
        join_token=data["join_token"],
    )


def _found_back(request: HttpRequest, door: Door, name: str, number: int | None) -> Seat:
    found, held = door.dialogue, seat_cookie.read(request)
    seats = _away(found, name, number, held)
    if not seats and all(t.ended_at for t in door.tables if number in (None, t.number)):
        raise Refused(after_the_end(), field="name")  # the same for names that sat here or not
    if not seats:
        raise Refused(
            _("We find no empty chair with this name. Write it as you did the first time."),
            field="name",
        )
    if len(seats) > 1:
        raise Refused(
            _("More people have this name. Choose your table, or sit down anew."), field="name"
        )
    return take_back_seat(found, seats[0].public_id, held=held)


def _away(found: Dialogue, name: str, number: int | None, held: list[Claim]) -> list[Seat]:
    """The empty chairs of this name; none at all while somebody tries one name after the other."""
    if are_names_guessed(found.public_id):
        return []
    away = queries.away_seats(found, name, number)
    seats = [seat for seat in away if may_take_back(seat, held=held)]
    if not seats:
        count_wrong_name(found.public_id)
    return seats


def _back_by_code(request: HttpRequest, typed: str) -> HttpResponse:
    """Also for a conversation that was closed. Every refusal is the same, whatever the code is."""
    back = BackForm(request.POST)
    seat = attempt(back, lambda: _seat_by_code(request, typed, back.cleaned_data["name"]))
    if seat is not None:
        return _to_the_table(request, seat)
    if count_failed(read_code(typed)):
        return wait_a_minute(request)
    return _code_page(request, CodeForm(initial={"code": typed[:40]}), back)


def _seat_by_code(request: HttpRequest, typed: str, name: str) -> Seat:
    held = seat_cookie.read(request)
    code, number = read_code_and_table(typed)
    found = queries.dialogue_with(code)
    seats = _away(found, name, number, held) if found else []
    if found is None or len(seats) != 1:
        raise Refused(
            _(
                "We find no empty chair with this code and this name. Check both. Is your table "
                "still open on another phone? Close it there and wait a minute. After the end "
                "you only go back on the phone with which you sat there. Lost it? Ask somebody "
                "at your table to send it to you."
            ),
            field="name",
        )
    return take_back_seat(found, seats[0].public_id, held=held)


def _to_the_table(request: HttpRequest, seat: Seat) -> HttpResponse:
    response = redirect("dialogues:room", seat.table.public_id)
    seat_cookie.add(response, request, Claim(seat.public_id, seat.epoch))
    return response
