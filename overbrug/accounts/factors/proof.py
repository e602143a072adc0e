"""Whether this session proved who it is with a second step, and when it last proved anything."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

SECOND = "mfa"
PASSWORD = "password"  # noqa: S105  (a name)
LINK = "socialaccount"
ELSEWHERE = "sso"  # the type of a second step that the provider of the organisation saw
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CODES_SEEN_KEY = "recovery_codes_shown"


class Shown(NamedTuple):
    """What this session showed of its person, apart from the password."""

    factors: frozenset[int] = frozenset()
    links: frozenset[str] = frozenset()


def shown(request: HttpRequest, user: Any) -> Shown:
    """The passkeys, code app and recovery codes, and the login elsewhere, of this session."""
    records = get_authentication_records(request, user)
    factors = {int(r["id"]) for r in records if r.get("method") == SECOND and "id" in r}
    factors.add(int(request.session.get(CODES_SEEN_KEY, [0])[0]))  # made here
    links = (str(r.get("uid")) for r in records if r.get("method") == LINK)
    return Shown(frozenset(factors), frozenset(links))


def did_second_step(request: HttpRequest) -> bool:
    """True once this session showed a passkey, a code, or a login elsewhere with two steps."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == SECOND for record in records)


def showed(request: HttpRequest, user: Any, kind: str) -> bool:
    """Whether this session showed this kind of second step of this person."""
    records = get_authentication_records(request, user)
    return any(r.get("method") == SECOND and r.get("type") == kind for r in records)


def note_second_step(request: HttpRequest, user: Any, **facts: Any) -> None:
    """Write down that this session showed a second factor just now."""
    record_authentication(request, user, SECOND, **facts)


def note_password(request: HttpRequest, user: Any) -> None:
    """Write down that the person just chose or typed the password: asking again is of no use."""
    record_authentication(request, user, PASSWORD)


def proved_lately(request: HttpRequest, *methods: str) -> bool:
    """Whether the person proved who they are so in the last minutes, at logging in or after it."""
    records = get_authentication_records(request, request.user)
    moments = [float(r.get("at", 0)) for r in records if r.get("method") in methods]
    return time.time() - max(moments, default=0.0) < float(app_settings.REAUTHENTICATION_TIMEOUT)


def on_added(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """Who just set up a factor has shown that it works."""
    if authenticator.type in FACTORS:
        note_second_step(request, user, id=authenticator.pk, type=authenticator.type)
