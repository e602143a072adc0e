"""Errors of Overbrug, one tree.

OverbrugError
├── NotAllowed      the person may not do this (the page answers 403)
├── Refused         the world does not allow it now; `message` says what to do (409 or the form)
└── Conflict        somebody else changed it first; nothing was overwritten (409)
"""

from django.utils.functional import Promise


class OverbrugError(Exception):
    """Any refusal by our own rules; `message` is a translated sentence for the person."""

    def __init__(self, message: str | Promise = "", *, field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class NotAllowed(OverbrugError):
    """The person may not do this."""


class Refused(OverbrugError):
    """It cannot be done now; the message names the field and the mend."""


class Conflict(OverbrugError):
    """Somebody else changed it first."""
