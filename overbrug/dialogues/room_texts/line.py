"""Whether words are safe, and what was refused."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_saving(), **_refusing()}


def _saving() -> dict[str, str]:
    """Where the words are."""
    return {
        "save.all_saved": _("Everything is saved."),
        "save.back": _("The connection is back."),
        "save.connecting": _("Connecting…"),
        "save.late": _("Not confirmed yet. It is on this device"),
        "save.link_waits": _(
            "You are offline. This page opens once there is a connection. Your words stay here."
        ),
        "save.no_connection": _("No connection"),
        "save.offline": _("Offline. It is on this device"),
        "save.saved": _("Saved"),
        "save.saving": _("Saving…"),
        "save.say_offline": _("No connection. What you write stays on this device."),
        "save.say_storage": _(
            "The table cannot save at the moment. What you write stays on this device."
        ),
        "save.say_storage_back": _("The table can save again."),
        "save.storage": _("The table cannot save. It is on this device"),
        "save.unsafe": _("Not saved. Keep this page open"),
        "notice.close": _("Close"),
        "notice.undo": _("Undo"),
    }


def _refusing() -> dict[str, str]:
    """What could not be done, and what to do now."""
    return {
        "refused.finished": _("The conversation is finished. Open it again first."),
        "refused.lost": _("The connection was lost for a moment. Look at the clock and try again."),
        "refused.not_running": _("The conversation has not begun yet."),
        "refused.not_timekeeper": _("Only the timekeeper uses the clock now."),
        "refused.not_your_seat": _("That seat is not on this device."),
        "refused.offline": _("No connection. This can be done when you are online again."),
        "refused.other": _("That did not work. Try again."),
        "refused.read_only": _("This screen only looks."),
        "refused.role_held": _("Somebody else has this role. Ask them to hand it over."),
        "refused.too_fast": _("That went too fast. Wait a moment, then try again."),
        "refused.value": _("That answer was not kept. Choose again."),
        "error.cannot_be_read": _(
            "What this table wrote cannot be read now. Nothing is lost. Tell who called the table."
        ),
        "error.other_text": _(
            "The last words of this device do not fit what the table has, and are not kept. "
            "Copy them, load this page again, and paste them."
        ),
        "error.share_full": _(
            "This seat brought more text than one seat may. The last of it is not kept, but it is "
            "still on this device. The others go on."
        ),
        "error.server": _("The room could not keep something. Your text is still on this device."),
        "error.too_large": _(
            "There is too much text at this table. Your text is still on this device."
        ),
        "error.too_many": _("This seat is open on too many screens. Close one of them."),
        "stopped.foreign_client": _(
            "This device holds words of another person, so the line was closed. "
            "Copy what you wrote, and sit down again."
        ),
        "stopped.no_seat": _(
            "Your seat on this device is no longer valid. What you wrote is still here."
        ),
        "stopped.no_table": _("This table no longer exists. What you wrote is still here."),
        "stopped.revoked": _("Your seat was taken back. What you wrote is still here."),
        "stopped.taken_back": _(
            "The seat of %(name)s is on another device now. What was written here is kept."
        ),
        "stopped.sit_again": _("Sit down again"),
    }
