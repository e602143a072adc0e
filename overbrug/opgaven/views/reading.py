"""Pages that only read: the list, one opgave, its history."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.core.pages import page_of
from overbrug.lib.text import clean_line
from overbrug.opgaven import bridging, past, proposal_words, proposing, queries, rules
from overbrug.opgaven.effects import claimed_of
from overbrug.opgaven.if_kept import IfKept
from overbrug.opgaven.mirror import remarks
from overbrug.opgaven.models import Figure, Opgave, Party
from overbrug.opgaven.readings import reading_of, readings_of
from overbrug.opgaven.sections import sections_for
from overbrug.opgaven.telling import telling_of, tellings_of
from overbrug.opgaven.then import hidden_from

LAST_STEPS = 5
PER_PAGE = 12
MOST_LETTERS = 100
MOST_PARTIES, PARTIES_PER_PAGE = 8, 20
MEASUREMENTS_PER_PAGE = 50


@require_safe
def opgave_list(request: HttpRequest) -> HttpResponse:
    """Every opgave this person may see, or those with these words."""
    words = clean_line(request.GET.get("q", "")[:MOST_LETTERS])
    found = queries.with_words(queries.for_cards(request.user), words)
    page = page_of(request, found, size=PER_PAGE)
    context = {
        "page": page,
        "words": words,
        "page_rest": urlencode({"q": words}) if words else "",
        "opgaven": bridging.with_bridges(list(page), user=request.user),
        "may_propose": rules.may_propose_opgave(request.user),
    }
    return render(request, "opgaven/list.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One opgave on one page."""
    opgave = queries.opgave_for(request.user, slug)
    if opgave.slug != slug:
        return redirect(opgave)
    parties = list(queries.parties_of(opgave))
    figures = list(opgave.figures.all())
    may_change = rules.may_change_opgave(request.user, opgave)
    bridge = bridging.bridge_of(opgave, user=request.user)
    context = {
        "opgave": opgave,
        "bridge": bridge,
        "offer_address": bridge.offer_address,
        "indicators": readings_of(opgave),
        "tellings": tellings_of(opgave),
        **_who(parties),
        "may_change": may_change,
        "figure_count": sum(figure.side == Figure.Side.CONTEXT for figure in figures),
        "proposals": proposal_words.titled(proposing.proposals_for(request.user, opgave)),
        "mirror": remarks(bridge, parties=parties) if may_change else [],
        "sections": sections_for(request, opgave),
        "last_steps": past.latest_steps(
            opgave, hidden_from(request.user, opgave), count=LAST_STEPS
        ),
        **_by_side(figures),
    }
    return render(request, "opgaven/detail.html", context)


def _who(parties: list[Party]) -> dict[str, Any]:
    """The first ones, and every empty chair: who is missing is never on another page."""
    there = [party for party in parties if not party.is_missing]
    return {
        "parties": there[:MOST_PARTIES],
        "chairs": [party for party in parties if party.is_missing],
        "party_count": len(there) if len(there) > MOST_PARTIES else 0,
    }


@require_safe
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone who takes part, for an opgave with more parties than its page shows."""
    opgave = queries.opgave_for(request.user, slug)
    page = page_of(request, queries.parties_of(opgave), size=PARTIES_PER_PAGE)
    context = {
        "opgave": opgave,
        "page": page,
        "all_parties": list(page),
        "may_change": rules.may_change_opgave(request.user, opgave),
        "title": _("Who takes part"),
    }
    return render(request, "opgaven/parties.html", context)


@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """What is counted around the opgave, with its sources."""
    opgave = queries.opgave_for(request.user, slug)
    context = {
        "opgave": opgave,
        "figures": opgave.figures.filter(side=Figure.Side.CONTEXT),
        "may_change": rules.may_change_opgave(request.user, opgave),
        "title": _("Figures in the background"),
    }
    return render(request, "opgaven/figures.html", context)


@require_safe
def measurements(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Everything that was measured of one indicator: the table beside its chart."""
    opgave = queries.opgave_for(request.user, slug)
    reading = reading_of(queries.measured_indicator_of(opgave, pk))
    page = page_of(request, reading.newest_first, size=MEASUREMENTS_PER_PAGE)
    context = {
        "opgave": opgave,
        "reading": reading,
        "if_kept": IfKept(reading.outlook, claimed_of(reading.indicator)),
        "page": page,
        "has_sources": any(row.source or row.note for row in page),
        "may_change": rules.may_change_opgave(request.user, opgave),
        "title": _("Measurements: %(name)s") % {"name": reading.indicator.name},
    }
    return render(request, "opgaven/measurements.html", context)


@require_safe
def observations(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All stories, or all signals, under one question."""
    opgave = queries.opgave_for(request.user, slug)
    telling = telling_of(queries.told_of(opgave, pk))
    context = {
        "opgave": opgave,
        "telling": telling,
        "page": page_of(request, telling.observations, size=MEASUREMENTS_PER_PAGE),
        "may_change": rules.may_change_opgave(request.user, opgave),
        "title": telling.indicator.name,
    }
    return render(request, "opgaven/observations.html", context)


def _by_side(figures: list[Figure]) -> dict[str, list[Figure]]:
    sides = {"figures_now": "current", "figures_desired": "desired"}
    return {name: [f for f in figures if f.side == side] for name, side in sides.items()}


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who changed what, in which role of which organisation."""
    opgave: Opgave = queries.opgave_for(request.user, slug)
    hidden = hidden_from(request.user, opgave)
    page = page_of(request, past.places_of(opgave, hidden), size=past.PER_PAGE)
    with_names = rules.may_see_names_in_history(request.user, opgave)
    steps = past.steps_of(list(page), with_names=with_names)
    context = {
        "opgave": opgave,
        "page": page,
        "steps": steps,
        "with_names": with_names,
        "is_partly_hidden": bool(hidden.periods),
    }
    return render(request, "opgaven/history.html", context)
