"""What the room's page tells its script: `#room-config`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.urls import reverse

from overbrug.cards.format import resolve
from overbrug.dialogues.addresses import join_url, qr_svg
from overbrug.opgaven.models import Party
from overbrug.opgaven.queries import missing_voices, parties_of
from overbrug.opgaven.rules import may_see_opgave

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.places import Place
    from overbrug.opgaven.models import Opgave


def room_config(request: HttpRequest, place: Place, *, mode: str, language: str) -> dict[str, Any]:
    """Everything the script needs; call it while `language` is the active language."""
    from overbrug.dialogues.room_texts import room_texts

    table, dialogue = place.table, place.table.dialogue
    link = join_url(request, dialogue, table.number)
    seats = place.people if mode == "seat" else (place.screens or place.people)
    return {
        "mode": mode,
        "language": language,
        "spoken": dialogue.language,
        "table": {
            "id": table.public_id,
            "number": table.number,
            "dialogue": dialogue.title,
            "opgave": dialogue.opgave.title if dialogue.opgave else "",
            "code": dialogue.shown_code,
            "joinUrl": link,
        },
        "seats": [seat.public_id for seat in seats],
        "socket": f"/rt/{table.public_id}",
        "graceSeconds": settings.ROLE_GRACE_SECONDS,
        "card": resolve(dialogue.content, language),
        "urls": _urls(place),
        "languageUrl": reverse("web:set-language"),
        "csrf": get_token(request),
        "texts": room_texts(),
        "qr": qr_svg(link) if mode == "screen" else "",
        "missing": missing_voices(dialogue.opgave) if dialogue.opgave else [],
        "opgave": _opgave(request, dialogue.opgave) if dialogue.opgave else None,
    }


def _opgave(request: HttpRequest, opgave: Opgave) -> dict[str, Any]:
    """What the table reads together; whoever sits there may, however narrow the opgave is shown.

    The page of the opgave holds more than its text (history, figures): it opens for who may see it.
    """
    parties = parties_of(opgave).exclude(presence=Party.Presence.DECLINED)
    return {
        "title": opgave.title,
        "question": opgave.question,
        "current": opgave.current_situation,
        "desired": opgave.desired_situation,
        "origin": opgave.origin,
        "essence": opgave.essence,
        "isExample": opgave.is_example,
        "parties": [
            {
                "name": str(party),
                "goal": party.own_goal,
                "isMissing": party.is_missing,
                "isExample": party.is_invented,
            }
            for party in parties
        ],
        "url": opgave.get_absolute_url() if may_see_opgave(request.user, opgave) else "",
    }


def _urls(place: Place) -> dict[str, str]:
    table = place.table
    names = ("unnamed", "private", "result", "screens", "leave", "seats", "own")
    urls = {name: reverse(f"dialogues:{name}", args=[table.public_id]) for name in names}
    urls["join"] = reverse("dialogues:join-table", args=[table.dialogue.shown_code, table.number])
    return urls
