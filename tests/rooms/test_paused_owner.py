"""A process that stood still longer than its lease, and wakes: nothing of it reaches the log."""

import asyncio
import contextlib
import signal
import subprocess
import sys

from overbrug.rooms import Refused, read_table
from tests.rooms.hall import FIELD, TABLE, hall, in_loop, until

TTL_MS = 500

# Types on and on, as a whole server would: says that it is alive, and tells what is acknowledged.
OWNER = """
import asyncio, sys
from overbrug.rooms.postgres import PostgresLog
from tests.rooms.conftest import connect_to
from tests.rooms.hall import hall

async def type_on(address, schema, ttl_ms):
    store = PostgresLog(connect_to(address, schema), ttl_ms=ttl_ms)
    async with hall(store, messages_burst=10**6) as place:
        anna = await place.sit("anna")
        for n in range(10**6):
            if anna.out.closed:
                return print(*anna.out.closed, flush=True)
            await anna.type("start/hello/anna", f"<{n}>")
            if n % 50 == 0:
                await place.engine.keep()
            await asyncio.sleep(0.002)
            print(anna.out.acked(), flush=True)

asyncio.run(type_on(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


@contextlib.contextmanager
def owner_of(place):
    """A process that holds the table and types at it."""
    words = [place.address, place.schema, str(TTL_MS)]
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, *words], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@in_loop
async def test_a_paused_owner_that_wakes_cannot_write(postgres):
    with owner_of(postgres) as owner:
        acked = 0
        while acked < 50:
            acked = int(await asyncio.to_thread(owner.stdout.readline))
        owner.send_signal(signal.SIGSTOP)
        async with hall(postgres.store(is_alone=False, ttl_ms=TTL_MS)) as place:
            bob = await _sit_once_it_is_free(place)
            found = str(bob.text(FIELD))
            await bob.type("start/hello/bob", "nu ik")
            await place.engine.flush()
            owner.send_signal(signal.SIGCONT)
            *told, goodbye = (await asyncio.to_thread(owner.communicate))[0].splitlines()
            acked = max([acked, *map(int, told)])
            assert goodbye == "1012 elsewhere"
            assert all(f"<{n}>" in found for n in range(acked)), "acknowledged, and lost"
            await bob.type("start/hello/bob", "!")
            await until(lambda: bob.out.acked() == 2)
    texts = read_table(postgres.shelf, TABLE).texts
    assert texts == {FIELD: found, "start/hello/bob": "nu ik!"}
    assert postgres.ask("SELECT epoch FROM room_leases") == [(2,)]


async def _sit_once_it_is_free(place):
    while True:
        try:
            return await place.sit("bob")
        except Refused:
            await place.engine.keep()
            await asyncio.sleep(0.02)
