"""What a table wrote: to read, to print, to take along. Only for who sits there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.cards.format import resolve
from overbrug.dialogues.account_of_table import StepAccount, account
from overbrug.dialogues.exports import as_csv, as_document, as_markdown
from overbrug.dialogues.language import language_for
from overbrug.dialogues.models import Seat
from overbrug.dialogues.places import Place, for_people
from overbrug.dialogues.reach import with_reach
from overbrug.dialogues.reading import written_at
from overbrug.dialogues.sections import sections_for
from overbrug.lib.odt import MIME


@require_safe
@for_people
def result(request: HttpRequest, place: Place) -> HttpResponse:
    """Every step and question, empty ones too."""
    steps = _steps(request, place)
    context = {
        "table": place.table,
        "steps": steps,
        "facts": _facts(place),
        "people": _people(place, steps),
        "sections": sections_for("table", request, place),
    }
    return render(request, "dialogues/result.html", context)


@require_safe
@for_people
def markdown(request: HttpRequest, place: Place) -> HttpResponse:
    """The same as a text file."""
    steps = _steps(request, place)
    text = as_markdown(_title(place), _head(place, steps), steps)
    return _file(place, text.encode(), "text/markdown; charset=utf-8", "md")


@require_safe
@for_people
def text_document(request: HttpRequest, place: Place) -> HttpResponse:
    """The same for a word processor."""
    steps = _steps(request, place)
    content = as_document(_title(place), _head(place, steps), steps)
    return _file(place, content, MIME, "odt")


@require_safe
@for_people
def spreadsheet(request: HttpRequest, place: Place) -> HttpResponse:
    """The same as rows."""
    rows = as_csv(_steps(request, place))
    return _file(place, rows, "text/csv; charset=utf-8", "csv")


def _steps(request: HttpRequest, place: Place) -> list[StepAccount]:
    card = resolve(place.table.dialogue.content, language_for(request, place.table.dialogue))
    return with_reach(place.table, account(card, written_at(place.table, own=place.people)))


def _title(place: Place) -> str:
    words = _("What you wrote: table %(number)s, %(title)s")
    return words % {"number": place.table.number, "title": place.table.dialogue.title}


def _facts(place: Place) -> list[str]:
    dialogue = place.table.dialogue
    facts = [_("Table %(number)s") % {"number": place.table.number}]
    if dialogue.opgave:
        facts.append(_("Opgave: %(title)s") % {"title": dialogue.opgave.title})
    card = {"title": dialogue.card_version.title, "version": dialogue.card_version.version}
    facts.append(_("Card: %(title)s, version %(version)s") % card)
    when = place.table.finished_at or dialogue.starts_at or dialogue.created_at
    day = formats.date_format(timezone.localtime(when), "j F Y")
    facts.insert(0, _("Date: %(day)s") % {"day": day})
    if dialogue.is_example:
        facts.append(_("example data"))
    return facts


def _head(place: Place, steps: list[StepAccount]) -> list[str]:
    return [*_facts(place), _("At the table: %(names)s") % {"names": _people(place, steps)}]


def _people(place: Place, steps: list[StepAccount]) -> str:
    """Who sits there, and who left words on the page before they left the table."""
    lines = [line for step in steps for prompt in step.prompts for line in prompt.lines]
    wrote = {seat for line in lines if line.text for seat in line.seats}
    seats = place.table.seats.filter(kind=Seat.Kind.PERSON)
    shown = [s for s in seats if s.revoked_at is None or s.public_id in wrote]
    return ", ".join(f"{s.name} ({s.note})" if s.note else s.name for s in shown)


def _file(place: Place, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = slugify(place.table.dialogue.title)[:40].strip("-") or "overbrug"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}-{place.table.number}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
