"""What the organiser changes afterwards. Whatever takes something away asks first."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overbrug.accounts.models import User
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.dialogues import actions
from overbrug.dialogues.forms import ChangeForm
from overbrug.dialogues.models import Seat
from overbrug.dialogues.views.organising import organised
from overbrug.dialogues.views.posting import act


@login_required
@form_page
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another title or moment, or more tables."""
    found = organised(request, public_id)
    count = found.tables.count()
    first = {"title": found.title, "starts_at": found.starts_at, "tables": count}
    form = ChangeForm(posted(request), initial=first)
    me = cast(User, request.user)
    if attempt(form, lambda: actions.change_dialogue(found, by=me, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("dialogues:dialogue", public_id)
    context = {"form": form, "dialogue": found}
    return render(request, "dialogues/change.html", context, status=status_of(form))


@login_required
@form_page
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask first, then let nobody new sit down."""
    found = organised(request, public_id)
    if request.method != "POST":
        return render(request, "dialogues/close.html", {"dialogue": found})
    act(request, lambda: actions.close_dialogue(found, by=cast(User, request.user)))
    return redirect("dialogues:dialogue", public_id)


@login_required
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let people sit down again."""
    found = organised(request, public_id)
    if act(request, lambda: actions.reopen_dialogue(found, by=cast(User, request.user))):
        messages.success(request, _("The conversation is open again."))
    return redirect("dialogues:dialogue", public_id)


@login_required
@form_page
def revoke(request: HttpRequest, public_id: str, seat_id: str) -> HttpResponse:
    """Ask first, then take a seat away."""
    found = organised(request, public_id)
    seats = Seat.objects.select_related("table__dialogue__opgave", "table__dialogue__organisation")
    seat = seats.filter(table__dialogue=found, public_id=seat_id).first()
    if seat is None:
        raise Http404
    if request.method != "POST" and seat.revoked_at is None:
        return render(request, "dialogues/revoke.html", {"dialogue": found, "seat": seat})
    if act(request, lambda: actions.revoke_seat(seat, by=cast(User, request.user))):
        messages.success(request, _("%(name)s no longer has a seat.") % {"name": seat.name})
    return redirect("dialogues:dialogue", public_id)
