"""The link and the QR code that bring a phone to a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.urls import reverse

from overbrug.core.addresses import site_address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from overbrug.dialogues.models import Dialogue

__all__ = ("join_url", "qr_svg", "site_address")


def join_url(request: HttpRequest, dialogue: Dialogue, number: int | None = None) -> str:
    """The whole address that a phone opens to sit down, at one table or at any."""
    if number is None:
        path = reverse("dialogues:join", args=[dialogue.shown_code])
    else:
        path = reverse("dialogues:join-table", args=[dialogue.shown_code, number])
    return site_address(request) + path


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
