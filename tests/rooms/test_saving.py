"""Nothing is acknowledged before it is on disk, and nothing acknowledged is ever lost."""

import asyncio
import functools
import sqlite3
import subprocess
import sys

import pytest

from overbrug.rooms import (
    LogTooNew,
    MemoryLog,
    RoomLog,
    TableRecord,
    forget_tables,
    read_table,
    wire,
)
from tests.rooms.hall import TABLE, abandon, hall, in_loop, until

FIELD = "start/hello/anna"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rooms" / "rooms.sqlite3"


def rows(path, name):
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]


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


@in_loop
async def test_killed_without_a_goodbye_every_acked_update_is_there(path):
    async with hall(RoomLog(path)) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("begin")
        await anna.answer("take_role", role="scribe")
        for i in range(250):
            await anna.type(FIELD, f"{i} ")
            place.clock.forward(0.1)
        await until(lambda: anna.out.acked() == 250)
        await abandon(place)
    async with hall(RoomLog(path)) as again:
        carla = await again.sit("carla")
        assert str(carla.text(FIELD)) == "".join(f"{i} " for i in range(250))
        assert carla.state["clock"]["state"] == "running"
        assert carla.state["roles"]["scribe"] == "anna"
        # What was not acknowledged is still on the devices, and comes back.
        bob.hall, bob.line = again, None
        bob.write("start/hello/bob", "nog niet bewaard")
        await bob.connect()
        await carla.listen()
        assert str(carla.text("start/hello/bob")) == "nog niet bewaard"


TYPIST = """
import asyncio, sys
from overbrug.rooms import RoomLog, wire
from tests.rooms.hall import Phone, hall

async def type_on(path):
    async with hall(RoomLog(path), messages_burst=10**6) as place:
        anna = await place.sit("anna")
        while True:
            await anna.type("start/hello/anna", "x")
            await asyncio.sleep(0.0005)
            print(anna.out.acked(), flush=True)

asyncio.run(type_on(sys.argv[1]))
"""


def test_kill_9_while_typing_loses_nothing_acknowledged(path):
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        acked = 0
        while acked < 50:
            acked = int(process.stdout.readline())
        process.kill()
        acked = max([acked, *map(int, process.stdout.read().split())])
    assert len(read_table(path, TABLE).texts[FIELD]) >= acked >= 50


@in_loop
async def test_stopping_saves_acknowledges_and_asks_to_come_back(path):
    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "op tijd")
        await place.engine.stop()
        assert anna.out.acked() == 1
        assert anna.out.closed == (1012, "restart")
        assert 0 <= anna.out.errors()[-1]["retry_ms"] < 10_000
    assert read_table(path, TABLE).texts == {FIELD: "op tijd"}


@in_loop
async def test_stopping_with_a_full_disk_ends_and_acknowledges_nothing(monkeypatch):
    async with hall() as place:
        anna = await place.sit("anna")
        place.store.failing = OSError("disk full")
        await anna.type(FIELD, "x")
        committer = place.engine._committer
        monkeypatch.setattr(committer, "stop", functools.partial(committer.stop, 0.02))
        await place.engine.stop()
        assert anna.out.acked() == 0
        assert anna.out.closed == (1012, "restart")


@in_loop
async def test_compaction_changes_nothing_that_anyone_sees(path):
    async with hall(RoomLog(path), messages_burst=1000) as place:
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
        assert rows(path, "snapshots") == 1
        assert rows(path, "updates") < 200
        before = read_table(path, TABLE)
        place.room.compact()
        await place.engine.flush()
        assert rows(path, "updates") == rows(path, "events") == 0
        after = read_table(path, TABLE)
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
async def test_the_end_of_a_dialogue_leaves_no_log(path):
    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "geheim")
        del anna.text(FIELD)[0:6]
        await anna.send(wire.update(anna.typed[-1]))
        await anna.answer("set", field="start/mood/anna", value=2)
        await place.engine.flush()
        await place.engine.end_dialogue([TABLE])
        assert rows(path, "updates") == rows(path, "events") == 0
        assert rows(path, "snapshots") == 1
        side = path.with_name(path.name + "-wal")
        assert not side.exists() or side.stat().st_size == 0
        assert b"geheim" not in path.read_bytes()


