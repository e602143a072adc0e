"""A table that is another process's by now: nothing of it is acknowledged, the others go on."""

import asyncio

import pytest

from overbrug.rooms import Refused, read_table
from tests.rooms.hall import FIELD, TABLE, hall, in_loop, until

OTHER = TABLE + "2"


@in_loop
async def test_a_refused_table_acknowledges_nothing_and_sends_its_devices_away():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob", table=OTHER)
        place.store.elsewhere.add(TABLE)
        await asyncio.gather(anna.type(FIELD, "te laat"), bob.type(FIELD, "op tijd"))
        await anna.press("begin")
        await place.engine.flush()
        assert anna.out.closed == (1012, "elsewhere")
        assert anna.out.acked() == 0
        assert not [event for event in anna.out.events() if event["type"] == "done"]
        assert bob.out.closed is None
        assert bob.out.acked() == 1
        assert TABLE not in place.store.tables


@in_loop
async def test_who_comes_to_the_wrong_process_is_told_when_to_try_again():
    async with hall() as place:
        place.store.elsewhere.add(TABLE)
        with pytest.raises(Refused) as no:
            await place.sit("anna")
        assert (no.value.code, no.value.why) == (1012, "elsewhere")
        assert 500 <= no.value.retry_ms < 1000
        assert place.store.asked == [TABLE]
        await place.engine.end_dialogue([TABLE])
        assert place.store.asked == [TABLE]


@in_loop
async def test_a_process_that_was_away_too_long_lets_its_tables_go():
    async with hall() as place:
        anna = await place.sit("anna")
        place.store.elsewhere.add(TABLE)
        await place.engine.keep()
        assert anna.out.closed == (1012, "elsewhere")


@in_loop
async def test_a_process_that_cannot_speak_goes_on_and_says_so_once(caplog):
    async with hall() as place:
        anna = await place.sit("anna")
        place.store.beat = lambda: 1 / 0
        await place.engine.keep()
        await place.engine.keep()
        await anna.type(FIELD, "toch")
        await place.engine.flush()
        assert anna.out.acked() == 1
        assert caplog.text.count("still ours") == 1


@in_loop
async def test_the_owner_hands_over_after_it_saved_and_acknowledged(postgres):
    async with (
        hall(postgres.store(is_alone=False), hold_taken_ms=0) as first,
        hall(postgres.store(is_alone=False)) as second,
    ):
        anna = await first.sit("anna")
        await anna.type(FIELD, "hier")
        with pytest.raises(Refused):
            await second.sit("bob")
        await first.engine.keep()
        await until(lambda: anna.out.closed)
        assert anna.out.closed == (1012, "elsewhere")
        assert anna.out.acked() == 1
        await first.engine._keeping.given()
        bob = await second.sit("bob")
        assert str(bob.text(FIELD)) == "hier"
        with pytest.raises(Refused):
            await first.sit("anna")
        assert postgres.ask("SELECT epoch FROM room_leases") == [(2,)]


@in_loop
async def test_a_table_people_sit_at_stays_a_while(postgres):
    async with (
        hall(postgres.store(is_alone=False), hold_taken_ms=60_000) as first,
        hall(postgres.store(is_alone=False)) as second,
    ):
        anna = await first.sit("anna")
        for _ in range(2):
            with pytest.raises(Refused):
                await second.sit("bob")
            await first.engine.keep()
            await first.engine._keeping.given()
        assert anna.out.closed is None
        await anna.line.leave()
        await first.engine.keep()
        await first.engine._keeping.given()
        await second.sit("bob")


@in_loop
async def test_a_table_that_was_handed_over_stays_longer_than_one_that_was_taken(postgres):
    hold = {"hold_taken_ms": 0, "hold_ms": 60_000}
    async with (
        hall(postgres.store(is_alone=False), **hold) as first,
        hall(postgres.store(is_alone=False), **hold) as second,
    ):
        anna = await first.sit("anna")
        with pytest.raises(Refused):
            await second.sit("bob")
        await first.engine.keep()
        await until(lambda: anna.out.closed)  # first had taken it: it goes at once
        await first.engine._keeping.given()
        bob = await second.sit("bob")
        with pytest.raises(Refused):
            await first.sit("anna")
        await second.engine.keep()
        await second.engine._keeping.given()
        assert bob.out.closed is None


@in_loop
async def test_a_process_that_stops_leaves_its_tables_at_once(postgres):
    async with hall(postgres.store(is_alone=False)) as first:
        anna = await first.sit("anna")
        await anna.type(FIELD, "klaar")
    async with hall(postgres.store(is_alone=False)) as second:
        bob = await second.sit("bob")
        assert str(bob.text(FIELD)) == "klaar"


@in_loop
async def test_a_table_that_is_erased_elsewhere_cannot_be_written_any_more(postgres):
    async with hall(postgres.store()) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "weg")
        await place.engine.flush()
        await asyncio.to_thread(postgres.shelf.forget, [TABLE])
        await anna.type(FIELD, "terug?")
        await place.engine.flush()
        assert anna.out.closed == (1012, "elsewhere")
        assert anna.out.acked() == 1
    assert read_table(postgres.shelf, TABLE).texts == {}
    assert not any(postgres.rows(name) for name in ("updates", "authors", "leases"))
