"""What the socket says of a harvest: only to that table, and never a word of it."""

import asyncio

import pytest

from overbrug.core import events
from overbrug.harvest.actions import mark, propose_page, say
from overbrug.realtime.listening import harvest_changed
from overbrug.realtime.plans import plan_from_card
from overbrug.rooms import Engine, SeatInfo, running
from tests.factories_dialogues import make_seat
from tests.harvest.network import NETWORK
from tests.talk import store_at

pytestmark = pytest.mark.django_db
WORD = "qzxvjksecret"


class Outlet:
    """Keeps what a device hears."""

    def __init__(self):
        self.heard = b""

    def send(self, frame):
        self.heard += bytes(frame)

    def buffered(self):
        return 0

    def close(self, code, reason):
        pass


@pytest.fixture
def told(monkeypatch, alice, bob, wrote, django_capture_on_commit_callbacks):
    """What the pages announce about a harvest in which a line is marked, proposed and approved."""
    found = []
    monkeypatch.setitem(events._listeners, "harvest_changed", [lambda **facts: found.append(facts)])
    with django_capture_on_commit_callbacks(execute=True):
        key = wrote(alice, reason=WORD)["reason"]
        mark(alice.table, own=[alice], language="nl", choices={key: NETWORK})
        page = propose_page(alice.table, own=[alice], language="nl")
        for seat in (alice, bob):
            say(page, by=seat, choice="agree")
    return found


def test_announcements_hold_a_table_a_state_and_a_number(told, alice):
    assert [facts["state"] for facts in told][-1] == "approved"
    for facts in told:
        assert set(facts) == {"table_id", "state", "number"}
        assert facts["table_id"] == alice.table.public_id
        assert WORD not in str(facts)


def test_a_device_at_another_table_hears_nothing(told, alice, room_log, monkeypatch):
    stranger = make_seat(name="Dave")
    plan = plan_from_card(alice.table.public_id, alice.table.dialogue.content)
    seats = {seat.table.public_id: seat for seat in (alice, stranger)}

    async def load_plan(table):
        return plan

    async def load_seats(table):
        return [SeatInfo(seats[table].public_id, "x", "x")]

    async def run():
        engine = Engine(store_at(room_log.with_name("other.sqlite3")), load_plan, load_seats)
        await engine.start()
        monkeypatch.setattr(running, "engine", engine)
        here, elsewhere = Outlet(), Outlet()
        for table, seat in seats.items():
            outlet = here if seat is alice else elsewhere
            await engine.join(table, seats=[seat.public_id], read_only=False, outlet=outlet)
        await asyncio.sleep(0.05)
        before = len(elsewhere.heard)
        for facts in told:
            await asyncio.to_thread(harvest_changed, **facts)
        for _turn in range(100):
            await asyncio.sleep(0.02)
            if b'"harvest"' in here.heard:
                break
        await engine.stop()
        return here.heard, elsewhere.heard[before:]

    heard, heard_elsewhere = asyncio.run(run())
    assert b'"harvest"' in heard
    assert b"harvest" not in heard_elsewhere
    assert WORD.encode() not in heard + heard_elsewhere
