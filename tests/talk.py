"""People at a table who type, through a real room engine, so that it is on disk."""

import asyncio

from pycrdt import Doc, Text

from overbrug.core import room_log
from overbrug.realtime.plans import plan_from_card
from overbrug.rooms import Engine, RoomLog, SeatInfo, wire

SECONDS_TO_BE_STORED = 60


class _Outlet:
    def __init__(self):
        self.heard = []

    def send(self, frame):
        self.heard.append(bytes(frame))

    def buffered(self):
        return 0

    def close(self, code, reason):
        self.heard.append((code, reason))


def store_at(path):
    """Where pages look for what is typed: in the file, unless PostgreSQL holds the facts."""
    return room_log.store() if room_log.is_in_postgres() else RoomLog(path)


def write_in_room(path, seat, texts):
    """What `seat` types, field by field; typed again it is another device that adds to the text."""
    table = seat.table.public_id
    plan = plan_from_card(table, seat.table.dialogue.content)
    info = SeatInfo(seat.public_id, seat.name, seat.initials)

    async def load_plan(_table):
        return plan

    async def load_seats(_table):
        return [info]

    async def run():
        engine = Engine(store_at(path), load_plan, load_seats)
        await engine.start()
        outlet = _Outlet()
        device = await engine.join(table, seats=[seat.public_id], read_only=False, outlet=outlet)
        doc = Doc()
        for field, text in texts.items():
            doc[field] = Text(text)
        device.receive(wire.update(doc.get_update()))
        # `stop` gives up after two seconds, as a server must: on a slow disk the words would be lost.
        await asyncio.wait_for(engine.flush(), SECONDS_TO_BE_STORED)
        assert wire.ack(1) in outlet.heard, f"not stored: {outlet.heard}"
        await engine.stop()

    asyncio.run(run())
