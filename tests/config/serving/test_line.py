"""The straight way between a socket and its room: order, rest, goodbye."""

import asyncio

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from overbrug.config.serving import line as line_module
from overbrug.config.serving.sockets import SocketProtocol


class Network:
    """A transport that keeps what is written, and can be slow."""

    def __init__(self):
        self.written, self.waiting = b"", 0
        self.is_reading, self.is_gone = True, False

    def write(self, data):
        self.written += data

    def get_write_buffer_size(self):
        return self.waiting

    def is_closing(self):
        return self.is_gone

    def pause_reading(self):
        self.is_reading = False

    def resume_reading(self):
        self.is_reading = True

    def close(self):
        self.is_gone = True

    abort = close

    def get_extra_info(self, _name, default=None):
        return default


class Socket:
    """A device and the server's side of its socket, without a network."""

    def __init__(self):
        config = uvicorn.Config(self.hold, ws=SocketProtocol, interface="asgi3", log_config=None)
        config.load()
        self.network, self.server = Network(), SocketProtocol(config, ServerState(), {})
        self.device = ClientProtocol(parse_uri("ws://127.0.0.1/rt/x"))
        self.taken, self.rests, self.is_accepted = [], [], asyncio.Event()
        self.server.connection_made(self.network)
        self.device.send_request(self.device.connect())
        self.arrive()

    async def hold(self, scope, receive, send):
        self.line = scope["extensions"]["overbrug.line"]
        await receive()
        await send({"type": "websocket.accept"})
        self.is_accepted.set()
        await asyncio.Event().wait()

    def take(self, data):
        self.taken.append(data)
        return self.rests.pop(0) if self.rests else 0.0

    def arrive(self, *messages):
        """All of these come in with one read."""
        for message in messages:
            self.device.send_binary(message)
        self.server.data_received(b"".join(self.device.data_to_send()))

    def heard(self):
        """Opcode and content of every frame that the device got."""
        self.device.receive_data(self.network.written)
        self.network.written = b""
        events = self.device.events_received()
        return [(e.opcode, bytes(e.data)) for e in events if isinstance(e, Frame)]


def scene(play):
    async def run():
        socket = Socket()
        await socket.is_accepted.wait()
        socket.heard()
        await play(socket)

    def test():
        asyncio.run(asyncio.wait_for(run(), 5))

    return test


async def until(holds):
    while not holds():
        await asyncio.sleep(0.001)


@scene
async def test_what_came_before_the_room_listened_is_taken_first(socket):
    socket.arrive(b"a")
    socket.line.listen(socket.take)
    socket.arrive(b"b", b"c")
    assert socket.taken == [b"a", b"b", b"c"]
    assert socket.network.is_reading


@scene
async def test_a_message_in_pieces_keeps_its_place(socket):
    socket.line.listen(socket.take)
    socket.device.send_binary(b"be", fin=False)
    socket.device.send_continuation(b"gin", fin=True)
    socket.arrive(b"end")
    assert socket.taken == [b"begin", b"end"]


@scene
async def test_who_must_rest_is_not_read_and_nothing_is_lost_or_overtaken(socket):
    socket.rests = [0.01, 0.01]
    socket.line.listen(socket.take)
    socket.arrive(b"a", b"b", b"c")
    assert (socket.taken, socket.network.is_reading) == ([b"a"], False)
    await until(lambda: len(socket.taken) == 3)
    assert socket.taken == [b"a", b"b", b"c"]
    assert socket.network.is_reading


@scene
async def test_frames_go_at_once_and_what_waits_is_counted(socket):
    socket.line.send(b"a")
    socket.line.send(b"b")
    assert socket.heard() == [(Opcode.BINARY, b"a"), (Opcode.BINARY, b"b")]
    socket.network.waiting = 70_000
    assert socket.line.buffered() == 70_000


@scene
async def test_it_closes_after_what_was_sent_and_only_once(socket):
    socket.line.send(b"a")
    socket.line.close(1012, "restart")
    socket.line.close(4400, "malformed")
    socket.line.send(b"too late")
    assert [code for code, _data in socket.heard()] == [Opcode.BINARY, Opcode.CLOSE]
    assert socket.device.close_rcvd.code == 1012


@pytest.mark.parametrize("reads", [True, False])
def test_the_socket_ends_with_the_goodbye_of_the_other_side_or_without(monkeypatch, reads):
    monkeypatch.setattr(line_module, "SECONDS_TO_CLOSE", 30 if reads else 0.01)

    async def play(socket):
        socket.line.close(1013, "try_later")
        if reads:
            socket.heard()
            socket.arrive()
        await until(lambda: socket.network.is_gone)

    scene(play)()


@scene
async def test_a_device_that_is_gone_is_no_error(socket):
    socket.line.listen(socket.take)
    socket.network.is_gone = True
    socket.server.connection_lost(None)  # closes the transport too
    socket.line.send(b"a")
    socket.line.close(1012, "restart")
    assert socket.line.buffered() == 0
    assert not socket.network.written
