"""Questions to the facts, asked in threads of their own: the loop with the rooms never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")

# Two: one long question does not hold up a person who sits down. Their connections stay open, as
# opening one costs more than the question.
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="facts")


async def ask(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work`, which reads or writes facts, and return its answer."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, lambda: _with_sound_connection(work, *args, **kwargs))


def _with_sound_connection(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return work(*args, **kwargs)
    finally:
        for connection in connections.all(initialized_only=True):
            if connection.errors_occurred:
                connection.close()
