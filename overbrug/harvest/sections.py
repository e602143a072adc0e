"""The parts "What tables shared" on the page of an opgave and of who organises a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.harvest import network, queries, rules
from overbrug.harvest.models import HarvestPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.models import Dialogue
    from overbrug.opgaven.models import Opgave

SHOWN = 3


def render_for_opgave(request: HttpRequest, opgave: Opgave) -> str:
    """The newest lines, and for who decides how many wait; nothing when nothing was shared."""
    found = queries.shared_about(request.user, opgave)
    if not found:
        return ""
    reach = rules.reach(request.user, opgave)
    context = {
        "opgave": opgave,
        "talks": network.by_talk(network.read(request.user, opgave, found[:SHOWN])),
        "count": len(found),
        "may_decide": bool(reach),
        "waiting": network.waiting_among(found, reach),
    }
    return render_to_string("harvest/network_section.html", context, request)


def render_for_organiser(request: HttpRequest, dialogue: Dialogue) -> str:
    """Which tables approved, what the reader may see of it, and what came of it."""
    opgave = dialogue.opgave
    if opgave is None:
        return ""
    found = queries.shared_in(request.user, dialogue)
    reach = rules.reach(request.user, opgave)
    approved = HarvestPage.objects.filter(
        table__dialogue=dialogue, state=HarvestPage.State.APPROVED
    )
    # Only a promise comes onto the bridge. Both lists are read at once.
    promised = [line for line in found if line.is_decided and line.kind == "commitment"]
    newest = found[:SHOWN]
    read = network.read(request.user, opgave, list(dict.fromkeys([*newest, *promised])))
    rows = {row.line.pk: row for row in read}
    came_of_it = [rows[line.pk] for line in promised if line.pk in rows]
    context = {
        "dialogue": dialogue,
        "opgave": opgave,
        "numbers": sorted(set(approved.values_list("table__number", flat=True))),
        "tables": dialogue.tables.count(),
        "talks": network.by_talk(rows[line.pk] for line in newest if line.pk in rows),
        "count": len(found),
        "promises": [row for row in came_of_it if row.promise],
        "may_decide": bool(reach),
        "waiting": network.waiting_among(found, reach) if reach.has(dialogue) else 0,
    }
    return render_to_string("harvest/network_organiser.html", context, request)
