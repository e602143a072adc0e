"""Our rules as Django permissions: `user.has_perm("opgaven.change_opgave", opgave)`."""

from collections.abc import Callable
from typing import Any

import rules as library


def publish(**permissions: Callable[..., bool]) -> None:
    """Register rules under the names of permissions; `__` stands for the dot."""
    for name, rule in permissions.items():
        _add(name.replace("__", "."), rule)


def _add(name: str, rule: Any) -> None:
    add: Any = library.permissions.add_perm
    make: Any = library.predicates.predicate
    add(name, make(rule))
