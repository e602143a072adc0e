"""The file of the log: its promises, its version, rows that cannot be read."""

import sqlite3

import pytest

from overbrug.rooms import (
    LogTooNew,
    MemoryLog,
    RoomLog,
    read_table,
)
from tests.rooms.hall import FIELD, TABLE, hall, in_loop, rows


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
async def test_all_stores_keep_the_same(log):
    seen = []
    for store in (MemoryLog(), log.store()):
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
