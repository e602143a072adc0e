"""The seats this device may sit on: one signed cookie, read by pages and by the socket's door.

It holds pairs of a seat and its epoch. A seat that was taken back on another device has a new
epoch, so the pair in the old cookie no longer counts. The old cookie still says since when it held
the seat: whoever takes the own seat back finds the own private answers again. Nothing about the
person is in it.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

MOST_CLAIMS = 40
MAX_AGE = 7 * 24 * 3600
_SALT = "overbrug.dialogues.seat"


class Claim(NamedTuple):
    """One seat this device sat down on, the epoch it has there, and the first it had."""

    seat_id: str
    epoch: int
    since: int = 0  # 0: this epoch is the first

    @property
    def first(self) -> int:
        """The epoch in which this device got the seat: what its private answers are bound to."""
        return self.since or self.epoch


def read(request: HttpRequest) -> list[Claim]:
    """The seats in the cookie of this request; an altered or old cookie holds none."""
    return _unsign(request.COOKIES.get(settings.SEAT_COOKIE_NAME, ""))


def parse_header(cookie_header: str) -> list[Claim]:
    """The seats in a raw `Cookie` header, for the socket's door."""
    try:
        morsel = SimpleCookie(cookie_header).get(settings.SEAT_COOKIE_NAME)
    except CookieError:
        return []
    if morsel is None:
        # SimpleCookie gives up at the first odd cookie of somebody else; ours may stand after it.
        return _unsign(_find(cookie_header))
    return _unsign(morsel.value)


def header_for(claims: list[Claim]) -> str:
    """The `Cookie` header of a device with these seats (rehearsals and tests)."""
    return f"{settings.SEAT_COOKIE_NAME}={_sign(claims)}"


def add(response: HttpResponseBase, request: HttpRequest, claim: Claim) -> None:
    """Let this device keep `claim` beside the seats it has; the oldest falls off at the limit."""
    held = read(request)
    others = [c for c in held if c.seat_id != claim.seat_id]
    if before := next((c for c in held if c.seat_id == claim.seat_id), None):
        claim = Claim(claim.seat_id, claim.epoch, before.first)
    _write(response, [*others, claim][-MOST_CLAIMS:])


def drop(response: HttpResponseBase, request: HttpRequest, seat_ids: set[str]) -> None:
    """Let this device forget these seats."""
    _write(response, [c for c in read(request) if c.seat_id not in seat_ids])


def _write(response: HttpResponseBase, claims: list[Claim]) -> None:
    name, secure = settings.SEAT_COOKIE_NAME, settings.SESSION_COOKIE_SECURE
    if not claims:
        response.delete_cookie(name, path="/", samesite="Lax")
        response.cookies[name]["secure"] = secure  # __Host- names are only taken back securely
        return
    response.set_cookie(
        name, _sign(claims), max_age=MAX_AGE, path="/", httponly=True, samesite="Lax", secure=secure
    )


def _sign(claims: list[Claim]) -> str:
    packed = ".".join(
        "-".join([c.seat_id, str(c.epoch), *([str(c.since)] if c.since else [])]) for c in claims
    )
    return signing.TimestampSigner(salt=_SALT).sign(packed)


def _unsign(value: str) -> list[Claim]:
    try:
        packed = signing.TimestampSigner(salt=_SALT).unsign(value, max_age=MAX_AGE)
        parts = [claim.split("-") for claim in packed.split(".")]
        return [Claim(seat, *map(int, epochs)) for seat, *epochs in parts][:MOST_CLAIMS]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def _find(cookie_header: str) -> str:
    prefix = f"{settings.SEAT_COOKIE_NAME}="
    parts = (part.strip() for part in cookie_header.split(";"))
    return next((part[len(prefix) :] for part in parts if part.startswith(prefix)), "")
