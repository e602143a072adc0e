"""A process that is killed or stopped has lost nothing that it acknowledged."""

import functools
import subprocess
import sys

from overbrug.rooms import (
    read_table,
)
from tests.rooms.hall import FIELD, TABLE, abandon, hall, in_loop, until


@in_loop
async def test_killed_without_a_goodbye_every_acked_update_is_there(log):
    async with hall(log.store()) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("begin")
        await anna.answer("take_role", role="scribe")
        for i in range(250):
            await anna.type(FIELD, f"{i} ")
            place.clock.forward(0.1)
        await until(lambda: anna.out.acked() == 250)
        await abandon(place)
    async with hall(log.store()) as again:
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
async def test_stopping_saves_acknowledges_and_asks_to_come_back(log):
    async with hall(log.store()) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "op tijd")
        await place.engine.stop()
        assert anna.out.acked() == 1
        assert anna.out.closed == (1012, "restart")
        assert 0 <= anna.out.errors()[-1]["retry_ms"] < 10_000
    assert read_table(log.shelf, TABLE).texts == {FIELD: "op tijd"}


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
