"""What a connection may send before it is refused: through real sockets, with short deadlines."""

import asyncio
import logging
import socket
import threading
import time

import pytest
import uvicorn
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from overbrug.config.bodies import BodyFirst, BodyLimits
from overbrug.config.serving.http import HttpProtocol
from overbrug.config.serving.web import config

SMALL = BodyLimits(most_bytes=100_000, idle_s=0.3, whole_s=5, linger_s=0.2)
HEAD = b"GET /page HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /page HTTP/1.1\r\nHost: x\r\n"


class App:
    """Answers with what came in."""

    def __init__(self):
        self.begun = 0

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.http.response.start", "status": 403, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b"no"})
            return
        self.begun += 1
        body = (await receive())["body"]
        answer = b"got %d bytes" % len(body)
        length = [(b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": answer})


class Impatient(HttpProtocol):
    head_seconds = 0.4


@pytest.fixture(scope="module")
def served():
    """A server like ours with shorter deadlines; `.app` and `.port`."""
    app = App()
    pages = BodyFirst(app, limits=SMALL)

    async def front(scope, receive, send):
        if scope["type"] == "lifespan":
            for word in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{word}.complete"})
        elif scope["type"] == "websocket":
            await app(scope, receive, send)
        else:
            await pages(scope, receive, send)

    settings = config(front)
    settings.http, settings.loop = Impatient, "asyncio"
    server = uvicorn.Server(settings)
    taken = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    server.app, server.port = app, taken.getsockname()[1]
    yield server
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def line(served):
    """A connection of one's own; nothing waits longer than five seconds."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as made:
        yield made


def rest_of(line):
    """All that comes until the server hangs up."""
    data = b""
    try:
        while piece := line.recv(65536):
            data += piece
    except ConnectionResetError:
        pass
    return data


def answers(line, ending):
    """Whether an answer comes that ends so; the connection stays open."""
    data = b""
    while not data.endswith(ending) and (piece := line.recv(65536)):
        data += piece
    return data.endswith(ending)


def send_without_end(line, piece, most=50_000_000):
    """Send until the server has had enough; how many bytes it took."""
    sent = 0
    try:
        while sent < most:
            line.sendall(piece)
            sent += len(piece)
    except (ConnectionResetError, BrokenPipeError):
        return sent
    raise AssertionError(f"the server took {sent} bytes")


def test_an_ordinary_page_and_a_second_one_on_the_same_line(line):
    for _ in range(2):
        line.sendall(POST + b"Content-Length: 3\r\n\r\nabc")
        assert answers(line, b"got 3 bytes")


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(served, line):
    before = served.app.begun
    line.sendall(POST + b"Content-Length: 10000000000\r\n\r\n")
    answer = rest_of(line)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer
    assert "1 MB" in answer.decode()
    assert served.app.begun == before


def test_a_body_that_does_not_say_how_large_it_is_is_counted(line):
    piece = b"%x\r\n" % 10_000 + b"a" * 10_000 + b"\r\n"
    line.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + piece * 11)
    assert rest_of(line).startswith(b"HTTP/1.1 413 ")


def test_a_body_just_within_the_limit_arrives(line):
    line.sendall(POST + b"Content-Length: 100000\r\n\r\n" + b"a" * 100_000)
    assert answers(line, b"got 100000 bytes")


def test_whoever_goes_on_after_the_refusal_is_cut_off(line):
    line.sendall(POST + b"Content-Length: 10000000000\r\n\r\n")
    began = time.monotonic()
    send_without_end(line, b"a" * 100_000, most=20_000_000_000)
    assert time.monotonic() - began < 5


def test_a_body_that_stops_coming_is_let_go(line):
    line.sendall(POST + b"Content-Length: 100\r\n\r\na")
    assert rest_of(line).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("start", [b"", b"GET / HT", HEAD, HEAD + b"A: b\r\n", b"\r\n"])
def test_a_request_that_stops_halfway_is_let_go(line, start):
    line.sendall(start)
    began = time.monotonic()
    assert rest_of(line).startswith(b"HTTP/1.1 408 ")
    assert 0.3 < time.monotonic() - began < 3


def test_a_drop_now_and_then_buys_no_time(line):
    began = time.monotonic()
    line.sendall(HEAD + b"X: ")
    line.settimeout(0.02)
    while True:  # one letter each time nothing came
        try:
            line.sendall(b"a")
            if line.recv(65536).startswith(b"HTTP/1.1 408 "):
                break
        except TimeoutError:
            continue
    assert time.monotonic() - began < 3


def test_a_second_request_that_stops_halfway_is_let_go_too(line):
    line.sendall(HEAD + b"\r\n")
    assert answers(line, b"got 0 bytes")
    line.sendall(b"GET /")
    assert rest_of(line).startswith(b"HTTP/1.1 408 ")


FLOODS = {
    "one value": (HEAD + b"X: ", b"a" * 65_536),
    "one name": (HEAD, b"a" * 65_536),
    "large headers": (HEAD, b"X: " + b"a" * 8_000 + b"\r\n"),
    "many headers": (HEAD, b"a:b\r\n" * 1_000),
    "an address": (b"GET /", b"a" * 65_536),
    "empty lines": (b"", b"\r\n" * 1_000),
    "a chunk that never begins": (
        POST + b"Transfer-Encoding: chunked\r\n\r\n5;",
        b"a" * 65_536,
    ),
    "headers after the body": (
        POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n",
        b"a:b\r\n" * 1_000,
    ),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_cut_off_while_it_is_small(served, line, name):
    start, piece = FLOODS[name]
    line.sendall(start)
    # What the two kernels hold between them counts as sent; that is some megabytes.
    assert send_without_end(line, piece) < 15_000_000
    with connect_plain(served) as other:
        other.sendall(HEAD + b"\r\n")
        assert answers(other, b"got 0 bytes")


def connect_plain(served):
    return socket.create_connection(("127.0.0.1", served.port), timeout=5)


@pytest.mark.parametrize(
    "head", [b"X: " + b"a" * 40_000 + b"\r\n\r\n", b"a:b\r\n" * 1_100 + b"\r\n"]
)
def test_a_head_that_is_too_large_is_told_so(line, head):
    line.sendall(HEAD + head)
    assert rest_of(line).startswith(b"HTTP/1.1 431 ")


def test_large_cookies_are_no_trouble(line):
    line.sendall(HEAD + b"Cookie: " + b"a" * 16_000 + b"\r\n\r\n")
    assert answers(line, b"got 0 bytes")


def test_no_answer_tells_what_serves_it(line):
    line.sendall(HEAD + b"\r\n")
    assert b"\r\nserver:" not in line.recv(65536).lower()


def test_a_refused_socket_leaves_no_line_in_the_log(served, caplog):
    caplog.set_level(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    with pytest.raises(InvalidStatus) as answer:
        connect(f"ws://127.0.0.1:{served.port}/rt/x", open_timeout=5)
    assert answer.value.response.status_code == 403
    with connect_plain(served) as line:  # the same loop has turned since
        line.sendall(HEAD + b"\r\n")
        assert answers(line, b"got 0 bytes")
    assert caplog.messages == []


def test_the_whole_body_has_a_deadline_of_its_own():
    """Nine seconds between drops is never idle; after thirty it is over all the same."""
    clock = [0.0]
    sent = []

    async def receive():
        clock[0] += 9
        return {"type": "http.request", "body": b"a", "more_body": clock[0] < 1000}

    async def send(message):
        sent.append(message)

    first = BodyFirst(App(), limits=BodyLimits(), now=lambda: clock[0])
    asyncio.run(first({"type": "http", "headers": []}, receive, send))
    assert sent[0]["status"] == 408


@pytest.mark.parametrize("length", [b"x", b"-1", b"1e9", b"1153435"])
def test_a_length_that_cannot_be_is_refused(length):
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "headers": [(b"content-length", length)]}
    asyncio.run(BodyFirst(App())(scope, receive, send))
    assert sent[0]["status"] == 413
