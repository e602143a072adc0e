"""The page of an invitation: a party describes itself, without an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from overbrug.core.links import carried, note_answer, take_along, was_answered_here
from overbrug.core.pages import attempt, form_page, revision_read, status_of
from overbrug.core.revisions import EditConflict
from overbrug.opgaven import actions, rules
from overbrug.opgaven.forms import DESCRIBED, DescribeForm, first_values
from overbrug.opgaven.models import BY_MEMBER, PartyInvitation
from overbrug.opgaven.views.editing import clashes_of, with_choices, with_theirs


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail; leads on to one without the token."""
    return take_along(request, PartyInvitation, token, to="opgaven:invitation")


@form_page
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is about, what others wrote, and boxes for the own words."""
    invitation = carried(request, PartyInvitation, public_id)
    if invitation is None:
        return _gone(request, None, "unknown")
    party = invitation.party
    if invitation.state == "used" and was_answered_here(request, invitation):
        return _read_back(request, invitation)
    if invitation.state != "open":
        return _gone(request, invitation, invitation.state)
    if not rules.may_be_asked(party):
        return _gone(request, invitation, "revoked")
    if request.method != "POST":
        form = DescribeForm(party=party, initial=first_values(party))
        return _show(request, invitation, form, revision=party.revision)
    return _take_in(request, invitation)


def _take_in(request: HttpRequest, invitation: PartyInvitation) -> HttpResponse:
    party = invitation.party
    revision = revision_read(request, party)
    chosen = with_choices(request.POST, party, DescribeForm(party=party))
    form = DescribeForm(chosen, party=party)

    def act() -> object:
        told = actions.Told(
            words=form.words,
            agreed=form.agreed,
            declines=form.cleaned_data["declines"],
            reason=form.cleaned_data["reason"],
        )
        return actions.describe_party(invitation, revision=revision, told=told, user=request.user)

    try:
        done = attempt(form, act)
    except EditConflict as conflict:
        return _show_both(request, invitation, form, conflict)
    if done is None:
        return _show(request, invitation, form, revision=revision)
    note_answer(request, invitation)
    return redirect("opgaven:invitation", invitation.public_id)


def _show(
    request: HttpRequest, invitation: PartyInvitation, form: DescribeForm, **more: Any
) -> HttpResponse:
    status = more.pop("status", status_of(form))
    party = invitation.party
    clashing = {clash.field.name for clash in more.get("clashes", [])}
    context: dict[str, Any] = {
        "invitation": invitation,
        "party": party,
        "opgave": party.opgave,
        "form": form,
        "fields": [field for field in form if field.name not in clashing],
        "settled": [name for name in DESCRIBED if party.own_words.get(name) == BY_MEMBER],
        "may_speak": rules.may_speak_for(request.user, party),
        "may_read": rules.may_see_opgave(request.user, party.opgave),
        **more,
    }
    return render(request, "opgaven/describe.html", context, status=status)


def _show_both(
    request: HttpRequest, invitation: PartyInvitation, form: DescribeForm, conflict: EditConflict
) -> HttpResponse:
    """Somebody changed the same meanwhile: both texts, and nothing typed is lost."""
    assert isinstance(form.data, QueryDict)
    current = conflict.current
    invitation.party.refresh_from_db()
    data = with_theirs(form.data, conflict, form)
    again = DescribeForm(data, party=invitation.party)
    for difference in conflict.differences:
        again.reconsider(difference.field)
    clashes = clashes_of(conflict, again)
    return _show(request, invitation, again, revision=current.revision, clashes=clashes, status=409)


def _read_back(request: HttpRequest, invitation: PartyInvitation) -> HttpResponse:
    """Who sent it reads what was sent, also when somebody changed it since."""
    party = invitation.party
    rows = party.history.filter(revision__lte=invitation.sent_revision).order_by("-revision")
    sent, before = [*rows[:2], None, None][:2]
    now = sent or party
    context = {
        "invitation": invitation,
        "party": party,
        "opgave": party.opgave,
        "sent": now,
        "names": [name for name in DESCRIBED if _differs(now, before, name)],
        "of_others": [n for n in DESCRIBED if getattr(now, n) and n not in now.own_words],
        "may_read": rules.may_see_opgave(request.user, party.opgave),
    }
    return render(request, "opgaven/described.html", context)


def _differs(sent: Any, before: Any | None, name: str) -> bool:
    """True when this text, or who says it, came with what was sent."""
    if before is None:
        return name in sent.own_words
    has_new_words: bool = getattr(sent, name) != getattr(before, name)
    return has_new_words or sent.own_words.get(name) != before.own_words.get(name)


def _gone(request: HttpRequest, invitation: PartyInvitation | None, why: str) -> HttpResponse:
    """The link does nothing any more: why, and the way on."""
    opgave = invitation.opgave if invitation else None
    context = {
        "invitation": invitation,
        "why": why,
        "opgave": opgave if opgave and rules.may_see_opgave(request.user, opgave) else None,
    }
    return render(
        request, "opgaven/invitation_gone.html", context, status=410 if invitation else 404
    )
