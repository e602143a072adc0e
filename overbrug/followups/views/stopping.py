"""Stopping the mails: one button, or one click in the mail program (RFC 8058)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from overbrug.core.links import TOKEN_LENGTH, carried, take_along
from overbrug.core.pages import form_page
from overbrug.followups import actions
from overbrug.followups.models import FollowUpLink
from overbrug.followups.views.answering import in_language
from overbrug.lib.tokens import hash_of


@csrf_exempt  # a mail program has no cookie of ours; the token is what counts
@form_page
def open_stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program posts here and it is done; a person is led to the page with the button."""
    key = hash_of(token[: TOKEN_LENGTH + 1])
    if request.method != "POST":
        if FollowUpLink.of_token(token) is None and actions.was_mailed(key):
            return render(request, "followups/stop.html")  # who left the address took it back
        return take_along(request, FollowUpLink, token, to="followups:stop")
    actions.stop_for_good(key)
    # The same answer for a token that is unknown, also because it was used before.
    return render(request, "followups/stopped.html")


@form_page
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """One button. Pressed twice it is just as well."""
    link = carried(request, FollowUpLink, public_id)
    if link is None:
        return render(request, "followups/stopped.html", status=404)
    if request.method == "POST":
        return in_language(request, link, lambda: _stopped(request, link))
    context = {"link": link}
    return in_language(request, link, lambda: render(request, "followups/stop.html", context))


def _stopped(request: HttpRequest, link: FollowUpLink) -> HttpResponse:
    actions.stop_for_good(link.hash)
    return render(request, "followups/stopped.html")
