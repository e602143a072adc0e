"""The parts "What tables shared" on the page of an opgave and of who organises a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.harvest import network, rules
from overbrug.harvest.models import HarvestLine, HarvestPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.models import Dialogue
    from overbrug.opgaven.models import Opgave

SHOWN = 6


def render_for_opgave(request: HttpRequest, opgave: Opgave) -> str:
    """The newest lines, and for who decides how many wait; nothing when nothing was shared."""
    if not HarvestLine.objects.filter(page__table__dialogue__opgave=opgave).exists():
        return ""
    rows = network.shared_about(request.user, opgave)
    if not rows:
        return ""
    reach = rules.reach(request.user, opgave)
    talks = network.by_talk(rows)
    context = {
        "opgave": opgave,
        "talks": network.first_lines(talks, SHOWN),
        "count": len(rows),
        "more": len(rows) - SHOWN,
        "may_decide": bool(reach),
        "waiting": network.inbox_among(rows, opgave, reach).count,
    }
    return render_to_string("harvest/network_section.html", context, request)


def render_for_organiser(request: HttpRequest, dialogue: Dialogue) -> str:
    """Which tables approved, what the reader may see of it, and what came of it."""
    if dialogue.opgave is None:
        return ""
    rows = network.shared_in(request.user, dialogue)
    reach = rules.reach(request.user, dialogue.opgave)
    approved = HarvestPage.objects.filter(
        table__dialogue=dialogue, state=HarvestPage.State.APPROVED
    )
    context = {
        "dialogue": dialogue,
        "opgave": dialogue.opgave,
        "numbers": sorted(set(approved.values_list("table__number", flat=True))),
        "tables": dialogue.tables.count(),
        "talks": network.first_lines(network.by_talk(rows), SHOWN),
        "count": len(rows),
        "more": len(rows) - SHOWN,
        "promises": [row for row in rows if row.promise],
        "may_decide": bool(reach),
        "waiting": network.inbox_among(rows, dialogue.opgave, reach).count,
    }
    return render_to_string("harvest/network_organiser.html", context, request)
