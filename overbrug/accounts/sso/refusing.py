"""Why a login elsewhere was not accepted, in words for the person at the screen.

The reason in code goes to the log for who looks after the server; the words name no secret.
"""

from __future__ import annotations

import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


class SsoRefused(OAuth2Error):  # type: ignore[misc]
    """Something about this login is not right: `kind` chooses the words, the log gets `reason`."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def words(kind: str) -> str:
    """What happened and what to do, for one kind of refusal."""
    name = {"name": settings.SSO["name"]}
    return {
        "away": _("%(name)s does not answer now. Try again in a few minutes.") % name,
        "stopped": _("You stopped logging in at %(name)s. Nothing was changed.") % name,
        "said": _("%(name)s did not let you in. Ask your own helpdesk.") % name,
        "refused": _("%(name)s did not let you in. Ask your own helpdesk.") % name,
        "state": _("This login took too long, or it began in another tab or browser. Try again."),
        "clock": _("The clocks of %(name)s and of this site differ. Tell who looks after it.")
        % name,
        "wrong": _("What %(name)s sent is not right, so we did not use it. Try again once.") % name,
        "mail": _("%(name)s tells us no mail address of you that is certain.") % name,
        "unknown": _("You have no account here yet. Ask who looks after your organisation."),
        "taken": _(
            "Your mail address already belongs to a login of somebody else at %(name)s."
            " Ask who looks after this site."
        )
        % name,
    }.get(kind, _("Logging in did not work. Try again."))


def refused(request: HttpRequest, kind: str, reason: str) -> HttpResponse:
    """The page that says it; the log tells the rest, on one line and of bounded length."""
    # What a visitor can bring about without the provider does not make the log grow.
    level = logging.INFO if kind in ("state", "stopped", "said") else logging.WARNING
    log.log(level, "login through the provider refused (%s): %r", kind, reason[:300])
    context = {"why": words(kind), "name": settings.SSO["name"]}
    return render(request, "accounts/sso_refused.html", context, status=403)


def stop(request: HttpRequest, kind: str, reason: str) -> ImmediateHttpResponse:
    """To raise in the middle of a flow of allauth."""
    return ImmediateHttpResponse(refused(request, kind, reason))
