"""Mails to the owner of an account when something about logging in changed."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.outbox.actions import post

FEW = 3

# What allauth calls it, or we: what the mail says.
WHAT = {
    "totp_activated": gettext_noop("A code app now belongs to your account."),
    "totp_deactivated": gettext_noop("The code app was taken off your account."),
    "webauthn_added": gettext_noop("A passkey was added to your account."),
    "webauthn_removed": gettext_noop("A passkey was taken off your account."),
    "recovery_codes_generated": gettext_noop("New recovery codes were made for your account."),
    "recovery_code_used": gettext_noop("Somebody logged in with a recovery code of your account."),
    "account_connected": gettext_noop("Your account can now log in through your organisation."),
    "factors_removed": gettext_noop("Who looks after this site took away your second step."),
    "ways_ended": gettext_noop(
        "You accepted an invitation. What you did not log in with then was removed"
        " from your account: passkeys, code apps, recovery codes and logins elsewhere."
    ),
    "password_changed": gettext_noop("The password of your account was changed."),
    "password_reset": gettext_noop("The password of your account was changed."),
    "password_chosen": gettext_noop("Somebody chose the first password of your account."),
    "password_set": gettext_noop("Your account now has a password."),
}


def tell(user: Any, what: str) -> None:
    """Put a mail in the outbox; an account without a real mail address hears nothing."""
    if what not in WHAT:
        return
    language = get_language() or "nl"
    try:
        context = {"what": WHAT[what], "name": user.name}
        post(to=user.email, template="accounts/mail/changed", context=context, language=language)
    except Refused:
        return  # such as alice@localhost


def on_used(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """Tell of a recovery code that was used, and how many are left."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    tell(user, "recovery_code_used")
    authenticator.refresh_from_db()
    left = len(authenticator.wrap().get_unused_codes())
    messages.warning(request, format_html("{} {}", _left(left), _way_on()))


def _way_on() -> str:
    """Who needs a recovery code has perhaps lost the phone."""
    lost = _("Lost your phone? Remove the old code app or passkey and set up a new one.")
    way = _("To your second step")
    return format_html('{} <a href="{}">{}</a>', lost, reverse("mfa_index"), way)


def _left(left: int) -> str:
    used = _("You used a recovery code. It does not work again.")
    if left == 0:
        return used + " " + _("It was the last one. Make new ones now, at My account.")
    count = ngettext("%(left)s code is left.", "%(left)s codes are left.", left) % {"left": left}
    advice = " " + _("Make new ones soon, at My account.") if left <= FEW else ""
    return f"{used} {count}{advice}"
