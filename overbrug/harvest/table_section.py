"""The way from what a table wrote to what it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.harvest import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.places import Place


def render(request: HttpRequest, place: Place) -> str:
    """One sentence and one button."""
    context = {
        "table": place.table,
        "proposal": queries.open_page(place.table),
        "shared": len(queries.shared_by(place.table, own=place.people)),
    }
    return render_to_string("harvest/table_section.html", context, request)
