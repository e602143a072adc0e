"""One table: its document, its state, and everyone who is at it."""

from __future__ import annotations

import logging
from typing import Any

from . import wire
from .authors import Authors
from .company import Company
from .connection import Connection
from .document import Document, Outcome, Panicked
from .errors import MALFORMED, CommandRefused, Malformed
from .guard import is_other_text, is_own_work, may_write, without_speakers
from .pace import MovePace, SnapshotPace
from .plan import Plan, SeatInfo
from .roles import Present
from .services import Services
from .share import Shares
from .store import EventRow, QuarantineRow, SnapshotRow, UpdateRow
from .table_state import Event, TableState, decide, decide_leavers, evolve
from .updates import Id, plain_author

logger = logging.getLogger(__name__)

MAX_COMMAND_ID = 40


class Room:
    """A table in memory. Everything here runs on the event loop and never waits."""

    def __init__(
        self,
        services: Services,
        plan: Plan,
        seats: list[SeatInfo],
        document: Document,
        state: TableState,
        authors: Authors,
        n: int,
    ) -> None:
        self.services = services
        self.id = plan.table
        self.plan = plan
        self.seats = seats
        self.seats_read_at = 0  # steady ms
        self.document = document
        self.state = state
        self.authors = authors
        self.n = n
        self.shares = Shares(services.limits, document.size)
        self.company = Company(services, [seat.id for seat in seats])
        # After a restart everyone is away until they come back; roles keep their holders.
        self.company.expect(state.roles.values())
        self.last_serial = 0
        self.turn = 0
        # Updates and events that no snapshot covers yet.
        self.uncompacted = 0
        self._compact_at = services.limits.compact_updates
        self._snapshots = SnapshotPace(services.limits)
        self._moves = MovePace(services.limits)
        self._keeps_log = False  # no snapshot could be made; everything is in the log
        self._last_change = self._empty_since = services.steady()

    # Coming and going.

    def enter(self, connection: Connection) -> None:
        """Let a device in: first the state, then the text, then who is where."""
        self.company.add(connection)
        self.welcome(connection)
        connection.send(wire.step_1(self.document.state()))
        if self.services.committer.in_trouble:
            connection.send(wire.event({"type": "storage", "ok": False}))
        self.company.tell_who_is_here()

    def welcome(self, connection: Connection, since: bytes | None = None) -> None:
        """A fresh state; with `since` also the text that a slow reader missed."""
        connection.send(wire.event(self.fresh_state()))
        if since is not None:
            connection.send(wire.step_2(self.document.diff(since)))
        self.company.show_everyone(connection)

    def leave(self, connection: Connection) -> None:
        self.company.remove(connection)
        if not self.company.connections:
            self._empty_since = self.services.steady()

    def fresh_state(self) -> Event:
        """All that events tell, at once."""
        return {
            "type": "state",
            "seq": self.state.seq,
            "now": self.services.now(),
            "state": {
                **self.state.as_json(),
                "seats": [seat.as_json() for seat in self.seats],
                **self.company.who_is_here(),
            },
        }

    def seat(self, seats: list[SeatInfo]) -> None:
        """The seats of this table are now these."""
        if seats == self.seats:
            return
        taken_back = self.company.keep_to(self.seats, seats)
        self.seats = seats
        event = {"type": "seats", "seats": [seat.as_json() for seat in seats]}
        for more in [{"taken_back": seat} for seat in taken_back] or [{}]:
            self.company.broadcast(wire.event({**event, **more}))
        for event in decide_leavers(self.state, self._people()):
            self._happen(event)

    # Text.

    def take_update(self, connection: Connection, update: bytes, frame: bytes) -> None:
        """An update that was just typed: stored, relayed, counted, acknowledged later."""
        author = plain_author(update)
        if not may_write(connection, update, author, self.services.limits.clients_per_update):
            return
        is_sure = author is not None and author[0] == connection.writes_as
        if not is_sure and not is_own_work(connection, update):
            return
        outcome = self._merge(connection, update, author, is_own=True)
        if outcome is not Outcome.KNOWN:
            connection.writes_as = author[0] if author else None
            self.company.broadcast(frame, but=connection)
        if not self.document.was_in_order and is_other_text(connection, update):
            return
        connection.counted += 1
        self.last_serial = self.services.committer.acknowledge_after(connection, connection.counted)

    def take_offline_work(self, connection: Connection, update: bytes) -> None:
        """An answer to our step 1: stored and relayed, not counted."""
        if connection.read_only or update == wire.EMPTY_UPDATE:
            return
        if not may_write(connection, update, None, self.services.limits.clients_brought):
            return
        update = without_speakers(connection, update)
        if self._merge(connection, update, None, is_own=False) is not Outcome.KNOWN:
            self.company.broadcast(wire.update(update), but=connection)

    def _merge(
        self, connection: Connection, update: bytes, author: Id | None, *, is_own: bool
    ) -> Outcome:
        """`author` is given for one piece of text: then there is nothing to take apart."""
        before = None if author else self.authors.before(update, self.document, is_own=is_own)
        try:
            outcome = self.document.apply(update, 0 if author else None)
        except Panicked as panic:
            self.services.committer.add(QuarantineRow(self.id, update, str(panic)))
            # First the sender, for good: it would send the same again after coming back.
            connection.close(MALFORMED, "update")
            self.services.on_broken(self.id)
            raise Malformed("update") from panic
        if outcome is Outcome.KNOWN:
            return outcome
        self.shares.bring(connection.writer, len(update))
        self._store_update(update)
        if not (author and self.authors.is_last(author[0], connection.writer)):
            for row in self.authors.note(update, before, connection, self.document, is_own=is_own):
                self.services.committer.add(row)
        if outcome is Outcome.PENDING and connection.pending_since is None:
            connection.pending_since = self._last_change
        if self.uncompacted >= self._compact_at:
            self._compact_soon()
        return outcome

    def _store_update(self, update: bytes) -> None:
        self.n += 1
        self.last_serial = self.services.committer.add(UpdateRow(self.id, self.n, update))
        self.uncompacted += 1
        self._last_change = self.services.steady()

    def _compact_soon(self) -> None:
        """Now, or at a tick when the last snapshot was only just made."""
        if self._snapshots.ask(self.services.steady()):
            self.compact()

    def compact(self) -> None:
        """A snapshot instead of a log. What waits for missing updates is stored again after it."""
        committer = self.services.committer
        if committer.in_trouble:
            return
        self._snapshots.made(self.services.steady())
        self.document.settle_pending()
        document = self.document.snapshot()
        if document is None:
            # The rows it would replace are sound: they stay until a snapshot is too.
            logger.error("A snapshot of table %s does not read back; its log is kept.", self.id)
            self._compact_at = self.uncompacted + self.services.limits.compact_updates
            self._keeps_log = True
            return
        self._keeps_log = False
        self._compact_at = self.services.limits.compact_updates
        self.last_serial = committer.add(
            SnapshotRow(self.id, self.n, self.state.seq, document, self.state.as_json())
        )
        for update in self.document.pending:
            self._store_update(update)
        self.document.size = len(document) + sum(map(len, self.document.pending))
        self.shares.settle(self.document.size)
        self.uncompacted = 0
        if self.state.clock.is_finished:
            committer.truncate_after()

    # Commands and events.

    def take_command(self, connection: Connection, command: dict[str, Any]) -> None:
        """A press on a button: answered `done` once on disk, or `refused` with a word."""
        name = command.get("id")
        is_named = isinstance(name, str) and len(name) <= MAX_COMMAND_ID
        name = name if is_named else ""
        try:
            if not is_named:
                raise CommandRefused("bad_command")
            self._carry_out(connection, command)
        except CommandRefused as no:
            connection.tell(wire.event({"type": "refused", "id": name, "why": no.why}))
            return
        done = wire.event({"type": "done", "id": name})
        self.last_serial = self.services.committer.call_after(lambda: connection.tell(done))

    def _carry_out(self, connection: Connection, command: dict[str, Any]) -> None:
        if connection.read_only:
            raise CommandRefused("read_only")
        seat = command.get("seat")
        if seat not in connection.seats:
            raise CommandRefused("not_your_seat")
        if command.get("do") == "as":
            connection.writer = seat
            return
        self._moves.take(seat, command.get("do"), self.services.steady())
        before = self.state.clock
        most = self.services.limits.values_per_seat
        for event in decide(self.state, self.plan, command, self._present(), most):
            self._happen(event)
        clock = self.state.clock
        if (before.step, before.is_finished) != (clock.step, clock.is_finished):
            self._compact_soon()
            left = self.plan.steps[before.step].id if clock.step > before.step else ""
            self.services.on_moved(self.id, clock.is_finished, left)

    def _happen(self, event: Event) -> None:
        """Something numbered: it changes the state, is stored, and everyone hears it."""
        now = self.services.now()
        full = {"seq": self.state.seq + 1, "now": now, **event}
        self.state = evolve(self.state, full)
        self.last_serial = self.services.committer.add(EventRow(self.id, self.state.seq, full))
        self.uncompacted += 1
        self._last_change = self.services.steady()
        self.company.expect(self.state.roles.values())
        self.company.broadcast(wire.event(full))

    def _present(self) -> Present:
        return Present(
            now=self.services.now(),
            people=self._people(),
            here=self.company.here,
            away_since=self.company.away_since,
            grace_ms=self.services.limits.grace_ms,
        )

    def _people(self) -> list[str]:
        return [seat.id for seat in self.seats if seat.kind == "person"]

    # Time.

    def tick(self) -> None:
        """Once a second: what was held back, who is behind, what may be put away."""
        now = self.services.steady()
        self.company.tick(now)
        if self.document.pending:
            self._ask_for_missing(now)
        if self._snapshots.is_due:
            self._compact_soon()
        is_idle = now - self._last_change >= self.services.limits.compact_idle_ms
        if self.uncompacted and is_idle and not self._keeps_log:
            self.compact()

    def _ask_for_missing(self, now: int) -> None:
        """Who sent an update that waits for others is asked for all it has."""
        self.document.settle_pending()
        limits = self.services.limits
        for connection in self.company.connections:
            since = connection.pending_since
            if not self.document.pending:
                connection.pending_since = None
            elif since is not None and now - since >= limits.resync_ms:
                connection.send(wire.step_1(self.document.state()))
                connection.pending_since = now + limits.resync_again_ms - limits.resync_ms

    def is_leavable(self) -> bool:
        """Nobody here for long, and everything on disk."""
        services = self.services
        return (
            not self.company.connections
            and services.steady() - self._empty_since >= services.limits.evict_ms
            and self.last_serial <= services.committer.done
            and (not self.uncompacted or self._keeps_log)
        )
