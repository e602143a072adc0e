"""Who may come in, who is here, and who is sent away."""

import asyncio
import json
import threading

import pytest

from overbrug.rooms import Refused, wire
from overbrug.rooms.awareness import Entry, read_entries, write_entries
from tests.rooms.hall import TABLE, Wire, hall, in_loop


def state_of(phone, clock=1, client=None, **state):
    client = phone.doc.client_id if client is None else client
    return wire.awareness(write_entries([Entry(client, clock, json.dumps(state).encode())]))


def heard(phone):
    frames = [wire.read_only_varbytes(f, 1) for f in phone.out.of(wire.AWARENESS)]
    return [entry for frame in frames for entry in read_entries(frame)]


async def refusal(place, *seats, table=TABLE, **more):
    with pytest.raises(Refused) as no:
        await place.engine.join(table, seats=seats, outlet=Wire(), **more)
    return no.value.code


@in_loop
async def test_who_may_not_come_in():
    async with hall() as place:
        assert await refusal(place) == 4401
        assert await refusal(place, "dirk") == 4401
        assert await refusal(place, "anna", "dirk") == 4401
        assert await refusal(place, "anna", table="elsewhere") == 4404


@in_loop
async def test_a_seat_holds_four_connections_and_a_table_its_limit():
    async with hall(connections_per_table=6) as place:
        for _ in range(4):
            await place.sit("anna")
        assert await refusal(place, "anna") == 4409
        await place.sit("bob")
        await place.sit("carla")
        assert await refusal(place, "bob") == 4409


@in_loop
async def test_joining_while_the_facts_fail_says_try_later():
    async with hall() as place:

        async def broken(table):
            raise OSError("no database")

        place.engine._loader._load_plan = broken
        assert await refusal(place, "anna") == 1013


@in_loop
async def test_many_at_once_come_into_one_room():
    async with hall() as place:
        await asyncio.gather(*(place.sit(name) for name in ("anna", "bob", "carla")))
        assert len(place.room.company.connections) == 3


@in_loop
async def test_the_first_frame_is_the_state():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        for phone in (anna, bob):
            assert phone.out.frames[0][0] == wire.EVENT
            assert phone.out.events()[0]["type"] == "state"
        assert bob.out.events()[0]["state"]["here"] == ["anna", "bob"]


@in_loop
async def test_everyone_hears_who_is_here_at_most_once_a_second():
    async with hall() as place:
        anna = await place.sit("anna")
        anna.out.forget()
        for _ in range(5):
            bob = await place.sit("bob")
            await bob.line.leave()
        assert len(anna.out.events("here")) <= 1
        place.later(1)
        last = anna.out.events("here")[-1]
        assert last["here"] == ["anna"]
        assert last["away_since"] == {"bob": place.clock.ms - 1000}


@in_loop
async def test_a_revoked_seat_is_closed_and_its_company_comes_back():
    async with hall() as place:
        alone, shared = await place.sit("anna"), await place.sit("anna", "bob")
        bob = await place.sit("bob")
        place.engine.revoke(TABLE, "anna")
        place.engine.revoke("elsewhere", "anna")
        assert alone.out.closed[0] == 4403
        assert shared.out.closed == (1012, "seats_changed")
        assert bob.out.closed is None
        assert place.engine.is_present(TABLE, "bob")
        assert not place.engine.is_present(TABLE, "anna")


@in_loop
async def test_a_revoked_beamer_is_closed():
    async with hall() as place:
        beamer = await place.phone("beamer").connect(read_only=True)
        assert "beamer" in place.engine.live_epochs()[TABLE]
        assert not place.engine.is_present(TABLE, "beamer")
        place.engine.revoke(TABLE, "beamer")
        assert beamer.out.closed[0] == 4403


@in_loop
async def test_news_from_elsewhere_reaches_the_table():
    async with hall() as place:
        anna = await place.sit("anna")
        place.engine.announce(TABLE, {"type": "unnamed", "field": "a/b", "count": 3})
        place.engine.announce("elsewhere", {"type": "unnamed"})
        assert anna.out.events("unnamed") == [{"type": "unnamed", "field": "a/b", "count": 3}]


@in_loop
async def test_other_threads_call_in():
    async with hall() as place:
        anna = await place.sit("anna")
        place.seats.pop()
        results = []

        def page():
            place.engine.call(lambda: place.engine.refresh_seats(TABLE)).result(5)
            results.append(place.engine.call(lambda: place.engine.live_epochs()).result(5))

        thread = threading.Thread(target=page)
        thread.start()
        while thread.is_alive():
            await asyncio.sleep(0.001)
        assert list(results[0]) == [TABLE]
        assert set(results[0][TABLE]) == {seat.id for seat in place.seats}
        assert anna.out.events("seats")


