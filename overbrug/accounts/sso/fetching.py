"""Asking the provider: its own host alone, no redirect, a bounded time and a bounded answer."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import quote, urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache

from overbrug.accounts.sso.refusing import SsoRefused
from overbrug.core.fetching import Unanswered, ask
from overbrug.lib.tokens import hash_of, random_token

KEPT_SECONDS = 600


def configuration() -> dict[str, Any]:
    """What the provider says about itself; it must call itself as we call it."""
    issuer = settings.SSO["issuer"]
    found = _kept(f"{issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise SsoRefused("wrong", f"the provider calls itself {found.get('issuer')!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        _must_be_of_provider(found.get(name), name)
    return found


def keys(*, afresh: bool = False) -> list[dict[str, Any]]:
    """The provider's public keys."""
    found = _kept(configuration()["jwks_uri"], afresh=afresh).get("keys")
    if not isinstance(found, list):
        raise SsoRefused("wrong", "the provider has no list of keys")
    return [key for key in found if isinstance(key, dict)]


def exchange(code: str, *, verifier: str, callback: str) -> dict[str, Any]:
    """Tokens for the code."""
    address = configuration()["token_endpoint"]
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback,
        "code_verifier": verifier,
    }
    more, auth = _who_we_are(address)
    return _ask("POST", address, data=data | more, auth=auth)


def userinfo(access_token: str) -> dict[str, Any]:
    """What the provider tells of the person beside the ID token."""
    address = configuration().get("userinfo_endpoint")
    if not address:
        return {}
    return _ask("GET", address, headers={"Authorization": f"Bearer {access_token}"})


def _who_we_are(address: str) -> tuple[dict[str, str], tuple[str, str] | None]:
    """How this client shows who it is: a signed statement, or its secret."""
    sso = settings.SSO
    if sso["private_key"]:
        now = int(time.time())
        claims = {
            "iss": sso["client_id"], "sub": sso["client_id"], "aud": address,
            "jti": random_token(), "iat": now, "exp": now + 60,
        }  # fmt: skip
        headers = {"kid": sso["private_key_id"]} if sso["private_key_id"] else None
        kind = "ES256" if "EC PRIVATE" in sso["private_key"] else "RS256"
        return {
            "client_id": sso["client_id"],
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": jwt.encode(claims, sso["private_key"], kind, headers=headers),
        }, None
    ways = configuration().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        return {}, (quote(sso["client_id"], safe=""), quote(sso["secret"], safe=""))
    return {"client_id": sso["client_id"], "client_secret": sso["secret"]}, None


def _kept(address: str, *, afresh: bool = False) -> dict[str, Any]:
    name = f"sso-{hash_of(address)}"
    found = None if afresh else cache.get(name)
    if found is None:
        found = _ask("GET", address)
        cache.set(name, found, KEPT_SECONDS)
    return dict(found)


def _must_be_of_provider(address: Any, name: str) -> None:
    ours, theirs = urlsplit(settings.SSO["issuer"]), urlsplit(str(address))
    if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
        raise SsoRefused("wrong", f"{name} is elsewhere: {address!r}")


def _ask(method: str, address: str, **more: Any) -> dict[str, Any]:
    """One request; the answer is an object of JSON, or the login is refused."""
    _must_be_of_provider(address, "an address")
    try:
        status, body = ask(method, address, **more)
    except Unanswered as problem:
        raise SsoRefused("wrong" if problem.kind == "huge" else "away", str(problem)) from problem
    if status >= 500:
        raise SsoRefused("away", f"status {status}")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise SsoRefused("wrong", f"no JSON, status {status}") from problem
    if status != 200 or not isinstance(found, dict):
        error = found.get("error") if isinstance(found, dict) else None
        raise SsoRefused("refused", f"status {status}, {error!r}")
    return found
