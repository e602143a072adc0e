"""Announcements inside one process: a lower app says what happened, a higher one may listen.

An announcement goes out after the transaction has committed, so a listener never sees a change
that is taken back.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

Listener = Callable[..., None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def listen(name: str, listener: Listener) -> None:
    """Call `listener(**facts)` after each committed announcement called `name`."""
    if listener not in _listeners[name]:
        _listeners[name].append(listener)


def announce(name: str, **facts: Any) -> None:
    """Tell the listeners once the current transaction has committed."""
    for listener in _listeners[name]:
        transaction.on_commit(partial(listener, **facts))
