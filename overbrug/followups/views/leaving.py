"""At the end of a conversation: an address for the next morning, and a file for the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from overbrug.core.pages import attempt, form_page, status_of
from overbrug.dialogues.places import Place, for_people
from overbrug.followups import actions, queries
from overbrug.followups.calendar import calendar_file
from overbrug.followups.forms import LeaveForm, StepForm
from overbrug.followups.models import AFTER, Round
from overbrug.followups.steps import own_step
from overbrug.outbox.queries import sends_mail

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat


@form_page
@for_people
def leave_address(request: HttpRequest, place: Place) -> HttpResponse:
    """One short mail after two days and one after a month; who sits here with others chooses."""
    seat = _chosen(request, place)
    if seat is None:
        return _choose(request, place)
    form = _form(request, seat)
    left = attempt(
        form,
        lambda: actions.leave_address(
            seat, language=get_language() or place.table.dialogue.language, **form.cleaned_data
        ),
    )
    return redirect(_address(seat)) if left is not None else _show(request, seat, form)


@require_POST
@for_people
def remove_address(request: HttpRequest, place: Place) -> HttpResponse:
    """Take the address back: nothing of it stays."""
    seat = _chosen(request, place)
    if seat is None:
        return _choose(request, place)
    if left := queries.follow_up_of(seat):
        actions.stop(left)
    return redirect(_address(seat))


@form_page
@for_people
def calendar(request: HttpRequest, place: Place) -> HttpResponse:
    """The own step for the calendar; what is typed in the form goes along and is not kept."""
    seat = _chosen(request, place)
    if seat is None:
        return _choose(request, place)
    left = queries.follow_up_of(seat)
    step = left.step if left else ""
    if request.method == "POST":
        form = StepForm(request.POST)
        if not form.is_valid():
            return _show(request, seat, _both(request, form))
        step = form.cleaned_data["step"]
    if not step:
        return redirect(_address(seat))  # an appointment without a step says nothing
    begins = left.counts_from if left else (place.table.finished_at or timezone.now())
    content = calendar_file(seat, step=step, begins=begins)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="overbrug.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _chosen(request: HttpRequest, place: Place) -> Seat | None:
    """The seat of this device that is named; alone on it nobody need be named."""
    named = request.POST.get("seat") or request.GET.get("plek", "")
    if not named and len(place.people) == 1:
        return place.people[0]
    return next((seat for seat in place.people if seat.public_id == named), None)


def _choose(request: HttpRequest, place: Place) -> HttpResponse:
    context = {"table": place.table, "people": place.people}
    return render(request, "followups/choose.html", context)


def _both(request: HttpRequest, form: StepForm) -> LeaveForm:
    """The whole form with what was typed, and with the mistake in the step alone."""
    whole = LeaveForm(request.POST)  # its address is not looked at
    whole.full_clean()
    whole.errors.pop("email", None)
    return whole


def _form(request: HttpRequest, seat: Seat) -> LeaveForm:
    """The step comes back as it was; the address never does, as others may hold this phone."""
    left = queries.follow_up_of(seat)
    kept = left.masked if left else ""
    if request.method == "POST":
        return LeaveForm(request.POST, kept=kept)
    # A promise is often for later than this week: it is taken over only when somebody says so.
    promised = own_step(seat) if request.GET.get("neem") == "over" else ""
    return LeaveForm(initial={"step": left.step if left else promised}, kept=kept)


def _address(seat: Seat) -> str:
    page = reverse("followups:leave-address", args=[seat.table.public_id])
    return f"{page}?plek={seat.public_id}"


def _show(request: HttpRequest, seat: Seat, form: LeaveForm) -> HttpResponse:
    left = queries.follow_up_of(seat)
    context: dict[str, Any] = {
        "table": seat.table,
        "seat": seat,
        "form": form,
        "left": left,
        "promised": "" if left or form.is_bound else own_step(seat),
        "month_at": left.counts_from + AFTER[Round.MONTH] if left else None,
        "sends_mail": sends_mail(),
        "is_rehearsal": seat.table.dialogue.is_rehearsal or seat.table.dialogue.is_example,
        "is_example": seat.table.dialogue.is_example,
    }
    return render(request, "followups/leave.html", context, status=status_of(form))
