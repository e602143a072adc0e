"""How fast one connection may send: a token bucket for messages and one for bytes."""

from __future__ import annotations

from .errors import TOO_FAST, Refused
from .limits import Limits


class Bucket:
    """Says how long to stop reading; refuses somebody who stays over the rate."""

    __slots__ = ("_at", "_bytes", "_limits", "_messages", "_over_since")

    def __init__(self, limits: Limits, now: int) -> None:
        self._limits = limits
        self._messages = float(limits.messages_burst)
        self._bytes = float(limits.bytes_burst)
        self._at = now
        self._over_since: int | None = None

    def take(self, size: int, now: int) -> float:
        """Seconds to wait before reading on, nearly always 0; raises Refused(TOO_FAST)."""
        limits = self._limits
        if now != self._at:
            passed = (now - self._at) / 1000
            self._at = now
            self._messages = min(
                limits.messages_burst, self._messages + passed * limits.messages_per_s
            )
            self._bytes = min(limits.bytes_burst, self._bytes + passed * limits.bytes_per_s)
        self._messages -= 1
        self._bytes -= size
        if self._messages >= 0 and self._bytes >= 0:
            if self._over_since is not None and self._messages > limits.messages_burst / 4:
                self._over_since = None
            return 0.0
        return self._debt_s(now)

    def _debt_s(self, now: int) -> float:
        limits = self._limits
        debt = max(-self._messages / limits.messages_per_s, -self._bytes / limits.bytes_per_s)
        if self._over_since is None:
            self._over_since = now
        if debt * 1000 > limits.flood_debt_ms or now - self._over_since > limits.flood_ms:
            raise Refused(TOO_FAST)
        return debt
