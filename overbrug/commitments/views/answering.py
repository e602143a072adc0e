"""The pages of a mailed link: no account needed, and only the button acts.

What such a page says after the answer stands in `views/answered.py`.

The address with the token answers with `Referrer-Policy: no-referrer`. These pages keep that of the
site, same-origin: a form on a page with no-referrer comes with `Origin: null`, which is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overbrug.commitments import actions, origins, past, rules
from overbrug.commitments.forms import (
    PERSONAL,
    AnswerWordsForm,
    ConfirmForm,
    HoldForm,
    NotUsForm,
    OwnReasonForm,
    ReasonForm,
    words_of,
)
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.commitments.views.answered import ended, takes_back, unknown
from overbrug.commitments.wording import lacking_words
from overbrug.core.errors import Conflict
from overbrug.core.forms import PlainForm
from overbrug.core.links import carried, note_answer, take_along
from overbrug.core.pages import attempt, form_page, posted, revision_read, status_of
from overbrug.opgaven.rules import may_see_opgave

CHOSEN = "as"
MakeForm = Callable[[QueryDict | None, AnswerLink], PlainForm]
Act = Callable[[AnswerLink, int, dict[str, Any]], Commitment]


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the mail: leads on at once to one without the token."""
    return take_along(request, AnswerLink, token, to="commitments:answer")


@form_page
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who asks, what the promise is, how firm it would be; and a yes."""
    link = carried(request, AnswerLink, public_id)
    if link is not None and link.commitment.is_firm:
        return _still(request, public_id)
    if request.method == "POST" and request.POST.get("then") == "change":
        # Decides nothing: it takes the choice of this page along to the one with the words.
        words = urlencode({CHOSEN: request.POST.get("speaks_as", "")[:20]})
        return redirect(f"{reverse('commitments:answer_change', args=[public_id])}?{words}")
    return _decide(
        request,
        public_id,
        "commitments/answer.html",
        lambda sent, link: ConfirmForm(sent, **_name(request, link)),
        lambda link, revision, words: actions.confirm_by_link(link, revision=revision, **words),
        title=_("Is this your promise?"),
    )


def _still(request: HttpRequest, public_id: str) -> HttpResponse:
    """Of what stands in the name of an organisation: does it still hold?"""
    return _decide(
        request,
        public_id,
        "commitments/answer_still.html",
        lambda sent, link: HoldForm(sent),
        lambda link, revision, words: actions.hold_by_link(link, revision=revision),
        title=_("Does this still hold?"),
    )


@form_page
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Other words, and a yes to those; who has no choice of name reads it on the button."""
    link = carried(request, AnswerLink, public_id)
    button = _("Yes, this is what we promise")
    if link is not None and link.commitment.is_firm:
        button = _("Yes, in the name of %(organisation)s") % {"organisation": link.commitment.who}
    return _decide(
        request,
        public_id,
        "commitments/answer_change.html",
        lambda sent, link: AnswerWordsForm(sent, **_name(request, link, words_of(link.commitment))),
        lambda link, revision, words: actions.confirm_by_link(link, revision=revision, **words),
        title=_("Change the words"),
        needs="change",
        button=button,
    )


@form_page
def decline(request: HttpRequest, public_id: str) -> HttpResponse:
    """No, and why."""
    return _decide(
        request,
        public_id,
        "commitments/answer_reason.html",
        _reason_form,
        lambda link, revision, words: actions.decline_by_link(link, revision=revision, **words),
        title=_("Decline this promise"),
        needs="decline",
        button=_("No, we do not promise this"),
    )


@form_page
def not_us(request: HttpRequest, public_id: str) -> HttpResponse:
    """The question came to the wrong place."""
    return _decide(
        request,
        public_id,
        "commitments/answer_reason.html",
        lambda sent, link: NotUsForm(sent),
        lambda link, revision, words: actions.pass_on_by_link(link, **words),
        title=_("This is not for us"),
        needs="not_us",
        button=_("This is not for us"),
    )


