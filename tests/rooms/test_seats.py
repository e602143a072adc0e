"""Seats that are taken back, left, or shared out: who may stay, and what the others hear."""

import dataclasses

import pytest

from overbrug.rooms import Refused
from tests.rooms.hall import TABLE, Wire, hall, in_loop


def taken_back(place, seat):
    """The seat goes to another device."""
    place.seats = [
        dataclasses.replace(old, epoch=old.epoch + (old.id == seat)) for old in place.seats
    ]


async def join(place, *seats, read_only=False, **epochs):
    return await place.engine.join(
        TABLE, seats=seats, read_only=read_only, outlet=Wire(), epochs=epochs
    )


@in_loop
async def test_the_table_hears_that_a_seat_was_taken_back():
    async with hall() as place:
        anna, _bob = await place.sit("anna"), await place.sit("bob")
        taken_back(place, "bob")
        await place.engine.refresh_seats(TABLE)
        [event] = anna.out.events("seats")
        assert event["taken_back"] == "bob"
        assert {seat["id"] for seat in event["seats"]} >= {"anna", "bob"}
        assert all("epoch" not in seat for seat in event["seats"])


@in_loop
async def test_the_former_device_of_a_seat_goes_and_the_new_one_stays():
    async with hall() as place:
        old = await join(place, "bob", bob=1)
        taken_back(place, "bob")
        new = await join(place, "bob", bob=2)
        assert (old.closed, new.closed) == (True, False)
        assert old._outlet.closed == (4403, "revoked")


@in_loop
async def test_a_handshake_from_before_the_taking_back_comes_too_late():
    async with hall() as place:
        await place.sit("anna")
        taken_back(place, "bob")
        await place.engine.refresh_seats(TABLE)
        with pytest.raises(Refused) as no:
            await join(place, "bob", bob=1)
        assert no.value.code == 4403


@in_loop
async def test_who_came_in_just_before_the_news_goes_with_it():
    async with hall() as place:
        await place.sit("anna")
        # The facts have changed already; the room has not heard of it.
        place.seats = [seat for seat in place.seats if seat.id != "carla"]
        late = await join(place, "carla", carla=1)
        await place.engine.refresh_seats(TABLE)
        assert late._outlet.closed == (4403, "revoked")


@in_loop
async def test_who_left_for_good_is_not_away():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await bob.line.leave()
        place.later(2)
        assert anna.state["away_since"].keys() == {"bob"}
        place.seats = [seat for seat in place.seats if seat.id != "bob"]
        await place.engine.refresh_seats(TABLE)
        place.later(2)
        assert anna.state["away_since"] == {}


@in_loop
async def test_who_is_taken_off_the_table_while_here_is_not_away_either():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        place.seats = [seat for seat in place.seats if seat.id != "bob"]
        await place.engine.refresh_seats(TABLE)
        place.later(2)
        assert bob.out.closed[0] == 4403
        assert anna.state["here"] == ["anna"]
        assert anna.state["away_since"] == {}


@in_loop
async def test_values_of_others_leave_everyone_the_same_room():
    async with hall(values_per_seat=1) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        assert await anna.answer("set", field="start/mood/anna", value=2) == "done"
        theme = {"field": "start/theme/anna", "value": ["homes"]}
        assert await anna.answer("set", **theme) == "bad_value"
        assert await bob.answer("set", field="start/mood/bob", value=3) == "done"


@in_loop
async def test_screens_take_no_place_of_people_and_are_few_themselves():
    async with hall(connections_per_table=2, screens_per_table=2) as place:
        for _ in range(2):
            await join(place, "beamer", read_only=True)
        with pytest.raises(Refused) as no:
            await join(place, "beamer", read_only=True)
        assert no.value.code == 4409
        await place.sit("anna")
        await place.sit("bob")
        with pytest.raises(Refused):
            await place.sit("carla")


@in_loop
async def test_one_screen_has_two_connections_at_most():
    async with hall() as place:
        for _ in range(2):
            await join(place, "beamer", read_only=True)
        with pytest.raises(Refused):
            await join(place, "beamer", read_only=True)


@in_loop
async def test_seats_in_memory_are_believed_for_as_long_as_they_were_read_just_now():
    async with hall() as place:
        await place.sit("anna")
        assert place.engine.known_seats(TABLE) == place.seats
        place.clock.forward(4)
        assert place.engine.known_seats(TABLE) == []
        place.engine.confirm_seats([TABLE, "elsewhere"], 1_000)
        assert place.engine.known_seats(TABLE) == place.seats
        place.clock.forward(2.1)
        assert place.engine.known_seats(TABLE) == []
        await place.engine.refresh_seats(TABLE)
        assert place.engine.known_seats(TABLE) == place.seats
        assert place.engine.known_seats("elsewhere") == []
