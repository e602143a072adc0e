"""After the talk, and the way to what may leave the room."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_finish(), **_harvest()}


def _finish() -> dict[str, str]:
    """Read it, keep it, and wipe the copy on the device."""
    return {
        "finish.calendar": _("Put my step in my calendar"),
        "finish.device": _("The copy on this device"),
        "finish.morning": _("Leave your address"),
        "finish.no_copy": _(
            "There is no copy on this device. What you wrote is saved with the table."
        ),
        "finish.own_table": _("Begin a table of your own"),
        "finish.reopen": _("Open the conversation again"),
        "finish.result": _("Read what you wrote"),
        "finish.share": _("What may leave the table?"),
        "finish.share_why": _(
            "Choose together what you share. What you do not choose stays at this table."
        ),
        "finish.thanks": _("Thank you"),
        "finish.title": _("The conversation is finished"),
        "finish.what": _(
            "Everything you wrote stands together on one page. You can print it or "
            "take it with you."
        ),
        "finish.wipe": _("Wipe the copy on this device"),
        "finish.wipe_anyway": _("Wipe it all the same"),
        "finish.wipe_busy": _(
            "Another tab has words of this table that are not saved yet. Look there first."
        ),
        "finish.wipe_held": _(
            "Another tab still holds the copy. Close that tab: then the copy is wiped."
        ),
        "finish.wipe_can": _(
            "Everything is saved. The copy on this device may go. It goes by itself: when you "
            "come back to this page, or else after a day."
        ),
        "finish.wipe_unsaved": _(
            "Some words are only on this device. Whoever wipes now, loses those words."
        ),
        "finish.wipe_wait": _("Not everything is saved yet. That comes first."),
        "finish.wiped": _(
            "The copy on this device is wiped. What you wrote is saved with the table."
        ),
    }


def _harvest() -> dict[str, str]:
    """A quiet line beside the table, and what is said about a proposal."""
    return {
        "harvest.approved": _("The table has approved what it shares."),
        "harvest.go": _("What may leave the table?"),
        "harvest.heading": _("Share"),
        "harvest.open": _("There is a proposal to share. Look whether you agree."),
        "harvest.why": _("What you do not choose together stays at this table."),
    }
