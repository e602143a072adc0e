"""Shows lines without a name at the moment that was drawn for them, and not when one is sent."""

from __future__ import annotations

import asyncio
import logging

from django.db import DatabaseError

from overbrug.dialogues.actions import release_due
from overbrug.realtime.threads import ask

SECONDS = 2.0
_log = logging.getLogger(__name__)


async def keep_releasing() -> None:
    """Look until cancelled. A database that does not answer is tried again."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await ask(release_due)
        except DatabaseError as problem:
            _log.warning("Lines without a name could not be shown: %s", problem)
