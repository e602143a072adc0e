"""Whether somebody sits on a seat right now: asked of the rooms, whichever process has the table.

The process that has a table shows who is there (realtime/showing.py). When it cannot be heard
nobody can tell, and then whoever could be here counts as here: no seat is given away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from overbrug.core.link import link, name_of
from overbrug.rooms import running
from overbrug.rooms.services import wall_ms

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat


class Company(NamedTuple):
    """Who is at a table of another process, and since when (ms since 1970) others are away."""

    here: list[str]
    away_since: dict[str, int]

    def away_for(self) -> dict[str, int]:
        """How long, in ms, each seat that is known to have left is away."""
        return {seat: wall_ms() - since for seat, since in self.away_since.items()}


def key_of(table_id: str) -> str:
    """Under which name the company of a table is shown."""
    return name_of("company", table_id)


def was_here_lately(seat: Seat) -> bool:
    """Whether its device is connected, or was a moment ago: perhaps it only has no network."""
    if is_elsewhere(seat.table.public_id):
        company = _shown(seat.table.public_id)
        grace_ms = settings.ROLE_GRACE_SECONDS * 1000
        return company is None or (
            seat.public_id in company.here
            or company.away_for().get(seat.public_id, grace_ms) < grace_ms
        )
    engine = running.engine
    return bool(engine and engine.was_present_lately(seat.table.public_id, seat.public_id))


def is_here(seat: Seat) -> bool:
    """Whether a device is connected for this seat; without a running engine nobody is."""
    if is_elsewhere(seat.table.public_id):
        company = _shown(seat.table.public_id)
        return company is None or seat.public_id in company.here
    engine = running.engine
    return bool(engine and engine.is_present(seat.table.public_id, seat.public_id))


def away_for(table_id: str) -> dict[str, int]:
    """How long, in ms, each seat that is known to have left is away; empty when nobody can tell."""
    if is_elsewhere(table_id):
        company = _shown(table_id)
        return company.away_for() if company is not None else {}
    engine = running.engine
    return engine.away_for(table_id) if engine is not None else {}


def is_elsewhere(table_id: str) -> bool:
    """Whether another process may have this table."""
    engine = running.engine
    return settings.SEVERAL_PROCESSES and not (engine and engine.has_room(table_id))


def _shown(table_id: str) -> Company | None:
    """What the process of a table shows of it; None when nobody can tell."""
    answer = link().ask(lambda redis: [redis.get(key_of(table_id))], otherwise=None)
    if answer is None:
        return None
    return Company(*json.loads(answer[0])) if answer[0] else Company([], {})
