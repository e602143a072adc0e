"""Other apps keep the chairs of a table as they are: `register("votes", keeps)`.

Conversations stay unaware of why: they know that something counts on who sits there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from overbrug.dialogues.models import Table

Keeps = Callable[["Table"], bool]

_keepers: dict[str, Keeps] = {}


def register(name: str, keeps: Keeps) -> None:
    """While `keeps(table)` is true nobody at the table frees the chair of somebody else."""
    _keepers[name] = keeps


def keeps_its_chairs(table: Table) -> bool:
    """Whether something at this table counts on who sits there now."""
    return any(keeps(table) for keeps in _keepers.values())
