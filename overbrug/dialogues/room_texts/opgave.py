"""The opgave, and who sees what."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_opgave(), **_promises(), **_seen()}


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


def _promises() -> dict[str, str]:
    """What was promised before on this opgave."""
    return {
        "promises.more_many": _("%(count)s more stand on your own screen."),
        "promises.more_one": _("One more stands on your own screen."),
        "promises.no_opgave": _(
            "This conversation is about no opgave. So there are no earlier promises."
        ),
        "promises.none": _("Nothing has been promised yet for everyone to see."),
        "promises.new_tab": _("in a new tab: %(what)s"),
        "promises.open": _("Open"),
        "promises.seen": _("Here stand the promises that everyone may see."),
        "promises.title": _("What was promised before, and what came of it"),
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
