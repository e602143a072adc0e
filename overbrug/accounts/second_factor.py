"""What only administrators may asks for a second step: `@with_second_factor` on the page.

Reading what is public, sitting at a table and editing an opgave never ask it. An administrator who
has none yet is led to a page that helps, and from there back to where they were going.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from overbrug.accounts import rules
from overbrug.accounts.factors.again import kinds_of
from overbrug.accounts.factors.proof import did_second_step

View = Callable[..., HttpResponse]


def lead(request: HttpRequest) -> HttpResponse | None:
    """The answer for an administrator who has yet to show a second step; None for all others."""
    if not settings.SECOND_FACTOR or not rules.is_administrator(request.user):
        return None
    if did_second_step(request):
        return None
    if request.method not in ("GET", "HEAD"):
        return _keep_what_was_typed(request)
    return HttpResponseRedirect(f"{way(request)}?{urlencode({'next': request.get_full_path()})}")


def way(request: HttpRequest) -> str:
    """Where this person shows a second step, or sets one up."""
    types = kinds_of(request.user)
    if Authenticator.Type.TOTP in types:
        return reverse("mfa_reauthenticate")
    return reverse("mfa_reauthenticate_webauthn" if types else "accounts:second_factor")


def with_second_factor(view: View) -> View:
    """Let administrators through once this session showed a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return lead(request) or view(request, *args, **kwargs)

    guarded.needs_second_factor = True  # type: ignore[attr-defined]
    return guarded


def _keep_what_was_typed(request: HttpRequest) -> HttpResponse:
    """The form comes back as it was sent, to send once more after the second step."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "sent": [pair for pair in sent if pair[0] != "csrfmiddlewaretoken"],
        "way": f"{way(request)}?{urlencode({'next': reverse('accounts:me')})}",
    }
    return render(request, "accounts/second_factor_first.html", context, status=403)
