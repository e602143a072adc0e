"""What can go wrong in a room, as one tree.

    RoomError
      Refused        a person or device may not (or no longer) sit here: carries a close code
        Malformed    bytes that no client should send
        TooLarge     a message, update or document over its limit
      CommandRefused a press on a button that cannot be; answered in a word, nobody is closed
      LogError       where the room log is kept
        LogTooNew    written by a newer version of Overbrug
        LogBusy      another process holds the file for a moment
        HeldElsewhere  another process owns this table

Close codes 4400-4499 mean for every y-websocket client "reconnecting does not help"; the others
mean "try again", which is why a slow reader is closed with 1013.
"""

from __future__ import annotations

RESTART = 1012
TRY_LATER = 1013
MALFORMED = 4400
NO_SEAT = 4401
REVOKED = 4403
NO_TABLE = 4404
TOO_MANY = 4409
TOO_LARGE = 4413
TOO_FAST = 4429

REASONS = {
    RESTART: "restart",
    TRY_LATER: "try_later",
    MALFORMED: "malformed",
    NO_SEAT: "no_seat",
    REVOKED: "revoked",
    NO_TABLE: "no_table",
    TOO_MANY: "too_many",
    TOO_LARGE: "too_large",
    TOO_FAST: "too_fast",
}


class RoomError(Exception):
    """Anything the room engine says no to."""


class Refused(RoomError):
    """This connection may not come in, or may not stay; `code` is the close code."""

    def __init__(self, code: int, why: str = "", *, retry_ms: int | None = None) -> None:
        self.code = code
        self.why = why or REASONS.get(code, "refused")
        # A hint to the device: not to come back sooner.
        self.retry_ms = retry_ms
        super().__init__(f"{code} {self.why}")


class Malformed(Refused):
    """Bytes that no client should send."""

    def __init__(self, why: str = "") -> None:
        super().__init__(MALFORMED, why)


class TooLarge(Refused):
    """A message, an update or the whole document is over its limit."""

    def __init__(self, why: str = "") -> None:
        super().__init__(TOO_LARGE, why)


class CommandRefused(RoomError):
    """A command that cannot be carried out; `why` is one of the words of the wire."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class LogError(RoomError):
    """Something about where the room log is kept."""


class LogTooNew(LogError):
    """A newer version of Overbrug wrote this file; an older one must leave it alone."""

    def __init__(self, path: str, found: int, known: int) -> None:
        self.found = found
        self.known = known
        super().__init__(
            f"The room log {path} has format {found}; this version of Overbrug reads up to "
            f"{known}. Start the newer version, or restore a backup made with this one."
        )


class LogBusy(LogError):
    """Another process holds the file for a moment."""


class HeldElsewhere(LogError):
    """Another process owns this table."""
