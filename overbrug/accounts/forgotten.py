"""The page for a forgotten password, where mail is sent and where it is not."""

from typing import cast

from allauth.account import views as allauth_views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NO_MAIL = {f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy")}


def reset_password(request: HttpRequest) -> HttpResponse:
    """Send a link by mail; where no mail is sent, say so.

    Without a mail server Django would print the link, and with it the account, in the log.
    """
    if settings.EMAIL_BACKEND in NO_MAIL:
        return render(request, "account/password_reset_by_hand.html")
    return cast(HttpResponse, allauth_views.password_reset(request))
