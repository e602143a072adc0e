"""Whose work is this update? Nobody writes as another, and nobody is told that other text is saved.

One piece of text of the device's own client id, which is nearly every update, never comes here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wire
from .document import read_state
from .errors import MALFORMED, REVOKED, Refused
from .updates import anatomy, without

if TYPE_CHECKING:
    from .connection import Connection


def is_own_work(connection: Connection, update: bytes) -> bool:
    """False for known work of others, which changes nothing and is never acknowledged.

    Raises Refused for new work under the client id of others.
    """
    sections = [] if update[:1] == b"\x00" else anatomy(update).sections
    foreign = [part for part in sections if not connection.may_speak_as(part.client)]
    if not foreign:
        return True
    known = read_state(connection.room.document.state())
    if any(part.end > known.get(part.client, 0) for part in foreign):
        raise Refused(REVOKED, "foreign_client")
    return False


def without_speakers(connection: Connection, update: bytes) -> bytes:
    """What others wrote, who are here themselves, is not for this device to bring in."""
    if update[:1] == b"\x00":
        return update
    parts = anatomy(update)
    others = [other for other in connection.room.company.connections if other is not connection]
    speaking = {other.client for other in others} | {other.writes_as for other in others}
    theirs = {
        part.client
        for part in parts.sections
        if part.client in speaking and not connection.may_speak_as(part.client)
    }
    return without(update, parts, theirs) if theirs else update


def is_other_text(connection: Connection, update: bytes) -> bool:
    """Has the table other text in the place of this? Then nothing of it is acknowledged."""
    if update[:1] == b"\x00":
        return False
    room = connection.room
    if room.document.contradicts(update):
        connection.stuck = "other_text"
        connection.tell(wire.error(MALFORMED, connection.stuck))
        return True
    for row in room.authors.confirm(anatomy(update).sections, connection.writer):
        room.services.committer.add(row)
    return False
