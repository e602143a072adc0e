"""What is ended or erased leaves no byte behind."""

import asyncio

from overbrug.rooms import (
    RoomLog,
    TableRecord,
    forget_tables,
    read_table,
    wire,
)
from tests.rooms.hall import FIELD, TABLE, hall, in_loop, rows


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
async def test_another_process_forgets_tables_while_the_engine_writes(log):
    async with hall(log.store()) as place:
        anna, other = await place.sit("anna"), await place.sit("anna", table=TABLE + "2")
        await anna.type(FIELD, "oefening")
        await anna.line.leave()
        await place.engine.flush()
        await asyncio.gather(
            asyncio.to_thread(forget_tables, log.shelf, [TABLE]),
            *(other.type(FIELD, str(i)) for i in range(30)),
        )
        place.later(700)
        place.later(1)
        await place.engine.flush()
        assert other.out.acked() == 30
    assert read_table(log.shelf, TABLE) == TableRecord()


def test_reading_and_forgetting_before_there_is_a_file(path):
    assert read_table(path, TABLE) == TableRecord()
    forget_tables(path, [TABLE])
    assert not path.exists()
