"""What it takes: the needs in amounts, beside what was promised."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.opgaven import queries, rules, spans
from overbrug.opgaven.planning import WorkPlan
from overbrug.opgaven.taking import taking_of


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Every need, how much of it, and how firmly it was promised, as far as the reader may see."""
    opgave = queries.opgave_for(request.user, slug)
    promised = spans.source().spans([opgave], request.user)
    takes_part = rules.part_of(request.user, opgave) is not None
    context = {
        "opgave": opgave,
        "taking": taking_of(opgave, promised),
        "plan": WorkPlan(opgave),
        "may_change": rules.may_change_opgave(request.user, opgave),
        "shows_all": takes_part,
        "overbooked": spans.source().overbooked(opgave) if takes_part else [],
        "title": _("What it takes"),
    }
    return render(request, "opgaven/taking.html", context)
