"""The way out to one socket: order, back-pressure, goodbye."""

import asyncio

import pytest

from overbrug.realtime import outlet as outlet_module
from overbrug.realtime.outlet import TRANSPORT_HIGH_WATER, AsgiOutlet


class Network:
    """A server's `send` that can be made to wait or to fail."""

    def __init__(self):
        self.sent = []
        self.open = asyncio.Event()
        self.open.set()
        self.is_gone = False

    async def send(self, message):
        await self.open.wait()
        if self.is_gone:
            raise ConnectionResetError
        self.sent.append(message.get("bytes") or message["code"])


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def run(scene):
    asyncio.run(asyncio.wait_for(scene(), 5))


def test_a_frame_goes_at_once_without_a_task():
    async def scene():
        network = Network()
        outlet = AsgiOutlet(network.send)
        tasks = asyncio.all_tasks()
        outlet.send(b"a")
        assert network.sent == [b"a"]
        assert outlet.buffered() == 0
        assert asyncio.all_tasks() == tasks

    run(scene)


def test_order_is_kept_when_the_network_waits_in_between():
    async def scene():
        network = Network()
        outlet = AsgiOutlet(network.send)
        outlet.send(b"a")
        network.open.clear()
        outlet.send(b"b")
        outlet.send(b"cc")
        outlet.send(b"ddd")
        await settle()
        assert network.sent == [b"a"]
        assert outlet.buffered() == 5 + TRANSPORT_HIGH_WATER
        network.open.set()
        await settle()
        assert network.sent == [b"a", b"b", b"cc", b"ddd"]
        assert outlet.buffered() == 0
        outlet.send(b"e")
        assert network.sent[-1] == b"e"

    run(scene)


def test_it_closes_after_what_waits_and_only_once():
    async def scene():
        network = Network()
        outlet = AsgiOutlet(network.send)
        network.open.clear()
        outlet.send(b"a")
        outlet.close(1012, "restart")
        outlet.close(4400, "malformed")
        outlet.send(b"too late")
        network.open.set()
        await outlet.closed()
        assert network.sent == [b"a", 1012]

    run(scene)


def test_a_peer_that_is_gone_is_no_error():
    async def scene():
        network = Network()
        network.is_gone = True
        outlet = AsgiOutlet(network.send)
        outlet.send(b"a")
        outlet.send(b"b")
        outlet.close(1012, "restart")
        await outlet.closed()
        assert network.sent == []

    run(scene)


def test_a_peer_that_goes_while_frames_wait_is_no_error():
    async def scene():
        network = Network()
        outlet = AsgiOutlet(network.send)
        network.open.clear()
        outlet.send(b"a")
        outlet.send(b"b")
        network.is_gone = True
        network.open.set()
        await settle()
        outlet.send(b"c")
        assert network.sent == []

    run(scene)


def test_a_peer_that_never_reads_is_cut_off(monkeypatch):
    monkeypatch.setattr(outlet_module, "SECONDS_TO_CLOSE", 0.01)

    async def scene():
        network = Network()
        network.open.clear()
        reader = asyncio.ensure_future(asyncio.Event().wait())
        outlet = AsgiOutlet(network.send, reader=reader)
        outlet.send(b"a")
        outlet.close(1013, "try_later")
        with pytest.raises(asyncio.CancelledError):
            await reader
        assert outlet.gave_up

    run(scene)
