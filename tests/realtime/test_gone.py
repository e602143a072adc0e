"""Who has gone before the door looked costs no look into the facts and no place at the table."""

import asyncio

import pytest

from overbrug.realtime import door


class Knocking:
    """A handshake and its line, of which we know what was asked and said."""

    def __init__(self, *, gone):
        self.messages = [{"type": "websocket.connect"}]
        self.gone = gone
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
        raise OSError  # there is no room behind this door

    def is_gone(self):
        return self.gone


def knock(monkeypatch, knocking):
    """Let somebody knock, until the door has decided."""
    monkeypatch.setattr(door.Door, "_seats_of", lambda _door, *words: knocking.seats_of(*words))
    scope = {"path": f"/rt/{'a' * 16}", "headers": [(b"host", b"127.0.0.1")]}
    scope["extensions"] = {"overbrug.line": knocking}
    hold = door.Door(None)(scope, knocking.receive, knocking.send)
    asyncio.run(asyncio.wait_for(hold, 5))
    return knocking


@pytest.mark.parametrize(("gone", "asked"), [(True, 0), (False, 1)])
def test_only_who_is_still_there_is_looked_up(monkeypatch, gone, asked):
    knocking = knock(monkeypatch, Knocking(gone=gone))
    assert knocking.asked == asked
    assert knocking.said == ["websocket.accept"]
