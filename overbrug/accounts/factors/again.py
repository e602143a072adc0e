"""Showing once more who one is, before something important: by the strongest that one has.

A second factor where there is one: else a stolen session and a password would take it away. For who
only logs in elsewhere that means to log in there again; allauth lets such sessions through.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from overbrug.accounts.factors import proof

PASSWORD_WAY = "reauthenticate"  # noqa: S105  (what allauth calls it)


def kinds_of(user: Any) -> set[str]:
    """Which kinds of second factor this person has."""
    found = Authenticator.objects.filter(user_id=user.pk, type__in=proof.FACTORS)
    return set(found.values_list("type", flat=True))


def is_fresh(request: HttpRequest) -> bool:
    """Whether this session showed it in the last minutes."""
    if kinds_of(request.user):
        return proof.proved_lately(request, proof.SECOND)
    return proof.proved_lately(request, proof.SECOND, proof.PASSWORD, proof.LINK)


def ways(user: Any, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the ways that allauth knows those that are strong enough, the best first; or elsewhere."""
    kinds = kinds_of(user)
    if kinds:
        known = [way for way in known if way["id"] != PASSWORD_WAY]
        known.sort(key=lambda way: way["id"].endswith("webauthn") == ("totp" in kinds))
    is_linked = settings.SSO and SocialAccount.objects.filter(user_id=user.pk).exists()
    if known or not is_linked:
        return known
    return [{"id": "sso", "description": settings.SSO["name"], "url": reverse("sso_begin")}]
