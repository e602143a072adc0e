"""The engine of this process, for code in other threads (pages) that wants to ask or tell it.

`running.engine` is one reference, read and replaced whole, so any thread may read it. It is None
in a command and in a test without rooms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from overbrug.rooms.engine import Engine

engine: Engine | None = None


def set_engine(new: Engine | None) -> None:
    """Make `new` the engine of this process; None once it has stopped."""
    global engine
    engine = new
