"""A forgotten password: the page that asks for a link, and the letter with it."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views as allauth_views
from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator as plain_tokens
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from overbrug.accounts.login_forms import MAIL_ADDRESS
from overbrug.accounts.models import User
from overbrug.core.addresses import site_address
from overbrug.core.errors import Refused
from overbrug.outbox.actions import post
from overbrug.outbox.models import OutgoingMail
from overbrug.outbox.queries import sends_mail

DAY = 24 * 3600
KEY = "account_reset_password_from_key"


def reset_password(request: HttpRequest) -> HttpResponse:
    """Send a link by mail; where no mail is sent, say so.

    Without a mail server the link would only be printed or lie in a file.
    """
    if not sends_mail():
        return render(request, "account/password_reset_by_hand.html")
    return cast(HttpResponse, allauth_views.password_reset(request))


class ForgottenForm(ResetPasswordForm):  # type: ignore[misc]
    """Asks for the address; the letter goes by the outbox, within a minute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = MAIL_ADDRESS

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write the letter; for an unknown address as well, or the clock would tell who is here."""
        email = str(self.cleaned_data["email"])
        with transaction.atomic():
            if not self.users:
                _forget(_letter(email, _link("0", plain_tokens.make_token(User(email=email)))))
            for user in self.users:
                uid = user_pk_to_url_str(user)
                # To the address that is here, not to one that only looks like it.
                _letter(user.email, _link(uid, default_token_generator.make_token(user)))
        return email


def _link(uid: str, token: str) -> str:
    """At our own address: whoever asks may name any host and port of this machine."""
    return site_address() + reverse(KEY, kwargs={"uidb36": uid, "key": token})


def _letter(to: str, link: str) -> OutgoingMail | None:
    facts = {"password_reset_url": link, "lasts": settings.PASSWORD_RESET_TIMEOUT // DAY}
    language = get_language() or "nl"
    try:
        return post(
            to=to, template="accounts/mail/password_reset_key", context=facts, language=language
        )
    except Refused:
        return None  # such as alice@localhost


def _forget(letter: OutgoingMail | None) -> None:
    if letter is not None:
        letter.delete()
