"""Read, propose, confirm, change, decline, withdraw and deliver a promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.accounts.models import User
from overbrug.commitments import actions, origins, past, queries, rules
from overbrug.commitments.forms import (
    ConfirmForm,
    DeliverForm,
    ProposeForm,
    ReasonForm,
    VisibilityForm,
)
from overbrug.commitments.models import Commitment
from overbrug.core.errors import Conflict
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, page_of, posted, revision_read, status_of
from overbrug.core.visibility import Visibility
from overbrug.lib.numbers import whole_number
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.queries import opgave_for
from overbrug.opgaven.rules import may_see_names_in_history, part_of
from overbrug.opgaven.then import hidden_from

PER_PAGE = 50
Act = Callable[[int, dict[str, Any]], Any]


@require_safe
def commitment_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every promise of an opgave, also the declined and withdrawn ones."""
    opgave = opgave_for(request.user, slug)
    need = opgave.needs.filter(pk=whole_number(request.GET.get("need", ""))).first()
    rows = queries.standing_first(request.user, opgave, need)
    page = page_of(request, rows, size=PER_PAGE)
    commitments = queries.listed(cast("QuerySet[Commitment]", page.object_list), [opgave])
    context = {
        "opgave": opgave,
        "page": page,
        "need": need,
        "page_rest": f"need={need.pk}" if need else "",
        "standing": [c for c in commitments if c.status not in queries.ENDED],
        "ended": [c for c in commitments if c.status in queries.ENDED],
        "may_propose": rules.may_propose(request.user, opgave),
        "shows_all": part_of(request.user, opgave) is not None,
        "title": _("Promises"),
    }
    return render(request, "commitments/list.html", context)


@require_safe
def detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One promise: its words, how firm it is, what it was before."""
    opgave = opgave_for(request.user, slug)
    commitment = queries.commitment_for(request.user, opgave, pk)
    may_answer = rules.may_answer(request.user, commitment)
    with_names = may_see_names_in_history(request.user, opgave)
    sees_inside = rules.sees_inside(request.user, commitment)
    may_ask = rules.may_ask(request.user, commitment)
    is_confirmed = commitment.status == Commitment.Status.CONFIRMED
    is_proposed = commitment.status == Commitment.Status.PROPOSED
    context = {
        "opgave": opgave,
        "commitment": commitment,
        "steps": past.steps_of(
            commitment,
            with_names=with_names,
            sees_inside=sees_inside,
            hidden=hidden_from(request.user, opgave),
        ),
        "origin": origins.render(request, commitment),
        "effects": queries.effects_of(commitment),
        "may_claim": commitment.is_open
        and rules.claiming_hat(request.user, commitment) is not None
        and queries.has_figures(opgave),
        "may_review": rules.reviewing_hat(request.user, commitment) is not None,
        "may_ask": may_ask and commitment.is_open,
        "questions": queries.questions_about(commitment) if may_ask else [],
        "may_choose_visibility": rules.may_choose_visibility(request.user, commitment),
        "may_confirm": may_answer
        and (is_proposed or (is_confirmed and not commitment.is_mandated)),
        "may_decline": may_answer and is_proposed,
        "may_deliver": may_answer and is_confirmed,
        "may_change": commitment.is_open and rules.may_change(request.user, commitment),
        "title": _("Promise"),
    }
    return render(request, "commitments/detail.html", context)


@login_required
@form_page
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """A new proposal; the address may bring the need, as a hole in the bridge does."""
    opgave = opgave_for(request.user, slug)
    if not rules.may_propose(request.user, opgave):
        raise PermissionDenied
    me = cast(User, request.user)
    sent = posted(request)
    need = request.GET.get("need", "")
    first = {"need": need} if whole_number(need) else None
    form = ProposeForm(sent, by=me, opgave=opgave, initial=first)

    def act() -> Commitment:
        words = dict(form.cleaned_data)
        party = words.pop("party")
        who = {"organisation": party.organisation, "group": party.name}
        return actions.propose_commitment(opgave, by=me, **who, **words)

    made = attempt(form, act)
    if made is None:
        context = {"opgave": opgave, "form": form, "title": _("Add a promise")}
        return render(request, "commitments/form.html", context, status=status_of(form))
    messages.success(request, _("The proposal is on the bridge as a wish."))
    return redirect(made.get_absolute_url())


def opened(request: HttpRequest, slug: str, pk: int, may: Callable[..., bool]) -> Commitment:
    """The promise of this address, for who may do this with it."""
    commitment = queries.commitment_for(request.user, opgave_for(request.user, slug), pk)
    if not may(request.user, commitment):
        raise PermissionDenied
    return commitment


@login_required
@form_page
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say yes, in the organisation's name or on personal title."""
    commitment = opened(request, slug, pk, rules.may_answer)
    mandate = rules.mandate_for(request.user, commitment)
    sent = posted(request)
    form = ConfirmForm(sent, right=mandate, commitment=commitment)
    by = cast(User, request.user)
    return _decide(
        request,
        commitment,
        form,
        lambda revision, words: actions.confirm(commitment, by=by, revision=revision, **words),
        title=_("Confirm this promise"),
        button=_("Yes, we promise this") if mandate else _("Yes, I promise this"),
        outcomes=[commitment.firmness_in_name, "intention"] if mandate else ["intention"],
        done=_("Confirmed."),
        mandate=mandate,
        hat=rules.own_hat(request.user, commitment),
        is_confirming=True,
    )