@in_loop
async def test_finishing_makes_a_snapshot_and_clears_the_side_file(path):
    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        await anna.answer("begin")
        await anna.type(FIELD, "klaar")
        assert await anna.answer("finish", **{"from": 0}) == "done"
        assert rows(path, "updates") == rows(path, "events") == 0
        await anna.type(FIELD, " en nog iets")
        place.later(60)
        await place.engine.flush()
        assert rows(path, "updates") == 0
        assert read_table(path, TABLE).texts == {FIELD: "klaar en nog iets"}


@in_loop
async def test_forgetting_a_table_leaves_no_byte(path):
    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        other = await place.sit("anna", table=TABLE + "2")
        await anna.type(FIELD, "vergeet mij")
        await other.type(FIELD, "bewaar mij")
        await place.engine.flush()
        await place.engine.forget([TABLE])
        assert anna.out.closed[0] == 4404
        assert other.out.closed is None
    assert read_table(path, TABLE) == TableRecord()
    assert b"vergeet mij" not in path.read_bytes()
    assert read_table(path, TABLE + "2").texts == {FIELD: "bewaar mij"}


@in_loop
async def test_another_process_forgets_tables_while_the_engine_writes(path):
    async with hall(RoomLog(path)) as place:
        anna, other = await place.sit("anna"), await place.sit("anna", table=TABLE + "2")
        await anna.type(FIELD, "oefening")
        await anna.line.leave()
        await place.engine.flush()
        await asyncio.gather(
            asyncio.to_thread(forget_tables, path, [TABLE]),
            *(other.type(FIELD, str(i)) for i in range(30)),
        )
        place.later(700)
        place.later(1)
        await place.engine.flush()
        assert other.out.acked() == 30
    assert read_table(path, TABLE) == TableRecord()


def test_reading_and_forgetting_before_there_is_a_file(path):
    assert read_table(path, TABLE) == TableRecord()
    forget_tables(path, [TABLE])
    assert not path.exists()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path):
    log = RoomLog(path)
    log.open()
    log.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    for open_it in (RoomLog(path).open, lambda: read_table(path, TABLE)):
        with pytest.raises(LogTooNew, match="newer version"):
            open_it()
    assert path.read_bytes() == before


def test_the_file_keeps_its_promises(path):
    log = RoomLog(path)
    log.open()
    pragma = {
        name: log._writer.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "user_version")
    }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "user_version": 1,
    }
    columns = {row[1] for row in log._writer.execute("PRAGMA table_info(events)")}
    assert "epoch" in columns
    log.close()


@in_loop
async def test_a_row_that_cannot_be_read_is_set_apart_not_lost(path):
    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "goed")
        await place.engine.flush()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO updates VALUES (?, 99, 1, ?)", (TABLE, b"\xff\xff"))
    async with hall(RoomLog(path)) as place:
        bob = await place.sit("bob")
        assert str(bob.text(FIELD)) == "goed"
        await bob.type(FIELD, "!", at=0)
        await place.engine.flush()
    assert rows(path, "quarantine") == 1


@in_loop
async def test_both_stores_keep_the_same(path):
    seen = []
    for store in (MemoryLog(), RoomLog(path)):
        async with hall(store) as place:
            anna = await place.sit("anna")
            await anna.type(FIELD, "Dag")
            await anna.answer("begin")
            await anna.type(FIELD, "!")
            await anna.answer("pause")
            await place.engine.flush()
            found = store.load(TABLE)
            seen.append((found.n, found.seq, found.state, found.events, len(found.updates)))
            assert [seat for _client, _clock, seat in found.authors] == ["anna"]
    assert seen[0] == seen[1]
