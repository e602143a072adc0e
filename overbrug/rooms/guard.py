"""May this update come in, and whose work is it? Nobody writes as another, and nobody is told that
other text is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wire
from .document import read_state
from .effort import check_effort
from .errors import MALFORMED, REVOKED, TOO_LARGE, TRY_LATER, Refused
from .updates import Id, anatomy, without

if TYPE_CHECKING:
    from .connection import Connection


# Why this device is told that nothing more of it is kept, where that is because of too much.
TOO_MUCH = frozenset({"document_full", "share_full", "too_many_devices"})


def may_write(connection: Connection, update: bytes, author: Id | None, most_clients: int) -> bool:
    """False for a device that is told why; raises Refused for what closes it."""
    room = connection.room
    limits = room.services.limits
    if connection.read_only:
        connection.tell(wire.error(MALFORMED, "read_only"))
        return False
    if room.services.committer.waiting > limits.unsaved_entries:
        raise Refused(TRY_LATER, "not_saving")
    if not connection.stuck:
        check_effort(update, room.document, limits, clients=most_clients)
        connection.stuck = _too_much(connection, update, author)
    if connection.stuck:
        code = TOO_LARGE if connection.stuck in TOO_MUCH else MALFORMED
        connection.tell(wire.error(code, connection.stuck))
    return not connection.stuck


def _too_much(connection: Connection, update: bytes, author: Id | None) -> str:
    """Which limit of the table this would pass; empty when none."""
    room = connection.room
    document, limits = room.document, room.services.limits
    is_full = document.size + len(update) > limits.document_bytes
    if is_full and not document.has(update):
        return "document_full"
    is_over = room.shares.is_over(connection.writer, len(update), document.size)
    if is_over and not document.has(update):
        return "share_full"
    if author is not None and room.authors.is_last(author[0], connection.writer):
        return ""
    is_many = _new_clients(connection, update, author) > limits.clients_per_table
    return "too_many_devices" if is_many else ""


def _new_clients(connection: Connection, update: bytes, author: Id | None) -> int:
    """How many client ids the table would have; 0 when this brings no new one."""
    if update[:1] == b"\x00":
        return 0
    clients = {author[0]} if author else {part.client for part in anatomy(update).sections}
    authors = connection.room.authors
    new = sum(not authors.knows(client) for client in clients)
    return new and connection.room.document.count_of_clients() + new


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