@in_loop
async def test_presence_is_relayed_once_a_second_and_merged():
    async with hall() as place:
        anna, bob, carla = [await place.sit(n) for n in ("anna", "bob", "carla")]
        place.later(5)
        carla.out.forget()
        await anna.send(state_of(anna, 1, seat="anna", field="a/b/anna", typing=True))
        assert len(heard(carla)) == 1
        await anna.send(state_of(anna, 2, seat="anna", field="a/b/anna", typing=False))
        await bob.send(state_of(bob, 1, seat="bob", field=None, typing=False))
        assert len(heard(carla)) == 1
        place.later(1)
        assert len(carla.out.of(wire.AWARENESS)) == 2
        assert {entry.client for entry in heard(carla)[1:]} == {
            anna.doc.client_id,
            bob.doc.client_id,
        }


@in_loop
async def test_heartbeats_are_not_relayed_but_stock_clients_are_kept_alive():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.send(state_of(anna, 1, seat="anna"))
        place.later(5)
        bob.out.forget()
        await anna.send(state_of(anna, 2, seat="anna"))
        place.later(5)
        assert heard(bob) == []
        place.later(15)
        assert [(e.client, e.clock) for e in heard(bob)] == [(anna.doc.client_id, 2)]


@in_loop
async def test_only_the_own_client_id_counts():
    async with hall() as place:
        anna, bob, carla = [await place.sit(n) for n in ("anna", "bob", "carla")]
        await anna.send(state_of(anna, 1, seat="anna"))
        await bob.send(state_of(bob, 1, seat="bob"))
        place.later(5)
        carla.out.forget()
        await bob.send(state_of(bob, 9, client=anna.doc.client_id, seat="bob"))
        await bob.send(state_of(bob, 9, client=12345, seat="bob"))
        await carla.send(state_of(carla, 9, client=anna.doc.client_id, seat="carla"))
        place.later(5)
        assert heard(carla) == []
        assert bob.out.closed is None


@in_loop
async def test_a_state_with_a_foreign_seat_is_dropped():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        place.later(5)
        bob.out.forget()
        await anna.send(state_of(anna, 1, seat="bob", typing=True))
        place.later(5)
        assert heard(bob) == []


@in_loop
async def test_leaving_removes_the_state_for_everyone():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.send(state_of(anna, 3, seat="anna"))
        place.later(5)
        bob.out.forget()
        await anna.line.leave()
        assert heard(bob) == [Entry(anna.doc.client_id, 3, b"null")]
        carla = await place.sit("carla")
        assert heard(carla) == []


@in_loop
async def test_a_phone_that_slept_takes_its_client_id_back():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.send(state_of(anna, 3, seat="anna", typing=False))
        old = anna.line
        await anna.connect()
        await anna.send(state_of(anna, 4, seat="anna", typing=True))
        place.later(5)
        await old.leave()
        place.later(5)
        assert json.loads(heard(bob)[-1].state) == {"seat": "anna", "typing": True}


@in_loop
async def test_what_a_slow_line_still_brings_does_not_undo_what_came_over_the_newer_one():
    async with hall() as place:
        anna, mood = await place.sit("anna"), "start/mood/anna"
        await anna.send(state_of(anna, 3, seat="anna"))
        old = anna.line
        await anna.connect()
        await anna.send(state_of(anna, 4, seat="anna"))
        assert await anna.answer("set", field=mood, value=5) == "done"
        late = {"id": "late", "seat": "anna", "do": "set", "field": mood, "value": 1}
        old.receive(wire.event(late))
        assert old.closed
        assert anna.state["values"] == {mood: 5}
        assert anna.state["here"] == ["anna"]


@in_loop
async def test_too_large_a_state_closes():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.send(state_of(anna, 1, seat="anna", note="x" * 5000))
        assert anna.out.closed[0] == 4413


@in_loop
async def test_who_asks_gets_everyones_state():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.send(state_of(anna, 1, seat="anna"))
        bob.out.forget()
        await bob.send(b"\x03")
        assert [entry.client for entry in heard(bob)] == [anna.doc.client_id]


@in_loop
async def test_who_went_a_moment_ago_still_counts_for_a_minute():
    async with hall() as place:
        bob = await place.sit("bob")
        await place.sit("anna")
        assert place.engine.was_present_lately(TABLE, "bob")
        await bob.line.leave()
        assert not place.engine.is_present(TABLE, "bob")
        assert place.engine.was_present_lately(TABLE, "bob")
        place.clock.forward(60)
        assert not place.engine.was_present_lately(TABLE, "bob")
        assert not place.engine.was_present_lately("elsewhere", "bob")
