"""The page for a forgotten password, where mail is sent and where it is not."""

from typing import cast

from allauth.account import views as allauth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overbrug.outbox.queries import sends_mail


def reset_password(request: HttpRequest) -> HttpResponse:
    """Send a link by mail; where no mail is sent, say so.

    Without a mail server the link would only be printed or lie in a file. A link that is asked for
    goes at once and not by the outbox: whoever waits for it is looking.
    """
    if not sends_mail():
        return render(request, "account/password_reset_by_hand.html")
    return cast(HttpResponse, allauth_views.password_reset(request))
