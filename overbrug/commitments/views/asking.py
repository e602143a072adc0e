"""Ask a party by mail, take a question back, ask again: for who may release a promise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overbrug.accounts.models import User
from overbrug.commitments import actions, queries, rules
from overbrug.commitments.forms import AskForm
from overbrug.commitments.models import Commitment
from overbrug.core.addresses import site_address
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.pages import attempt, form_page, posted, status_of
from overbrug.opgaven.queries import opgave_for
from overbrug.outbox.queries import sends_mail


def _open(request: HttpRequest, slug: str, pk: int) -> Commitment:
    commitment = queries.commitment_for(request.user, opgave_for(request.user, slug), pk)
    if not rules.may_ask(request.user, commitment):
        raise PermissionDenied
    return commitment


@contextmanager
def forbidden_is_403() -> Iterator[None]:
    """Who may not any more since the page was opened is told so."""
    try:
        yield
    except NotAllowed as error:
        raise PermissionDenied from error


@login_required
@form_page
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """To whom the question goes, and what the mail says."""
    commitment = _open(request, slug, pk)
    by = cast(User, request.user)
    sent = posted(request)
    site = site_address(request)
    is_firm = commitment.is_firm
    form = AskForm(sent, addresses=queries.addresses_to_ask(commitment), is_firm=is_firm)

    def act() -> object:
        return actions.ask_to_confirm(commitment, by=by, site=site, **form.chosen())

    if attempt(form, act) is None:
        context = {
            "form": form,
            "commitment": commitment,
            "opgave": commitment.opgave,
            "sends_mail": sends_mail(),
            "hat": rules.asking_hat(by, commitment),
            "title": _("Ask whether this still holds") if is_firm else _("Ask by mail"),
        }
        return render(request, "commitments/ask.html", context, status=status_of(form))
    messages.success(request, _("The question goes out by mail. Below you see what becomes of it."))
    return redirect(f"{commitment.get_absolute_url()}#questions")


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: int, public_id: str) -> HttpResponse:
    """Make a mailed link worthless."""
    commitment = _open(request, slug, pk)
    link = queries.question_of(commitment, public_id)
    with forbidden_is_403():
        after = actions.revoke_link(link, by=cast(User, request.user))
    if after.state == "revoked":
        messages.success(request, _("The question has been revoked. Its link does not work."))
    else:
        messages.info(request, _("This question has ended already."))
    return redirect(f"{commitment.get_absolute_url()}#questions")


@login_required
@require_POST
def again(request: HttpRequest, slug: str, pk: int, public_id: str) -> HttpResponse:
    """The same question anew; the older link stops working."""
    commitment = _open(request, slug, pk)
    link = queries.question_of(commitment, public_id)
    try:
        with forbidden_is_403():
            actions.ask_again(link, by=cast(User, request.user), site=site_address(request))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("A new mail goes out. The older link does not work any more."))
    return redirect(f"{commitment.get_absolute_url()}#questions")