@login_required
@form_page
def choose_visibility(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who sees this promise; to show it to more people is an act of its own."""
    commitment = opened(request, slug, pk, rules.may_choose_visibility)
    by = cast(User, request.user)
    first = {"visibility": commitment.visibility}
    is_wider = commitment.is_mandated and rules.came_from(commitment) != Visibility.PUBLIC
    sent = posted(request)

    def act(revision: int, words: dict[str, Any]) -> Commitment:
        agreed = words.pop("everyone", False)
        return actions.show_to(
            commitment, by=by, revision=revision, everyone_may_read=agreed, **words
        )

    return _decide(
        request,
        commitment,
        VisibilityForm(sent, is_wider=is_wider, initial=first),
        act,
        title=_("Who sees this promise"),
        button=_("Save"),
        done=_("Saved."),
        is_choosing=True,
    )


@login_required
@form_page
def decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say no, and why."""
    commitment = opened(request, slug, pk, rules.may_answer)
    by = cast(User, request.user)
    return _decide(
        request,
        commitment,
        ReasonForm(posted(request)),
        lambda revision, words: actions.decline(commitment, by=by, revision=revision, **words),
        title=_("Decline this promise"),
        button=_("No, we do not promise this"),
        done=_("Declined. The reason can be read with the promises."),
    )


@login_required
@form_page
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a promise back, visibly."""
    commitment = opened(request, slug, pk, rules.may_change)
    by = cast(User, request.user)
    return _decide(
        request,
        commitment,
        ReasonForm(posted(request)),
        lambda revision, words: actions.withdraw(commitment, by=by, revision=revision, **words),
        title=_("Withdraw this promise"),
        button=_("Withdraw this promise"),
        done=_("Withdrawn. The reason stays to be read."),
    )


@login_required
@form_page
def deliver(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say that it has been done."""
    commitment = opened(request, slug, pk, rules.may_answer)
    by = cast(User, request.user)
    first = {"delivered_on": timezone.localdate(), "evidence": commitment.evidence}
    return _decide(
        request,
        commitment,
        DeliverForm(posted(request), initial=first),
        lambda revision, words: actions.deliver(commitment, by=by, revision=revision, **words),
        title=_("This promise has been kept"),
        button=_("Report that it has been done"),
        done=_("Delivered. The shore moves only when somebody measures again."),
    )


def _decide(
    request: HttpRequest,
    commitment: Commitment,
    form: PlainForm,
    act: Act,
    *,
    title: str,
    button: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """One decision about the words as this person read them; pressing the button is the act."""
    opgave = commitment.opgave
    revision = revision_read(request, commitment)
    context = {"commitment": commitment, "title": title, "button": button, **more}
    try:
        decided = attempt(form, lambda: act(revision, form.cleaned_data))
    except Conflict as conflict:
        fresh = queries.commitment_for(request.user, opgave, commitment.pk)
        context |= {"commitment": fresh, "revision": fresh.revision}
        form.refuse(conflict.message)
        return _show(request, opgave, form, context, status=409)
    if decided is None:
        return _show(request, opgave, form, context | {"revision": revision})
    messages.success(request, done)
    return redirect(commitment.get_absolute_url())


def _show(
    request: HttpRequest,
    opgave: Opgave,
    form: PlainForm,
    context: dict[str, Any],
    *,
    status: int = 0,
) -> HttpResponse:
    context = {"opgave": opgave, "form": form, **context}
    return render(request, "commitments/decide.html", context, status=status or status_of(form))
