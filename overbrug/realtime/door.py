"""The door to the rooms: `/rt/<table>`. Checks page, cookie and seat, then passes bytes on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.conf import settings

from overbrug.dialogues import queries, seat_cookie
from overbrug.dialogues.models import Seat
from overbrug.realtime.asgi_types import Receive, Scope, Send
from overbrug.realtime.origin import is_own_page
from overbrug.realtime.plans import seat_info
from overbrug.realtime.threads import ask
from overbrug.rooms import Connection, Outlet, Refused, SeatInfo, wire
from overbrug.rooms.errors import MALFORMED, NO_SEAT, REASONS, REVOKED

if TYPE_CHECKING:
    from overbrug.realtime.service import RoomService

# So many turns of the loop after its handshake the end of a line is known, if it has ended.
TURNS_TO_HEAR = 3
_PATH = re.compile(r"/rt/([a-z2-7]{16})")


class Knock(NamedTuple):
    """What we need of a handshake."""

    table: str
    cookie: str
    is_own_page: bool


class Seats(NamedTuple):
    """Where a device may sit at one table: as people, or else as a big screen that only looks."""

    epochs: dict[str, int]
    read_only: bool


class Line(Outlet, Protocol):
    """What our server offers beside ASGI (`config/serving/line.py`): a straight way in and out."""

    def is_gone(self) -> bool:
        """Whether the other side has hung up."""

    def listen(self, take: Callable[[bytes], float]) -> None:
        """Hand every message to `take`, which tells how many seconds to wait for the next."""


class Door:
    """The ASGI application of the sockets."""

    def __init__(self, rooms: RoomService) -> None:
        self.rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold one socket from handshake to goodbye."""
        await receive()
        knock = _read_knock(scope)
        if not knock.table or not knock.is_own_page:
            await _answer(send, 403 if knock.table else 404)
            return
        line: Line = scope["extensions"]["overbrug.line"]
        try:
            # Accepted before it is judged: a browser is told a reason only on an open socket.
            await send({"type": "websocket.accept"})
            scope["headers"] = []  # read; a thousand sockets need not keep a thousand copies
            if await _is_gone(line):
                return
            connection = await self._sit_down(knock, line)
        except OSError:
            return  # gone while we were looking
        if connection is not None:
            line.listen(connection.receive)
        await _wait_for_the_end(connection, receive)

    async def _sit_down(self, knock: Knock, line: Line) -> Connection | None:
        try:
            seats = await self._seats_of(knock.table, knock.cookie)
            return await self.rooms.engine.join(
                knock.table,
                seats=list(seats.epochs),
                read_only=seats.read_only,
                outlet=line,
                epochs=seats.epochs,
            )
        except Refused as refusal:
            hint = {} if refusal.retry_ms is None else {"retry_ms": refusal.retry_ms}
            line.send(wire.error(refusal.code, refusal.why, **hint))
            line.close(refusal.code, REASONS.get(refusal.code, refusal.why))
            return None

    async def _seats_of(self, table: str, cookie: str) -> Seats:
        """The seats that the cookie carries and that still count, at this table."""
        claims = seat_cookie.parse_header(cookie) if cookie else []
        seats = [seat for seat in self.rooms.engine.known_seats(table) if _is_held(seat, claims)]
        # The facts are asked unless the room answers for the whole cookie: whoever comes back to a
        # table, or comes to one where somebody sits, costs no question.
        if claims and len(seats) < len(claims):
            seats = [seat_info(seat) for seat in await ask(queries.valid_seats, claims, table)]
        people = {seat.id: seat.epoch for seat in seats if seat.kind == "person"}
        if people:
            return Seats(people, read_only=False)
        if not seats:
            had_one = bool(claims) and await ask(_had_a_seat, [c.seat_id for c in claims], table)
            raise Refused(REVOKED if had_one else NO_SEAT)
        return Seats({seat.id: seat.epoch for seat in seats}, read_only=True)


async def _is_gone(line: Line) -> bool:
    """Has the device gone already? After a pause of the server most have, and knocked again."""
    for _turn in range(TURNS_TO_HEAR):
        await asyncio.sleep(0)
        if line.is_gone():
            return True
    return False


async def _wait_for_the_end(connection: Connection | None, receive: Receive) -> None:
    """Hold the socket until it has closed. What is not binary comes here, and ends it."""
    try:
        while (await receive())["type"] != "websocket.disconnect":
            if connection is not None:
                connection.close(MALFORMED, "text_frame")
    finally:
        if connection is not None:
            await connection.leave()


def _is_held(seat: SeatInfo, claims: list[seat_cookie.Claim]) -> bool:
    """Whether the cookie carries this seat as it is now."""
    return any(claim.seat_id == seat.id and claim.epoch == seat.epoch for claim in claims)


def _had_a_seat(seat_ids: list[str], table: str) -> bool:
    """Whether one of these seats stood at this table: then it was taken away since."""
    return Seat.objects.filter(public_id__in=seat_ids, table__public_id=table).exists()


def _read_knock(scope: Scope) -> Knock:
    path = _PATH.fullmatch(scope["path"])
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    is_ours = is_own_page(
        headers.get(b"origin"),
        headers.get(b"host", ""),
        scheme="https" if settings.HTTPS else "http",
        allowed_hosts=settings.ALLOWED_HOSTS,
    )
    return Knock(path[1] if path else "", headers.get(b"cookie", ""), is_ours)


async def _answer(send: Send, status: int) -> None:
    start = {"type": "websocket.http.response.start", "status": status}
    await send({**start, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    words = b"403: this page may not open the room.\n" if status == 403 else b"404: no such room.\n"
    await send({"type": "websocket.http.response.body", "body": words})
