"""Nothing is acknowledged before it is on disk, and nothing acknowledged is ever lost."""

import asyncio

from overbrug.rooms import (
    RoomLog,
    read_table,
    wire,
)
from tests.rooms.hall import FIELD, TABLE, hall, in_loop, until


@in_loop
async def test_the_others_see_it_at_once_but_the_ack_waits_for_the_disk():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        place.store.gate.clear()
        await anna.type(FIELD, "een")
        await anna.type(FIELD, "twee")
        await asyncio.sleep(0.02)
        assert len(bob.out.sync(wire.UPDATE)) == 2
        assert anna.out.acked() == 0
        place.store.gate.set()
        await place.engine.flush()
        assert anna.out.acked() == 2


@in_loop
async def test_a_batch_gets_one_ack():
    async with hall() as place:
        anna = await place.sit("anna")
        for word in "abcdef":
            await anna.type(FIELD, word)
        await place.engine.flush()
        assert len(anna.out.of(wire.ACK)) == 1
        assert place.store.commits == 1


@in_loop
async def test_a_full_disk_withholds_acks_and_catches_up_later():
    async with hall() as place:
        anna = await place.sit("anna")
        place.store.failing = OSError("disk full")
        await anna.type(FIELD, "een")
        await until(lambda: anna.out.events("storage"))
        await anna.type(FIELD, "twee")
        bob = await place.sit("bob")
        assert bob.out.events("storage") == [{"type": "storage", "ok": False}]
        assert str(bob.text(FIELD)) == "eentwee"
        assert anna.out.acked() == 0
        place.store.failing = None
        await place.engine.flush()
        assert anna.out.acked() == 2
        assert [event["ok"] for event in anna.out.events("storage")] == [False, True]


@in_loop
async def test_a_really_full_file_loses_nothing_acknowledged(path):
    log = RoomLog(path, max_pages=30)
    async with hall(log, messages_burst=1000, first_update_bytes=10**6) as place:
        anna = await place.sit("anna")
        for i in range(40):
            await anna.type(FIELD, f"{i:04}" * 1000)
            await asyncio.sleep(0.002)
        await until(lambda: anna.out.events("storage"))
        saved = anna.out.acked()
        assert 0 < saved < 40
        assert len(read_table(path, TABLE).texts[FIELD]) >= saved * 4000
        log._writer.execute("PRAGMA max_page_count=100000")
        await place.engine.flush()
        assert anna.out.acked() == 40
    assert len(read_table(path, TABLE).texts[FIELD]) == 160_000


@in_loop
async def test_too_much_unsaved_sends_away_instead_of_filling_memory():
    async with hall(unsaved_entries=10) as place:
        anna = await place.sit("anna")
        place.store.failing = OSError("disk full")
        for _ in range(15):
            if not anna.out.closed:
                await anna.type(FIELD, "x")
        assert anna.out.closed == (1013, "not_saving")
        place.store.failing = None
