"""Calling a conversation, and the page of who organises it. No word of a table stands here."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from overbrug.accounts.models import User
from overbrug.cards.models import CardVersion
from overbrug.cards.queries import current_cards
from overbrug.commitments.queries import kept_among_parties, standing_promises
from overbrug.core.pages import attempt, form_page, page_of, status_of
from overbrug.dialogues import actions, queries
from overbrug.dialogues.addresses import join_url, qr_svg
from overbrug.dialogues.forms import CallForm, CodeForm
from overbrug.dialogues.models import Dialogue, Seat
from overbrug.dialogues.places import seats_of
from overbrug.dialogues.rules import may_call_dialogue
from overbrug.dialogues.sections import sections_for
from overbrug.opgaven.queries import opgave_for

PER_PAGE = 20


@login_required
@form_page
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a conversation on an opgave."""
    opgave = opgave_for(request.user, slug)
    if not may_call_dialogue(request.user, opgave):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, initial={"language": get_language()})
    made = attempt(
        form, lambda: actions.call_dialogue(opgave, by=cast(User, request.user), **_facts(form))
    )
    if made is not None:
        return redirect("dialogues:dialogue", made.public_id)
    context = {
        "form": form,
        "opgave": opgave,
        "openers": [card.title for card in current_cards() if card.shows("promises")],
        "standing": len(standing_promises(opgave)),
        "kept": kept_among_parties(request.user, opgave),
    }
    return render(request, "dialogues/call.html", context, status=status_of(form))


def _facts(form: CallForm) -> dict[str, Any]:
    facts = dict(form.cleaned_data)
    facts["card_version"] = CardVersion.objects.get(pk=facts.pop("card"))
    facts["form_key"] = facts["form_key"] or None
    return facts


@require_safe
def dialogues(request: HttpRequest) -> HttpResponse:
    """My conversations, the seats of this device, and the box for a code."""
    called = queries.with_counts(queries.dialogues_of(request.user))
    page = page_of(request, called, size=PER_PAGE)
    context = {
        "page": page,
        "dialogues": list(page),
        "seats": [s for s in seats_of(request) if s.kind == Seat.Kind.PERSON],
        "form": CodeForm(),
    }
    return render(request, "dialogues/dialogues.html", context)


@login_required
@require_safe
def dialogue(request: HttpRequest, public_id: str) -> HttpResponse:
    """The code, the link and the QR code; tables with who sits there."""
    found = organised(request, public_id)
    tables = queries.seats_by_table(found)
    link = join_url(request, found)
    finished = sum(row["table"].finished_at is not None for row in tables)
    context = {
        "dialogue": found,
        "tables": tables,
        "people": sum(len(row["people"]) for row in tables),
        "link": link,
        "qr": qr_svg(link),
        "finished": finished,
        "all_finished": finished == len(tables),
        "is_over": queries.is_over(found),
        "is_joinable": found.is_joinable(),
        "may_call": found.opgave is not None and may_call_dialogue(request.user, found.opgave),
        "sections": sections_for("organiser", request, found),
        "kept": kept_among_parties(request.user, found.opgave) if found.opgave else 0,
        "may_reopen": found.closed_at and found.code_expires_at > timezone.now(),
    }
    return render(request, "dialogues/dialogue.html", context)


@login_required
@require_safe
def table_cards(request: HttpRequest, public_id: str) -> HttpResponse:
    """A card for each table, to print: number, code, QR code."""
    found = organised(request, public_id)
    cards = []
    for table in queries.tables_of(found):
        link = join_url(request, found, table.number)
        cards.append({"table": table, "link": link, "qr": qr_svg(link)})
    context = {"dialogue": found, "cards": cards}
    return render(request, "dialogues/table_cards.html", context)


def organised(request: HttpRequest, public_id: str) -> Dialogue:
    """The conversation, for who organises it; for others it is not there."""
    found = queries.dialogue_for(request.user, public_id)
    if found is None:
        raise Http404
    return found
