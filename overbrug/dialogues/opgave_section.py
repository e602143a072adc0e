"""The part "Dialogues" on the page of an opgave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from overbrug.dialogues.queries import dialogues_on, organised_among
from overbrug.dialogues.rules import may_call_dialogue

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.opgaven.models import Opgave

SHOWN = 4


def render(request: HttpRequest, opgave: Opgave) -> str:
    """The conversations on this opgave, and the button that calls one."""
    found = dialogues_on(opgave)
    # One more than is shown says that there are more, without counting them all.
    first = list(found[: SHOWN + 1])
    dialogues = first[:SHOWN]
    context = {
        "opgave": opgave,
        "dialogues": dialogues,
        "has_more": len(first) > SHOWN,
        "organised": organised_among(request.user, opgave, dialogues),
        "may_call": may_call_dialogue(request.user, opgave),
    }
    return render_to_string("dialogues/section.html", context, request)
