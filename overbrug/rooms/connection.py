"""One device at a table: what it sends is checked here, what it gets is held in check here.

No task, queue or timer of its own: a connection is a few hundred bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from . import wire
from .authors import Authors
from .awareness import Entry, read_entries, state_of
from .bucket import Bucket
from .document import Document
from .errors import TRY_LATER, Malformed, Refused, TooLarge
from .outlet import Outlet
from .plan import SeatInfo
from .services import Services
from .share import Shares

logger = logging.getLogger(__name__)


class Others(Protocol):
    """Who else is at the table, as far as a device asks."""

    connections: list[Connection]

    def may_claim(self, connection: Connection, client: int) -> bool: ...
    def end_former(self, connection: Connection, client: int) -> None: ...
    def take_presence(self, connection: Connection, entry: Entry) -> None: ...
    def show_everyone(self, connection: Connection) -> None: ...


class Surroundings(Protocol):
    """The room, as far as a device asks: it knows its devices, and they know only this of it."""

    services: Services
    document: Document
    authors: Authors
    shares: Shares
    seats: list[SeatInfo]

    @property
    def company(self) -> Others: ...
    def take_update(self, connection: Connection, update: bytes, frame: bytes) -> None: ...
    def take_offline_work(self, connection: Connection, update: bytes) -> None: ...
    def take_command(self, connection: Connection, command: dict[str, Any]) -> None: ...
    def welcome(self, connection: Connection, since: bytes | None = None) -> None: ...
    def leave(self, connection: Connection) -> None: ...


class Connection:
    """A device that speaks for one or more seats, or that only looks (read-only)."""

    __slots__ = (
        "__weakref__",
        "_acked",
        "_bucket",
        "_is_first",
        "_outlet",
        "behind_since",
        "behind_state",
        "client",
        "closed",
        "counted",
        "epochs",
        "pending_since",
        "read_only",
        "room",
        "seats",
        "stuck",
        "writer",
        "writes_as",
    )

    def __init__(
        self,
        room: Surroundings,
        seats: Sequence[str],
        read_only: bool,
        outlet: Outlet,
        epochs: Mapping[str, int],
    ) -> None:
        self.room = room
        self.seats = tuple(seats)
        # Which epoch of each seat the door saw; a seat that is taken back gets a new one.
        self.epochs = dict(epochs)
        self.read_only = read_only
        self.closed = False
        # The seat that is recorded as writing; a shared phone changes it with the command `as`.
        self.writer = self.seats[0]
        # The awareness client id this device speaks for.
        self.client: int | None = None
        # The Yjs client id that was last found to be this device's own.
        self.writes_as: int | None = None
        # Updates of this device that were accepted; `_acked` of them are known to be on disk.
        self.counted = 0
        self._acked = 0
        self._is_first = True
        # Why an update was refused: what follows may depend on it, so nothing more is accepted.
        self.stuck = ""
        self.pending_since: int | None = None
        self.behind_since: int | None = None
        self.behind_state = b""
        self._outlet = outlet
        self._bucket = Bucket(room.services.limits, room.services.steady())

    def receive(self, data: bytes) -> float:
        """Take one message; gives how many seconds to wait before the next, nearly always 0."""
        if self.closed:
            return 0.0
        wait = 0.0
        try:
            wait = self._bucket.take(len(data), self.room.services.steady())
            self._take(data)
        except Refused as no:
            self.close(no.code, no.why)
        except Exception:
            logger.exception("A message could not be handled; its connection is closed.")
            self.close(TRY_LATER, "failed")
        return wait

    async def leave(self) -> None:
        """The transport is gone."""
        if not self.closed:
            self.closed = True
            self.room.leave(self)

    def close(self, code: int, why: str, **more: object) -> None:
        """Say why, and end this connection from our side."""
        if self.closed:
            return
        self._outlet.send(wire.error(code, why, **more))
        self.closed = True
        self._outlet.close(code, why)
        self.room.leave(self)

    # What comes in.

    def _take(self, data: bytes) -> None:
        if len(data) > self.room.services.limits.message_bytes:
            raise TooLarge("message")
        if len(data) < 2:
            if data == b"\x03":
                self.room.company.show_everyone(self)
                return
            raise Malformed("truncated")
        kind = data[0]
        if kind == wire.SYNC:
            self._take_sync(data)
        elif kind == wire.AWARENESS:
            self._take_awareness(wire.read_only_varbytes(data, 1))
        elif kind == wire.EVENT:
            self._take_command(wire.read_only_varbytes(data, 1))
        elif kind not in (wire.QUERY_AWARENESS, wire.AUTH):
            raise Malformed("unknown_message")

    def _take_sync(self, data: bytes) -> None:
        payload = wire.read_only_varbytes(data, 2)
        step = data[1]
        if step == wire.UPDATE:
            self._check_size(payload)
            self.room.take_update(self, payload, frame=data)
        elif step == wire.STEP_1:
            self._answer_step_1(payload)
        elif step == wire.STEP_2:
            self.room.take_offline_work(self, payload)
        else:
            raise Malformed("unknown_sync")

    def _answer_step_1(self, state: bytes) -> None:
        frame = wire.step_2(self.room.document.diff(state))
        if self.behind_since is not None:
            # The answer is dropped now: what this device lacks is what it just said it lacks.
            self.behind_state = state
        self.send(frame)

    def _check_size(self, update: bytes) -> None:
        """The first update may be an afternoon of work without network, later ones may not."""
        limits = self.room.services.limits
        most = limits.first_update_bytes if self._is_first else limits.update_bytes
        self._is_first = False
        if len(update) > most:
            raise TooLarge("update")

    def _take_awareness(self, payload: bytes) -> None:
        for entry in read_entries(payload):
            if len(entry.state) > self.room.services.limits.awareness_bytes:
                raise TooLarge("awareness")
            if self._is_own(entry):
                self.room.company.take_presence(self, entry)

    def _is_own(self, entry: Entry) -> bool:
        """Is this about our own client id, in the name of one of our own seats?"""
        if self.client is None and self._may_claim(entry.client):
            self.room.company.end_former(self, entry.client)
            self.client = entry.client
            self.room.authors.claim(entry.client, self.seats)
        if entry.client != self.client:
            return False
        state = state_of(entry)
        return state is None or "seat" not in state or state["seat"] in self.seats

    def _may_claim(self, client: int) -> bool:
        return self.room.company.may_claim(self, client) and self.may_speak_as(client)

    def may_speak_as(self, client: int) -> bool:
        """May this device show itself, and write, with this client id?"""
        seated = [seat.id for seat in self.room.seats]
        return not self.room.authors.is_foreign(client, self.seats, seated)

    def _take_command(self, payload: bytes) -> None:
        if len(payload) > self.room.services.limits.command_bytes:
            raise TooLarge("command")
        command = wire.read_json(payload)
        if not isinstance(command, dict):
            raise Malformed("command")
        self.room.take_command(self, command)

    # What goes out.

    def send(self, frame: bytes) -> None:
        """Send what a fresh state would repeat; dropped while this device is behind."""
        if self.closed or self.behind_since is not None:
            return
        self._put(frame)
        if self._outlet.buffered() > self.room.services.limits.high_water_bytes:
            self.behind_since = self.room.services.steady()
            self.behind_state = self.room.document.state()

    def tell(self, frame: bytes) -> None:
        """Send a small answer that nothing else would repeat."""
        if not self.closed:
            self._put(frame)

    def _put(self, frame: bytes) -> None:
        try:
            self._outlet.send(frame)
        except Exception:
            # One broken socket must not end the loop over the others; the tick removes it.
            logger.exception("A frame could not be sent; its connection is given up.")
            self.closed = True

    def acknowledge(self, count: int) -> None:
        """So many updates of this device are on disk."""
        self._acked = count
        self.send(wire.ack(count))

    def catch_up(self) -> None:
        """One fresh difference instead of a backlog, once the network has taken what it had."""
        if self.behind_since is None:
            return
        services, room = self.room.services, self.room
        waiting = self._outlet.buffered()
        if waiting > services.limits.too_far_behind_bytes + room.document.size or (
            services.steady() - self.behind_since > services.limits.too_far_behind_ms
        ):
            self.close(TRY_LATER, "too_slow")
        elif waiting <= services.limits.high_water_bytes // 2:
            self.behind_since = None
            room.welcome(self, since=self.behind_state)
            self.send(wire.ack(self._acked))
