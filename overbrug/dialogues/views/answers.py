"""Answers that go the other road: without a name, and for the writer alone. JSON for the room."""

from __future__ import annotations

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.pages import form_page
from overbrug.dialogues import queries
from overbrug.dialogues.actions import save_private, submit_unnamed
from overbrug.dialogues.language import in_language_of
from overbrug.dialogues.places import Place, PlaceView, TableView, place_of

MOST_BYTES = 100_000


def _at_the_table(view: PlaceView) -> TableView:
    """For the devices of the table, with refusals in the language that the room speaks there."""

    @wraps(view)
    def guarded(request: HttpRequest, table_id: str) -> HttpResponse:
        place = place_of(request, table_id)
        if place is None:
            return _no_seat()
        return in_language_of(place.table.dialogue, request, lambda: view(request, place))

    return guarded


@form_page
@_at_the_table
def unnamed(request: HttpRequest, place: Place) -> HttpResponse:
    """Read the lines without a name, or send one. Nothing of the sender is kept or logged."""
    if request.method != "POST":
        return JsonResponse({"fields": queries.shown_unnamed(place.table)})
    if not place.people:
        return _no_seat()
    try:
        line_id, field, text = _strings(request, "id", "field", "text")
        # One device counts once, however many people share it; the count is in memory only.
        device = min(seat.public_id for seat in place.people)
        is_new = submit_unnamed(place.table, line_id=line_id, field=field, text=text, device=device)
    except Refused as refused:
        return _refused(refused)
    return JsonResponse({"ok": True}, status=201 if is_new else 200)


@form_page
@_at_the_table
def private(request: HttpRequest, place: Place) -> HttpResponse:
    """Read or keep what a seat of this device wrote for itself."""
    if request.method != "POST":
        seat = _own(place, request.GET.get("seat", ""))
        if seat is None:
            return _no_seat()
        mine, elsewhere = queries.private_answers(seat), queries.private_elsewhere(seat)
        return JsonResponse({"answers": mine, "elsewhere": elsewhere})
    try:
        seat_id, field, text = _strings(request, "seat", "field", "text")
        seat = _own(place, seat_id)
        if seat is None:
            return _no_seat()
        save_private(seat, field=field, text=text)
    except Refused as refused:
        return _refused(refused)
    return JsonResponse({"ok": True})


def _own(place: Place, seat_id: str) -> Any:
    return next((seat for seat in place.people if seat.public_id == seat_id), None)


def _strings(request: HttpRequest, *names: str) -> list[str]:
    """The named texts of a JSON object; whatever else it is, is refused with the field's name."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Refused(_("This text is too long. Make it shorter."), field="text")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is not JSON.")) from error
    if not isinstance(sent, dict):
        raise Refused(_("Send one JSON object."))
    return [_text(sent, name) for name in names]


def _text(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name)
    if not isinstance(value, str):
        raise Refused(_("%(field)s: send a text.") % {"field": name}, field=name)
    try:
        value.encode()
    except UnicodeEncodeError as error:  # half a character: no database keeps it
        words = _("%(field)s: this text holds half a character.") % {"field": name}
        raise Refused(words, field=name) from error
    return value


def _no_seat() -> JsonResponse:
    words = _("You have no seat at this table. Sit down again.")
    return _refused(Refused(words, field="seat"), status=403)


def _refused(refused: Refused, *, status: int = 400) -> JsonResponse:
    """A refusal that the room can put beside the right box."""
    error = {"field": refused.field, "message": str(refused.message)}
    return JsonResponse({"error": error}, status=status)
