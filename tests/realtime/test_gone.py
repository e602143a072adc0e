"""Who has gone before the door looked costs no look into the facts and no place at the table."""

import asyncio

import pytest

from overbrug.realtime import door


class Knocking:
    """A handshake of which we know what the server would hear and what was said."""

    def __init__(self, *messages):
        self.messages = [{"type": "websocket.connect"}, *messages]
        self.said = []
        self.asked = 0

    async def receive(self):
        if self.messages:
            return self.messages.pop(0)
        return await asyncio.Event().wait()

    async def send(self, message):
        self.said.append(message["type"])

    async def seats_of(self, table, cookie):
        self.asked += 1
        raise door.Refused(door.NO_SEAT)


def knock(monkeypatch, knocking):
    """Let somebody knock; what comes after a while does not matter."""
    monkeypatch.setattr(door, "_seats_of", knocking.seats_of)
    scope = {"path": f"/rt/{'a' * 16}", "headers": [(b"host", b"127.0.0.1")]}

    async def stand():
        hold = door.Door(None)(scope, knocking.receive, knocking.send)
        await asyncio.wait_for(hold, 0.2)

    asyncio.run(stand())


def test_nobody_is_looked_up_who_has_gone_already(monkeypatch):
    knocking = Knocking({"type": "websocket.disconnect", "code": 1006})
    knock(monkeypatch, knocking)
    assert knocking.asked == 0
    assert knocking.said == ["websocket.accept"]


def test_who_waits_at_the_door_is_looked_up(monkeypatch):
    knocking = Knocking()
    with pytest.raises(TimeoutError):
        knock(monkeypatch, knocking)
    assert knocking.asked == 1


def test_who_spoke_at_once_is_heard(monkeypatch):
    knocking = Knocking({"type": "websocket.receive", "bytes": b"\x03"})
    with pytest.raises(TimeoutError):
        knock(monkeypatch, knocking)
    assert knocking.asked == 1
