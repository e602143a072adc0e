"""What may leave the table: one page to choose, to agree, and to see what was shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.forms import PlainForm
from overbrug.core.pages import form_page
from overbrug.core.visibility import Visibility
from overbrug.dialogues.language import language_for
from overbrug.dialogues.places import Place, for_people
from overbrug.dialogues.queries import people_of
from overbrug.harvest import actions, queries, reading_pages, room_news
from overbrug.harvest.choosing import choosing
from overbrug.harvest.forms.table import ChoicesForm, VoteForm
from overbrug.harvest.views.pressing import press, stays_here
from overbrug.lib.numbers import whole_number

if TYPE_CHECKING:
    from overbrug.harvest.candidates import Candidate
    from overbrug.harvest.models import Words


@dataclass
class Trouble:
    """Why a form comes back, with everything that was typed and not kept."""

    form: PlainForm
    status: int = 422
    views: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    step: int = 0


Answer = Trouble | HttpResponse


@form_page
@for_people
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """Show it, or do what one of its three forms asks."""
    part = request.GET.get("deel") if request.method != "POST" else None
    if request.method != "POST":
        actions.settle(place.table)  # what time brought counts before it is read
    if part == "voorstel":
        return _proposal_only(request, place)
    if part == "nieuws":  # asked by the room itself, each time that its line is back
        return JsonResponse({"harvest": room_news.newest(place)})
    if request.method != "POST":
        typed = request.GET.get("stap", "")
        step = whole_number(typed, figures=2)
        return _show(request, place, Trouble(PlainForm(), status=200, step=step))
    try:
        answer = _FORMS.get(request.POST.get("form", ""), _unknown)(request, place)
    except NotAllowed as error:
        raise PermissionDenied from error
    return _show(request, place, answer) if isinstance(answer, Trouble) else answer


def _proposal_only(request: HttpRequest, place: Place) -> HttpResponse:
    """What a vote changes, for the script that keeps a page up to date: no line is read for it."""
    context = {
        "table": place.table,
        "own": place.people,
        "proposal": reading_pages.proposal(place.table, place.people, {}),
        "shared": reading_pages.shared(place.table),
    }
    return render(request, "harvest/table_proposal_part.html", context)


def _show(request: HttpRequest, place: Place, trouble: Trouble) -> HttpResponse:
    table, own = place.table, place.people
    opgave = table.dialogue.opgave
    language = language_for(request, table.dialogue)
    context = {
        "table": table,
        "opgave": opgave,
        "is_narrow": bool(opgave and opgave.visibility != Visibility.PUBLIC),
        "own": own,
        "people": [seat.name for seat in people_of(table)],
        "form": trouble.form,
        "proposal": reading_pages.proposal(table, own, trouble.reasons),
        "choosing": choosing(
            table, own=own, language=language, open_step=trouble.step, typed=trouble.views
        ),
        "shared": reading_pages.shared(table),
    }
    return render(request, "harvest/table.html", context, status=trouble.status)


def _choose(request: HttpRequest, place: Place) -> Answer:
    """Every choice that was changed, then what the button itself asks."""
    table, own = place.table, place.people
    language = language_for(request, table.dialogue)
    form = ChoicesForm(request.POST)
    form.is_valid()
    # Read once, before anything is written: the room's record is a file of its own.
    known = queries.known_at(table, own=own, language=language)
    name, about = form.pressed
    out = queries.widest_out(table)
    choices = {**form.choices(), **_whole_step(name, about, known, out)}
    there = {key: level for key, level in choices.items() if key in known}
    for key in [key for key in there if there[key] > out.get(known[key].words_key, 99)]:
        del there[key], choices[key]
        form.refuse(actions.IS_SHARED)
    held = actions.mark(table, own=own, language=language, choices=there, known=known)
    if len(there) < len(choices):
        form.refuse(_("A line is not there any more. Your other choices are kept."))
    unkept = _keep_views(form, place, known, language)
    done = press(form, place, language, known)
    if form.errors:
        return Trouble(form, views=unkept, step=done.step)
    for line in held:
        words = _("The writer keeps this line at the table: %(text)s") % {"text": line.text[:80]}
        messages.warning(request, words)
    messages.success(request, done.words)
    return redirect(f"{_address(place)}{done.anchor}")


def _whole_step(
    name: str, about: str, known: Mapping[str, Candidate], out: Mapping[Words, int]
) -> dict[str, int]:
    """The quick choice for all lines of a step; what is held or shared further stays as it is."""
    number, _colon, level = about.partition(":")
    if name != "step" or level not in ("0", "1", "3"):
        return {}
    lines = (line for line in known.values() if str(line.step_number) == number)
    free = (line for line in lines if not line.is_held)
    return {x.key: int(level) for x in free if int(level) <= out.get(x.words_key, 99)}


def _keep_views(
    form: ChoicesForm, place: Place, known: Mapping[str, Candidate], language: str
) -> dict[str, str]:
    """Note every other view that is new. Returns those that could not be kept, to give back."""
    unkept = {}
    for key, text in form.views().items():
        seat = form.speaker(key, place.people)
        before = known[key].dissents if key in known else ()
        if seat and any(d.seat_id == seat.pk and d.text == text for d in before):
            continue
        try:
            if seat is None:
                raise Refused(_("Choose who saw it another way."))
            seen: dict[str, Any] = {
                "own": place.people,
                "by": seat,
                "language": language,
                "known": known,
            }
            actions.note_dissent(place.table, key=key, text=text, **seen)
        except Refused as error:
            line = known[key].text[:60] if key in known else ""
            form.refuse(f"{_('Somebody saw it another way')} ({line}): {error.message}")
            unkept[key] = text
    return unkept


def _vote(request: HttpRequest, place: Place) -> Answer:
    """One person of this device agrees or objects."""
    form = VoteForm(request.POST)
    form.is_valid()
    seat, choice = form.said(place.people)
    found = place.table.harvest_pages.filter(number=form.number).first()
    try:
        if seat is None:
            raise Refused(_("Choose who says this."))
        if found is None:
            raise Refused(_("There is a newer page. Look at that one."), field="page")
        found = actions.say(
            found, by=seat, choice=choice, reason=form.reason(seat), own=place.people
        )
    except Refused as error:
        form.refuse(error.message)
        status = 409 if error.field == "page" else 422
        return Trouble(form, status=status, reasons=form.typed())
    messages.success(request, _said(found.state, choice))
    return redirect(f"{_address(place)}#voorstel")


def _said(state: str, choice: str) -> str:
    if state == "approved":
        return _("The table approved this. What stands on the page is shared now.")
    if choice == "object":
        return _("Your objection is noted. Nothing is shared while it stands.")
    return _("It is noted that you agree.")


def _take_back(request: HttpRequest, place: Place) -> Answer:
    """Take an own line off the open page."""
    form = VoteForm(request.POST)
    form.is_valid()
    found = place.table.harvest_pages.filter(number=form.number).first()
    try:
        if found is None:
            raise Refused(_("There is a newer page. Look at that one."), field="page")
        actions.take_back(found, own=place.people, key=request.POST.get("line", ""))
    except Refused as error:
        form.refuse(error.message)
        return Trouble(form, status=409)
    messages.success(request, stays_here(place))
    return redirect(f"{_address(place)}#voorstel")


def _unknown(request: HttpRequest, place: Place) -> Answer:
    form = PlainForm(request.POST)
    form.is_valid()
    form.refuse(_("This button is not known here. Look at the page again and choose."))
    return Trouble(form)


def _address(place: Place) -> str:
    return reverse("harvest:page", args=[place.table.public_id])


_FORMS: dict[str, Callable[[HttpRequest, Place], Answer]] = {
    "choices": _choose,
    "vote": _vote,
    "take_back": _take_back,
}
