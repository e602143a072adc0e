"""The next morning on two pages of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.dialogues.queries import is_over
from overbrug.followups.queries import rounds_of
from overbrug.outbox.queries import sends_mail

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.models import Dialogue
    from overbrug.dialogues.places import Place


def for_organiser(request: HttpRequest, dialogue: Dialogue) -> str:
    """Counts, from five people on; never a text, a name or an address."""
    rounds = rounds_of(dialogue)
    states = {r["state"] for r in rounds}
    context = {
        "dialogue": dialogue,
        "rounds": rounds,
        "has_begun": "asks_from" in rounds[0] or states != {"later"},
        "must_close": not is_over(dialogue) and "counted" not in states,
        "only_few": states == {"few"},
        "sends_mail": sends_mail(),
    }
    return render_to_string("followups/organiser.html", context, request)


def for_table(request: HttpRequest, place: Place) -> str:
    """The way to the page where somebody leaves an address."""
    return render_to_string("followups/table.html", {"table": place.table}, request)
