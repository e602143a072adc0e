"""Stopping the mails: one button, or one click in the mail program (RFC 8058)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from overbrug.core.links import carried, take_along
from overbrug.core.pages import form_page
from overbrug.followups import actions
from overbrug.followups.models import FollowUpLink
from overbrug.followups.views.answering import in_language
from overbrug.lib.tokens import hash_of

NAME_LENGTH = 100


@csrf_exempt  # a mail program has no cookie of ours; the token is what counts
@form_page
def open_stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program posts here and it is done; a person is led to the page with the button."""
    if request.method != "POST":
        return take_along(request, FollowUpLink, token, to="followups:stop")
    link = FollowUpLink.objects.filter(hash=hash_of(token[:NAME_LENGTH])).first()
    if link is not None:
        actions.stop(link.follow_up)
    # The same answer for a token that is unknown, also because it was used before.
    return render(request, "followups/stopped.html")


@form_page
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """One button. Pressed twice it is just as well."""
    link = carried(request, FollowUpLink, public_id)
    if link is None:
        return render(request, "followups/stopped.html", status=404)
    if request.method == "POST":
        actions.stop(link.follow_up)
        return in_language(request, link, lambda: render(request, "followups/stopped.html"))
    context = {"link": link}
    return in_language(request, link, lambda: render(request, "followups/stop.html", context))