@form_page
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back, visibly."""
    return _decide(
        request,
        public_id,
        "commitments/answer_reason.html",
        lambda sent, link: ReasonForm(sent),
        lambda link, revision, words: actions.withdraw_by_link(link, revision=revision, **words),
        title=_("Withdraw this promise"),
        needs="withdraw",
        button=_("Withdraw this promise"),
    )


def _reason_form(sent: QueryDict | None, link: AnswerLink) -> PlainForm:
    """It says who reads the reason."""
    return ReasonForm(sent) if rules.speaks_for_party(link) else OwnReasonForm(sent)


def _name(
    request: HttpRequest, link: AnswerLink, words: dict[str, Any] | None = None
) -> dict[str, Any]:
    """In whose name this link may speak at this moment, and what was chosen a page ago."""
    right = rules.speaking_address(link)
    initial = words or {}
    chosen = request.GET.get(CHOSEN, "")
    if chosen in {PERSONAL, str(right.pk) if right else PERSONAL}:
        initial = {**initial, "speaks_as": chosen}
    return {"right": right, "commitment": link.commitment, "initial": initial}


def _decide(
    request: HttpRequest,
    public_id: str,
    template: str,
    make_form: MakeForm,
    act: Act,
    *,
    needs: str = "",
    **more: Any,
) -> HttpResponse:
    """Show the promise as it is now, and handle the one button of this page."""
    link = carried(request, AnswerLink, public_id)
    if link is None:
        return unknown(request)
    is_own = needs == "withdraw" and takes_back(request, link)
    if not is_own and _is_over(link):
        return ended(request, link)
    if not is_own and needs and needs not in _acts(link):
        return redirect("commitments:answer", link.public_id)
    form = make_form(posted(request), link)
    revision = revision_read(request, link.commitment)
    status = 0
    try:
        done = _attempt(form, act, link, revision)
    except Conflict as conflict:
        done, status = None, 409
        form.refuse(conflict.message)
    now = _fresh(link)
    if done is not None:
        note_answer(request, now)
        return redirect("commitments:answer", now.public_id)
    if _is_over(now) and not (is_own and takes_back(request, now)):
        return ended(request, now)
    # Of a text that changed the new one is shown, and its revision goes with the next press.
    context = {"revision": now.commitment.revision if status else revision, **more}
    context |= _context(request, now, form)
    return render(request, template, context, status=status or status_of(form))


def _is_over(link: AnswerLink) -> bool:
    return link.state != "open" or not rules.may_be_shown(link.commitment) or not _acts(link)


def _attempt(form: PlainForm, act: Act, link: AnswerLink, revision: int) -> Commitment | None:
    done: Commitment | None = attempt(form, lambda: act(link, revision, form.cleaned_data))
    return done


def _fresh(link: AnswerLink) -> AnswerLink:
    rows = AnswerLink.objects.select_related("commitment", "address__organisation")
    return rows.get(pk=link.pk)


def _acts(link: AnswerLink) -> set[str]:
    is_registered = rules.speaking_address(link) is not None
    return rules.answers_to(link.commitment, is_registered=is_registered)


def _outcomes(commitment: Commitment, *, is_registered: bool) -> list[str]:
    """How firm it can be after a yes."""
    if not is_registered:
        return ["intention"]
    firm = [commitment.firmness_in_name]
    return firm if commitment.is_firm else [*firm, "intention"]


def _context(request: HttpRequest, link: AnswerLink, form: PlainForm) -> dict[str, Any]:
    commitment = link.commitment
    right = rules.speaking_address(link)
    return {
        "link": link,
        "acts": _acts(link),
        "commitment": commitment,
        "opgave": commitment.opgave,
        "form": form,
        "right": right,
        "outcomes": _outcomes(commitment, is_registered=right is not None),
        "chosen": form["speaks_as"].value() if "speaks_as" in form.fields else "",
        "party_is_here": rules.party_is_here(commitment),
        "lacking": lacking_words(commitment),
        "may_read": may_see_opgave(request.user, commitment.opgave),
        "origin": origins.render(request, commitment),
        "proposed": past.proposed(commitment),
    }
