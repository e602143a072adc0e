"""The opgave, and who sees what."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_opgave(), **_seen()}


def _opgave() -> dict[str, str]:
    """What the table reads together."""
    return {
        "opgave.current": _("How it is now"),
        "opgave.desired": _("How it must become"),
        "opgave.essence": _("Essence of the challenge"),
        "opgave.example": _("example data"),
        "opgave.missing": _("empty chair"),
        "opgave.more": _("Read more about this opgave"),
        "opgave.origin": _("Where it comes from"),
        "opgave.page": _("Open the page of the opgave (new tab)"),
        "opgave.parties": _("Who takes part, and what they want"),
        "opgave.read": _("Read the opgave"),
        "opgave.title": _("The opgave"),
    }


def _seen() -> dict[str, str]:
    """Who sees an answer."""
    return {
        "visibility.network": _("The network of this opgave sees this"),
        "visibility.only_me": _("Only you see this"),
        "visibility.organisation": _("Your organisation sees this"),
        "visibility.public": _("Everyone sees this"),
        "visibility.table": _("Only this table sees this"),
    }
