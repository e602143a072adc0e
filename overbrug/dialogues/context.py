"""For every page: the way back to the table at which this device sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject

from overbrug.dialogues import seat_cookie
from overbrug.dialogues.models import Seat
from overbrug.dialogues.queries import seats_held

if TYPE_CHECKING:
    from django.http import HttpRequest


def own_table(request: HttpRequest) -> dict[str, object]:
    """The table sat down at last that still goes on. Asks only when a page shows it."""
    return {"own_table": SimpleLazyObject(lambda: _own_table(request))}


def _own_table(request: HttpRequest) -> object:
    claims = seat_cookie.read(request)
    held = {s.public_id: s for s in seats_held(claims)} if claims else {}
    seats = (held.get(claim.seat_id) for claim in reversed(claims))
    going = (
        s.table for s in seats if s and s.kind == Seat.Kind.PERSON and s.table.finished_at is None
    )
    return next(going, None)
