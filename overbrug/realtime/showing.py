"""Shows, each second, who is at the tables of this process, for pages of other processes.

It lasts a few seconds, so that a process that is gone shows nobody any more.
"""

from __future__ import annotations

import asyncio
import json

from overbrug.core.link import link
from overbrug.dialogues.presence import Company, key_of
from overbrug.rooms import Engine

SECONDS = 1.0
SECONDS_SHOWN = 10


async def keep_showing(engine: Engine) -> None:
    """Show until cancelled."""
    while True:
        companies = engine.companies()
        if companies:
            shown = {table: Company(*company) for table, company in companies.items()}
            await asyncio.to_thread(show, shown)
        await asyncio.sleep(SECONDS)


def show(companies: dict[str, Company]) -> bool:
    """Show these, in one go; whether that could be done."""

    def put(redis: object) -> bool:
        with redis.pipeline(transaction=False) as line:  # type: ignore[attr-defined]
            for table, company in companies.items():
                line.set(key_of(table), json.dumps(company), ex=SECONDS_SHOWN)
            line.execute()
        return True

    return link().ask(put, otherwise=False)
