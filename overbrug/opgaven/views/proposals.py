"""The page of a proposal: what would change, who says what of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.accounts.models import User
from overbrug.core.addresses import site_address
from overbrug.core.forms import PlainForm
from overbrug.core.pages import attempt, form_page, page_of, posted, status_of
from overbrug.opgaven import actions, proposing, queries
from overbrug.opgaven.actions.proposals import DAYS_TO_ANSWER
from overbrug.opgaven.forms import AnswerProposalForm, SendProposalForm
from overbrug.opgaven.models import Proposal
from overbrug.opgaven.proposal_words import changes_of, title_of, titled

PER_PAGE = 20


@login_required
@require_safe
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """All proposals, the newest first: what the parties agreed on, and what they did not."""
    opgave = queries.opgave_for(request.user, slug)
    if not proposing.may_read_proposals(request.user, opgave):
        raise Http404
    found = proposing.proposals_for(request.user, opgave, ended=True)
    page = page_of(request, found, size=PER_PAGE)
    context = {"opgave": opgave, "page": page, "proposals": titled(list(page))}
    return render(request, "opgaven/proposals.html", context | {"title": _("Proposals")})


@login_required
@form_page
def show(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Read it; an editor of the own organisation sends a draft, of another answers."""
    proposal = _open(request, slug, public_id)
    if proposal.is_draft:
        return _send(request, proposal)
    if "answer_by" in request.POST:
        return redirect(proposal)  # sent by a first press already
    parties = proposing.parties_to_answer_for(request.user, proposal.opgave)
    if not proposal.is_open or not parties:
        if request.method == "POST":
            return _closed(request, proposal)
        return _page(request, proposal)
    return _answer(request, proposal, AnswerProposalForm(posted(request), parties=parties))


def _send(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    day = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)
    form = SendProposalForm(posted(request), initial={"answer_by": day})
    by, site = cast(User, request.user), site_address(request)
    sent = attempt(
        form, lambda: actions.send_proposal(proposal, by=by, site=site, **form.cleaned_data)
    )
    if sent is None:
        return _page(request, proposal, form)
    messages.success(request, _("The other parties can read it now and answer."))
    return redirect(proposal)


def _answer(request: HttpRequest, proposal: Proposal, form: AnswerProposalForm) -> HttpResponse:
    by = cast(User, request.user)
    answered = attempt(
        form,
        lambda: actions.answer_proposal(
            proposal,
            party=form.cleaned_data["party"],
            by=by,
            supports=form.supports,
            reason=form.cleaned_data["reason"],
        ),
    )
    if answered is None:
        return _page(request, proposal, form)
    if answered.was_accepted:
        messages.success(request, _("All parties support it: this is the new version."))
    else:
        messages.success(request, _("Your answer has been saved."))
    return redirect(proposal)


def _closed(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Somebody was quicker; what was typed stands on the page."""
    form = AnswerProposalForm(request.POST, parties=proposing.nobody())
    form.full_clean()
    form.errors.clear()
    form.refuse(_("This proposal is closed: nobody can answer it any more."))
    return _page(request, proposal, form, status=409)


def _page(
    request: HttpRequest, proposal: Proposal, form: PlainForm | None = None, *, status: int = 0
) -> HttpResponse:
    standing = proposing.standing_of(proposal)
    is_ours = proposing.hat_for(request.user, proposal) is not None
    may_conclude = not standing.objecting and (not standing.silent or proposal.is_late())
    context: dict[str, Any] = {
        "opgave": proposal.opgave,
        "proposal": proposal,
        "title": title_of(proposal),
        "changes": changes_of(proposal),
        "standing": standing,
        "is_ours": is_ours,
        "may_conclude": is_ours and proposal.is_open and may_conclude,
        "form": form,
    }
    code = status or (status_of(form) if form else 200)
    return render(request, "opgaven/proposal.html", context, status=code)


@login_required
@form_page
def withdraw(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Ask first, then take it back."""
    return _end(request, slug, public_id, actions.withdraw_proposal, "opgaven/withdraw.html")


@login_required
@form_page
def conclude(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Ask first, then make it the new version, with who stayed silent."""
    return _end(request, slug, public_id, actions.conclude_proposal, "opgaven/conclude.html")


def _end(request: HttpRequest, slug: str, public_id: str, act: Any, template: str) -> HttpResponse:
    proposal = _open(request, slug, public_id)
    if proposing.hat_for(request.user, proposal) is None:
        raise PermissionDenied
    form = PlainForm(posted(request))
    ended = attempt(form, lambda: act(proposal, by=cast(User, request.user)))
    if ended is None:
        context = {
            "opgave": proposal.opgave,
            "proposal": proposal,
            "standing": proposing.standing_of(proposal),
            "form": form,
            "title": title_of(proposal),
        }
        return render(request, template, context, status=status_of(form))
    done = _("This is the new version.") if ended.was_accepted else _("It has been withdrawn.")
    messages.success(request, done)
    return redirect(proposal.opgave)


def _open(request: HttpRequest, slug: str, public_id: str) -> Proposal:
    opgave = queries.opgave_for(request.user, slug)
    return proposing.proposal_for(request.user, opgave, public_id)
