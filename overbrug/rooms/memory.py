"""Keeping the garbage collector out of the way of people who type.

In a process with thousands of connections a full collection walks every object of
Django and of all tables in one go, and everyone waits for it. After the start nothing of the
program itself is garbage, and a room makes no cycles while people type.
"""

from __future__ import annotations

import gc

YOUNG = 50_000


def calm_garbage_collector() -> None:
    """Call once, when everything is imported and the engine has started."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)
