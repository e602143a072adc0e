"""The link and the QR code that bring a phone to a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.models import Dialogue

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def join_url(request: HttpRequest, dialogue: Dialogue, number: int | None = None) -> str:
    """The whole address that a phone opens to sit down, at one table or at any."""
    if number is None:
        path = reverse("dialogues:join", args=[dialogue.shown_code])
    else:
        path = reverse("dialogues:join-table", args=[dialogue.shown_code, number])
    return site_address(request) + path


def site_address(request: HttpRequest) -> str:
    """Where others reach this server: a phone cannot open the `localhost` of a laptop."""
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL).rstrip("/")
    host, colon, port = request.get_host().rpartition(":")
    if not colon or not port.isdigit():
        host, port = request.get_host(), ""
    if host in _LOOPBACK and (own := _own_address()):
        host = own
    return f"{request.scheme}://{host}" + (f":{port}" if port else "")


def qr_svg(address: str) -> str:
    """A QR code as inline SVG without styles, black on white in every theme."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        border=2,
        omitsize=True,
        dark="#000",
        light="#fff",
        svgclass="qr-code",
        lineclass=None,
        xmldecl=False,
        nl=False,
    )
    svg = out.getvalue().decode()
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _own_address() -> str:
    # settings lists this machine's own addresses among the hosts it answers to
    hosts = (h for h in settings.ALLOWED_HOSTS if h.count(".") == 3 and not h.startswith("127."))
    return next((h for h in hosts if h.replace(".", "").isdigit()), "")
