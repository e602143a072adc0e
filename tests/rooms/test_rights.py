"""Who may send what through a socket: every kind of message, for everyone who may come in.

The kinds come from the wire and from the commands, so a new one without a row fails.
"""

import pytest

from overbrug.rooms import wire
from overbrug.rooms.clock import COMMANDS
from overbrug.rooms.table_state import ROLE_COMMANDS
from tests.rooms.hall import hall, in_loop

# What a device may send, and what only a server says. Of the first a big screen only asks.
OF_DEVICES = {"SYNC", "AWARENESS", "AUTH", "QUERY_AWARENESS", "EVENT"}
OF_SERVERS = {"ACK", "ERROR"}
PARTS = {"STEP_1", "STEP_2", "UPDATE", "MAX_UINT"}
DO = sorted({*COMMANDS, *ROLE_COMMANDS, "set", "as"})
EXTRA = {
    "role": "prober",
    "to": "bob",
    "from": 0,
    "seconds": 60,
    "field": "start/mood/anna",
    "value": 3,
}


def test_every_kind_of_message_has_a_row():
    kinds = {n for n, v in vars(wire).items() if n.isupper() and isinstance(v, int)}
    assert kinds - PARTS == OF_DEVICES | OF_SERVERS


@pytest.mark.parametrize("do", DO)
@in_loop
async def test_a_big_screen_and_a_stranger_press_nothing(do):
    async with hall() as place:
        bob = await place.sit("bob")
        screen = await place.phone("beamer").connect(read_only=True)
        before = place.room.state
        assert await screen.answer(do, **EXTRA) == "read_only"
        for seat in ("anna", "carla", "beamer", "nobody", 1, ["bob"], {"bob": 1}):
            assert await bob.answer(do, seat=seat, **EXTRA) == "not_your_seat"
        assert place.room.state == before


@pytest.mark.parametrize("do", DO)
@in_loop
async def test_every_command_is_for_somebody_at_the_table(do):
    async with hall() as place:
        anna, _bob = await place.sit("anna"), await place.sit("bob")
        said = await anna.answer(do, **EXTRA)
        assert said not in ("read_only", "not_your_seat", "bad_command")


@pytest.mark.parametrize("kind", sorted(OF_SERVERS))
@in_loop
async def test_what_only_a_server_says_ends_the_line(kind):
    async with hall() as place:
        for read_only in (False, True):
            phone = await place.phone("anna").connect(read_only=read_only)
            await phone.send(bytes([getattr(wire, kind), 1, 1]))
            assert phone.out.closed == (4400, "unknown_message")


@in_loop
async def test_a_big_screen_writes_no_text():
    async with hall() as place:
        anna = await place.sit("anna")
        screen = await place.phone("beamer").connect(read_only=True)
        update = screen.write("start/hello/anna", "niet van mij")
        for frame in (wire.update(update), wire.step_2(update)):
            await screen.send(frame)
        await anna.listen()
        await place.engine.flush()
        assert place.room.document.texts() == {}
        assert str(anna.text("start/hello/anna")) == ""


@in_loop
async def test_a_seat_that_is_taken_away_writes_and_presses_nothing_more():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        place.engine.revoke("tafel", "anna")
        await anna.type("start/hello/anna", "nog iets")
        await place.engine.flush()
        assert anna.out.closed[0] == 4403
        assert bob.out.closed is None
        assert place.room.document.texts() == {}
