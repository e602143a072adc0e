"""The page of a mailed link that has done its work, or does nothing any more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overbrug.commitments import past, rules
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.commitments.wording import lacking_words
from overbrug.core.links import was_answered_here
from overbrug.opgaven.rules import may_see_opgave


def takes_back(request: HttpRequest, link: AnswerLink) -> bool:
    """This browser said the yes that stands: nobody else with the same link withdraws it."""
    is_shown = rules.may_be_shown(link.commitment)
    return is_shown and was_answered_here(request, link) and rules.takes_back_own(link)


def unknown(request: HttpRequest) -> HttpResponse:
    """Nobody came here through a mail."""
    return render(request, "commitments/answer_gone.html", {"state": "unknown"}, status=404)


def ended(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    """What became of it: the whole answer for the browser that gave it, for others that it has
    ended; the promise itself only for who sees it."""
    commitment = link.commitment
    state = _state(link)
    is_mine = state == "used" and was_answered_here(request, link)
    context = {
        "state": state,
        "link": link,
        "takes_back": takes_back(request, link),
        "commitment": commitment if rules.may_see(request.user, commitment) else None,
    }
    said = past.said_through(link) if is_mine and rules.may_be_shown(commitment) else None
    if said is not None:
        context |= _read_back(request, said, commitment)
        return render(request, "commitments/answered.html", context)
    status = 200 if state == "decided" or is_mine else 410
    page = "answer_ended" if state == "used" else "answer_gone"
    return render(request, f"commitments/{page}.html", context, status=status)


def _state(link: AnswerLink) -> str:
    """In a word why it does nothing any more."""
    commitment = link.commitment
    if link.state == "revoked" and link.answer:
        return "decided"
    if link.state != "open":
        return link.state
    if not rules.may_be_shown(commitment):
        return "narrowed"
    is_without_right = link.address is not None and rules.speaking_address(link) is None
    return "address_ended" if commitment.is_firm and is_without_right else "decided"


def _read_back(request: HttpRequest, said: Commitment, now: Commitment) -> dict[str, Any]:
    """Who answered reads what was said here, also when only the parties see the promise."""
    return {
        "said": said,
        "opgave": now.opgave,
        "lacking": lacking_words(said),
        "is_changed": (said.revision, said.status) != (now.revision, now.status),
        "seen_by": now.visibility_word,
        "may_read": may_see_opgave(request.user, now.opgave),
    }
