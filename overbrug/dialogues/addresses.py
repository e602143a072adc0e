"""The link and the QR code that bring a phone to a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from overbrug.core.addresses import site_address
from overbrug.lib.qr import qr_svg

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
