"""Which accounts logged in on this device before: strangers who guess do not lock their owner out.

Wrong passwords from everywhere close an account for an hour; a device that its owner used before
counts only its own. One signed cookie holds a random name and, for each account, a mark that says
nothing without our key. No list of devices or addresses is kept here.
"""

from __future__ import annotations

import hmac
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from overbrug.lib.tokens import random_name

MAX_AGE = 180 * 24 * 3600
MOST_ACCOUNTS = 10  # on a shared computer; the oldest falls off
NAME_LENGTH = 22
_SALT = "overbrug.accounts.device"


def known_as(request: HttpRequest, email: str) -> str:
    """The name of this device when this account logged in on it before; else ""."""
    name, marks = _read(request)
    mark = _mark(name, email)
    return name if any(hmac.compare_digest(mark, known) for known in marks) else ""


def note_login(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Who logs in is remembered on this device, with the answer."""
    request.logged_in_now = user.email  # type: ignore[attr-defined]


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let the device keep what it needs to be known again."""
    email = getattr(request, "logged_in_now", "")
    if not email:
        return
    name, marks = _read(request)
    name = name or random_name(NAME_LENGTH)
    mark = _mark(name, email)
    kept = [*(known for known in marks if known != mark), mark][-MOST_ACCOUNTS:]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.TimestampSigner(salt=_SALT).sign(".".join([name, *kept])),
        max_age=MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    value = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        packed = signing.TimestampSigner(salt=_SALT).unsign(value, max_age=MAX_AGE)
    except signing.BadSignature:
        return "", []
    name, *marks = packed.split(".")
    return name, marks[:MOST_ACCOUNTS]


def _mark(name: str, email: str) -> str:
    return salted_hmac(_SALT, f"{name}:{email.lower()}", algorithm="sha256").hexdigest()[:32]
