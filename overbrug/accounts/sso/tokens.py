"""The ID token: signed by this provider, for us, for this very login, now."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

import jwt
from django.conf import settings

from overbrug.accounts.sso import fetching
from overbrug.accounts.sso.refusing import SsoRefused

# Asymmetric ones only: with HS256 a public key or the client's secret could sign.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY_SECONDS = 60
NEEDED = ["iss", "sub", "aud", "exp", "iat"]


def claims_of(token: Any, *, nonce: str, access_token: str) -> dict[str, Any]:
    """What a good ID token says; anything else is refused with its reason."""
    if not isinstance(token, str) or not nonce:
        raise SsoRefused("wrong", "no ID token")
    issuer = fetching.configuration()["issuer"]
    try:
        header = jwt.get_unverified_header(token)
        key, algorithm = _key_for(header)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=[algorithm],
            audience=settings.SSO["client_id"],
            issuer=issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": NEEDED},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as problem:
        raise SsoRefused("clock", str(problem)) from problem
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, OverflowError) as problem:
        raise SsoRefused("wrong", f"{type(problem).__name__}: {problem}") from problem
    _check(claims, nonce=nonce, access_token=access_token, algorithm=algorithm)
    return claims


def _key_for(header: dict[str, Any]) -> tuple[Any, str]:
    """The key that the token names, for an algorithm that we accept."""
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise SsoRefused("wrong", f"signed with {algorithm!r}")
    for afresh in (False, True):  # keys change; one look at the new ones
        fitting = [
            key
            for key in fetching.keys(afresh=afresh)
            if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC")
            and (key.get("kid") == kid if kid is not None else True)
        ]  # fmt: skip
        if len(fitting) == 1:
            return jwt.PyJWK(fitting[0], algorithm=str(algorithm)).key, str(algorithm)
    raise SsoRefused("wrong", f"no key {kid!r}")


def _check(claims: dict[str, Any], *, nonce: str, access_token: str, algorithm: str) -> None:
    """What the library of tokens does not look at."""
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise SsoRefused("wrong", "another nonce: a token of another login")
    audience = claims["aud"]
    is_shared = isinstance(audience, list) and len(audience) > 1
    if (
        claims.get("azp", settings.SSO["client_id"] if not is_shared else "")
        != (settings.SSO["client_id"])
    ):
        raise SsoRefused("wrong", "made for another client")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise SsoRefused("wrong", "no usable subject")
    if "at_hash" in claims:
        digest = hashlib.new(f"sha{algorithm[2:]}", access_token.encode()).digest()
        half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=")
        if not secrets.compare_digest(str(claims["at_hash"]).encode(), half):
            raise SsoRefused("wrong", "the access token is not that of the ID token")
