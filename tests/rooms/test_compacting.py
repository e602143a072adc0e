"""What is compacted, and when a table leaves memory."""

import asyncio

from overbrug.rooms import (
    read_table,
    wire,
)
from tests.rooms.hall import FIELD, TABLE, hall, in_loop


@in_loop
async def test_compaction_changes_nothing_that_anyone_sees(log):
    async with hall(log.store(), messages_burst=1000) as place:
        anna = await place.sit("anna")
        for i in range(450):
            await anna.type(FIELD, f"{i} ", at=0)
            if i % 4 == 0:
                del anna.text(FIELD)[1:2]
                await anna.send(wire.update(anna.typed[-1]))
            place.clock.forward(0.2)
        await anna.answer("set", field="start/mood/anna", value=2)
        await place.engine.flush()
        text, state = str(anna.text(FIELD)), anna.state
        assert log.rows("snapshots") == 1
        assert log.rows("updates") < 200
        before = read_table(log.shelf, TABLE)
        place.room.compact()
        await place.engine.flush()
        assert log.rows("updates") == log.rows("events") == 0
        after = read_table(log.shelf, TABLE)
        assert after == before
        assert after.texts[FIELD] == text
        assert after.state["values"] == state["values"]


@in_loop
async def test_a_step_and_an_idle_minute_make_a_snapshot():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.answer("begin")
        await anna.type(FIELD, "x")
        await place.engine.flush()
        assert len(place.store.tables[TABLE].updates) == 1
        await anna.answer("next", **{"from": 0})
        assert place.store.tables[TABLE].updates == place.store.tables[TABLE].events == []
        await anna.type(FIELD, "y")
        place.later(59)
        await place.engine.flush()
        assert len(place.store.tables[TABLE].updates) == 1
        place.later(1)
        await place.engine.flush()
        assert place.store.tables[TABLE].updates == []


@in_loop
async def test_an_empty_table_leaves_memory_after_ten_minutes_and_comes_back():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "tot straks")
        await anna.answer("set", field="start/mood/anna", value=2)
        place.later(700)
        assert place.engine.loaded_tables() == {TABLE}
        await anna.line.leave()
        place.later(599)
        await place.engine.flush()
        assert place.engine.loaded_tables() == {TABLE}
        place.later(1)
        assert place.engine.loaded_tables() == set()
        bob = await place.sit("bob")
        assert str(bob.text(FIELD)) == "tot straks"
        assert bob.state["values"] == {"start/mood/anna": 2}
        assert bob.out.events()[0]["seq"] == 1


@in_loop
async def test_a_table_that_is_not_saved_stays_in_memory():
    async with hall() as place:
        anna = await place.sit("anna")
        place.store.failing = OSError("disk full")
        await anna.type(FIELD, "x")
        await anna.line.leave()
        place.later(700)
        place.later(700)
        assert place.engine.loaded_tables() == {TABLE}
        place.store.failing = None


@in_loop
async def test_a_room_that_is_loaded_again_waits_for_what_is_not_on_disk_yet():
    async with hall() as place:
        anna = await place.sit("anna")
        place.store.gate.clear()
        await anna.type(FIELD, "nog onderweg")
        place.engine._discard(place.room)
        assert anna.out.closed == (1012, "table_reloads")
        coming = asyncio.create_task(place.sit("bob"))
        await asyncio.sleep(0.01)
        assert not coming.done()
        place.store.gate.set()
        assert str((await coming).text(FIELD)) == "nog onderweg"


@in_loop
async def test_finishing_makes_a_snapshot_and_clears_the_side_file(log):
    async with hall(log.store()) as place:
        anna = await place.sit("anna")
        await anna.answer("begin")
        await anna.type(FIELD, "klaar")
        assert await anna.answer("finish", **{"from": 0}) == "done"
        assert log.rows("updates") == log.rows("events") == 0
        await anna.type(FIELD, " en nog iets")
        place.later(60)
        await place.engine.flush()
        assert log.rows("updates") == 0
        assert read_table(log.shelf, TABLE).texts == {FIELD: "klaar en nog iets"}


@in_loop
async def test_going_back_and_forth_makes_one_snapshot_and_the_rest_follows_at_a_tick(monkeypatch):
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.answer("begin")
        made = []
        compact = place.room.compact
        monkeypatch.setattr(type(place.room), "compact", lambda room: made.append(1) or compact())
        for _ in range(5):
            assert await anna.answer("next", **{"from": 0}) == "done"
            assert await anna.answer("back", **{"from": 1}) == "done"
        assert len(made) == 1
        place.later(9)
        assert len(made) == 1
        place.later(1)
        place.later(1)
        assert len(made) == 2
        await place.engine.flush()
        assert place.store.tables[TABLE].events == []


@in_loop
async def test_a_finish_right_after_a_step_clears_the_log_ten_seconds_later(log):
    async with hall(log.store()) as place:
        anna = await place.sit("anna")
        await anna.answer("begin")
        await anna.answer("next", **{"from": 0})
        await anna.type(FIELD, "klaar")
        assert await anna.answer("finish", **{"from": 1}) == "done"
        place.later(10)
        await place.engine.flush()
        assert log.rows("updates") == log.rows("events") == 0


@in_loop
async def test_a_storm_of_updates_does_not_make_a_storm_of_snapshots(monkeypatch):
    async with hall(compact_updates=3, messages_burst=1000) as place:
        anna = await place.sit("anna")
        made = []
        compact = place.room.compact
        monkeypatch.setattr(type(place.room), "compact", lambda room: made.append(1) or compact())
        for _ in range(50):
            await anna.type(FIELD, "x")
        assert len(made) == 1
        place.later(10)
        assert len(made) == 2
