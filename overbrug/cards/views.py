"""Pages about cards: the list, one whole card to read or print, and the schema of a card file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from overbrug.cards import queries
from overbrug.cards.models import CardVersion

SCHEMA = Path(__file__).parent / "schema" / "card-1.json"


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Every card there is, with what helps to choose one."""
    shown = [version.resolved() for version in queries.current_cards()]
    return render(request, "cards/list.html", {"cards": shown})


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole card; `?versie=` with a hash shows the exact version a dialogue used."""
    version = queries.card_version(slug, sha256=request.GET.get("versie"))
    if version is None:
        raise Http404
    return render(request, "cards/card.html", _page_of(version))


@require_safe
def schema(request: HttpRequest) -> FileResponse:
    """The JSON Schema of a card file, for editors and other programs."""
    return FileResponse(SCHEMA.open("rb"), content_type="application/schema+json")


def _page_of(version: CardVersion) -> dict[str, Any]:
    shown = version.resolved()
    blocks = [{**block, "number": i} for i, block in enumerate(shown["blocks"], start=1)]
    parts = []
    for letter, part in zip("ABCDEFGHI", shown["parts"], strict=False):
        own = [block for block in blocks if block["part"] == part["id"]]
        minutes = sum(block["minutes"] for block in own)
        parts.append({**part, "letter": letter, "blocks": own, "minutes": minutes})
    return {"version": version, "card": shown, "parts": parts, "blocks": blocks}
