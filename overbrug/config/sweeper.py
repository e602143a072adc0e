"""The minute hand of the server: it sweeps once a minute, in a thread of its own.

A thread and no task: a mail server that does not answer may hold it for twenty seconds, and
neither the rooms nor Ctrl-C wait for it. What is cut off by a stop is in `outbox/sending.py`.
"""

from __future__ import annotations

import logging
import threading

from django.db import connections
from django.utils import timezone

from overbrug.config.serving import facts
from overbrug.core.sweeping import sweep_all

SECONDS = 60.0
_log = logging.getLogger(__name__)


class Sweeper:
    """Sweeps until it is stopped; stopping waits for nothing."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin; the first sweep comes after one turn."""
        threading.Thread(target=self._keep_sweeping, name="sweeper", daemon=True).start()

    def stop(self) -> None:
        """Begin no other sweep."""
        self._stopped.set()

    def _keep_sweeping(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                with facts.our_turn() as is_ours:
                    if is_ours:
                        sweep_all(timezone.now())
            except Exception:  # noqa: BLE001  the next minute comes, whatever this one brought
                _log.exception("The sweep of this minute failed.")
            finally:
                connections.close_all()
