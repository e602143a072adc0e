"""What the room's page tells its script: `#room-config`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from overbrug.cards.format import resolve
from overbrug.commitments.queries import StandingPromise, standing_promises
from overbrug.dialogues.addresses import join_url, qr_svg
from overbrug.opgaven.models import Party
from overbrug.opgaven.queries import missing_voices, parties_of
from overbrug.opgaven.rules import may_see_opgave

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from overbrug.dialogues.places import Place
    from overbrug.opgaven.models import Opgave


# What higher apps want the room to know from the first moment, by its name in the config.
_facts: dict[str, Callable[[Place], Any]] = {}

# Pages of higher apps that the room leads to. A server without such an app leaves them out.
_FURTHER = {
    "harvest": "harvest:page",
    "morning": "followups:leave-address",
    "calendar": "followups:calendar",
}


# A day says nothing any more about what was done or taken back.
_OVER = {"delivered", "withdrawn"}


def register(name: str, facts: Callable[[Place], Any]) -> None:
    """Add `facts(place)` to the config under `name`."""
    _facts[name] = facts


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
            "about": dialogue.about,
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
        "promises": _promises(request, dialogue.opgave) if dialogue.opgave else None,
        **{name: facts(place) for name, facts in _facts.items()},
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


def _promises(request: HttpRequest, opgave: Opgave) -> list[dict[str, str]]:
    """What was promised before, for all to see. A seat at a table is no part in the network."""
    may_open = may_see_opgave(request.user, opgave)
    return [
        {
            "who": promise.who,
            "what": promise.what,
            "due": _due(promise),
            "firmness": promise.firmness,
            "firmnessWord": promise.firmness_word,
            "outcome": promise.outcome or _waiting(promise),
            "url": promise.address if may_open else "",
        }
        for promise in standing_promises(opgave)
    ]


def _due(promise: StandingPromise) -> str:
    if promise.due_on is None:
        return "" if promise.firmness in _OVER else _("no date")
    return _("before %(day)s") % {"day": date_format(promise.due_on, "j F Y")}


def _waiting(promise: StandingPromise) -> str:
    if promise.firmness == "wish":
        return _("Waits for the party itself to confirm it.")
    return ""


def _urls(place: Place) -> dict[str, str]:
    table = place.table
    names = ("unnamed", "private", "result", "screens", "leave", "seats", "own")
    urls = {name: reverse(f"dialogues:{name}", args=[table.public_id]) for name in names}
    urls["join"] = reverse("dialogues:join-table", args=[table.dialogue.shown_code, table.number])
    for name, route in _FURTHER.items():
        with suppress(NoReverseMatch):
            urls[name] = reverse(route, args=[table.public_id])
    return urls
