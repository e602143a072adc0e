"""What a table approved, as files. Only for who sits there: a reader outside has the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.dialogues.places import Place, for_people
from overbrug.harvest import table_files
from overbrug.harvest.reading_pages import shared
from overbrug.lib.odt import MIME


@require_safe
@for_people
def markdown(request: HttpRequest, place: Place) -> HttpResponse:
    """As a text file."""
    text = table_files.as_markdown(_title(place), _facts(place), shared(place.table))
    return _file(place, text.encode(), "text/markdown; charset=utf-8", "md")


@require_safe
@for_people
def text_document(request: HttpRequest, place: Place) -> HttpResponse:
    """For a word processor."""
    content = table_files.as_document(_title(place), _facts(place), shared(place.table))
    return _file(place, content, MIME, "odt")


@require_safe
@for_people
def spreadsheet(request: HttpRequest, place: Place) -> HttpResponse:
    """As rows."""
    return _file(place, table_files.as_csv(shared(place.table)), "text/csv; charset=utf-8", "csv")


def _title(place: Place) -> str:
    words = _("What you shared: table %(number)s, %(title)s")
    return words % {"number": place.table.number, "title": place.table.dialogue.title}


def _facts(place: Place) -> list[str]:
    """Where it comes from. No names: what left the room left without them."""
    dialogue = place.table.dialogue
    facts = [_("Opgave: %(title)s") % {"title": dialogue.opgave.title}] if dialogue.opgave else []
    if dialogue.is_example:
        facts.append(_("example data"))
    if dialogue.is_rehearsal:
        facts.append(_("This is an exercise. Nobody outside the table sees this."))
    return facts


def _file(place: Place, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = slugify(place.table.dialogue.title)[:40].strip("-") or "overbrug"
    shown = slugify(_("shared"))
    name = f"{name}-{place.table.number}-{shown}.{ending}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
