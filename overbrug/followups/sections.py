"""The next morning on two pages of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.followups.queries import rounds_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.models import Dialogue
    from overbrug.dialogues.places import Place


def for_organiser(request: HttpRequest, dialogue: Dialogue) -> str:
    """Counts, from five people on; never a text, a name or an address."""
    rounds = rounds_of(dialogue)
    context = {"rounds": rounds, "nothing_to_tell": all(r["state"] == "few" for r in rounds)}
    return render_to_string("followups/organiser.html", context, request)


def for_table(request: HttpRequest, place: Place) -> str:
    """The way to the page where somebody leaves an address."""
    return render_to_string("followups/table.html", {"table": place.table}, request)
