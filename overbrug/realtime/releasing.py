"""Shows lines without a name at the moment that was drawn for them, and not when one is sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from django.db import DatabaseError

from overbrug.dialogues.actions import release_due
from overbrug.realtime.threads import ask

SECONDS = 2.0
_log = logging.getLogger(__name__)


async def keep_releasing(may_release: Callable[[], bool] = lambda: True) -> None:
    """Look until cancelled. A database that does not answer is tried again.

    Who does not hear what another process has shown does not know how many lines wait, and waits
    itself: a line must never be shown alone.
    """
    while True:
        await asyncio.sleep(SECONDS)
        if not may_release():
            continue
        try:
            await ask(release_due)
        except DatabaseError as problem:
            _log.warning("Lines without a name could not be shown: %s", problem)
