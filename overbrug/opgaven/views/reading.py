"""Pages that only read: the list, one opgave, its history."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from overbrug.opgaven import bridging, past, queries, rules
from overbrug.opgaven.mirror import remarks
from overbrug.opgaven.models import Figure, Opgave
from overbrug.opgaven.readings import readings_of
from overbrug.opgaven.sections import sections_for

LAST_STEPS = 5


@require_safe
def opgave_list(request: HttpRequest) -> HttpResponse:
    """Every opgave this person may see."""
    pages = Paginator(queries.opgaven_for(request.user), 30)
    page = pages.get_page(request.GET.get("page"))
    may_propose = rules.may_propose_opgave(request.user)
    opgaven = bridging.with_bridges(list(page), user=request.user)
    context = {"page": page, "opgaven": opgaven, "may_propose": may_propose}
    return render(request, "opgaven/list.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One opgave on one page."""
    opgave = queries.opgave_for(request.user, slug)
    parties = list(queries.parties_of(opgave))
    figures = list(opgave.figures.all())
    may_change = rules.may_change_opgave(request.user, opgave)
    bridge = bridging.bridge_of(opgave, user=request.user)
    context = {
        "opgave": opgave,
        "bridge": bridge,
        "offer_address": bridge.offer_address,
        "indicators": readings_of(opgave),
        "parties": [party for party in parties if not party.is_missing],
        "chairs": [party for party in parties if party.is_missing],
        "may_change": may_change,
        "mirror": remarks(bridge, parties=parties) if may_change else [],
        "sections": sections_for(request, opgave),
        "last_steps": past.latest_steps(opgave, count=LAST_STEPS),
        **_by_side(figures),
    }
    return render(request, "opgaven/detail.html", context)


def _by_side(figures: list[Figure]) -> dict[str, list[Figure]]:
    sides = {"figures_now": "current", "figures_desired": "desired", "figures_context": "context"}
    return {name: [f for f in figures if f.side == side] for name, side in sides.items()}


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, in which role of which organisation."""
    opgave: Opgave = queries.opgave_for(request.user, slug)
    page = Paginator(past.places_of(opgave), past.PER_PAGE).get_page(request.GET.get("page"))
    with_names = rules.may_see_names_in_history(request.user, opgave)
    steps = past.steps_of(list(page), with_names=with_names)
    context = {"opgave": opgave, "page": page, "steps": steps, "with_names": with_names}
    return render(request, "opgaven/history.html", context)
