"""The lines for nginx in docs/how-to/host.md, before small servers that say what they were asked."""

import contextlib
import http.server
import json
import threading
import urllib.error
import urllib.request

import pytest
from websockets.sync.client import connect
from websockets.sync.server import serve

from tests.browser.nginx import Nginx, documented, need_nginx

MOST_BYTES = 1_153_434  # what Overbrug itself reads before it says that it is too much (bodies.py)


class Echo(http.server.ThreadingHTTPServer):
    """Answers with its own number and the headers it got; or hangs up in the middle of a request."""

    daemon_threads = True

    def __init__(self, number):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.number, self.asked, self.hangs_up = number, [], False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def end(self):
        self.shutdown()
        self.server_close()


class _Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        size = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.server.asked.append(self.command)
        if self.server.hangs_up:
            self.close_connection = True
            return
        answer = {"server": self.server.number, "size": size, **dict(self.headers)}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def do_POST(self):
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def servers():
    found = [Echo(1), Echo(2)]
    yield found
    for server in found:
        server.end()


@pytest.fixture
def behind(tmp_path):
    """Starts nginx before these ports."""
    need_nginx()
    with contextlib.ExitStack() as started:

        def start(*ports):
            door = Nginx(tmp_path, list(ports))
            door.start()
            started.callback(door.stop)
            return door

        yield start


@pytest.fixture
def pair(behind, servers):
    return behind(*(server.server_port for server in servers))


def ask(door, path="/", data=None, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{door.port}{path}", data, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def test_what_a_visitor_says_of_address_and_scheme_does_not_come_through(behind, servers):
    door = behind(servers[0].server_port)
    said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    told = ask(door, Host=f"tafel.test:{door.port}", **said)
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == ("127.0.0.1", "http")
    assert told["Host"] == f"tafel.test:{door.port}"


def test_a_body_too_large_reaches_the_server_that_says_so_in_words(behind, servers):
    door = behind(servers[0].server_port)
    assert ask(door, data=b"x" * MOST_BYTES)["size"] == MOST_BYTES


@contextlib.contextmanager
def talking_back():
    """A server of sockets that says everything back."""

    def say_back(line):
        for words in line:
            line.send(words)

    with serve(say_back, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.socket.getsockname()[1]


def test_a_socket_comes_through(behind):
    with talking_back() as port, connect(f"ws://127.0.0.1:{behind(port).port}/rt/a") as line:
        line.send(b"\x00\xff")
        assert line.recv(timeout=10) == b"\x00\xff"


def test_a_silent_socket_outlives_the_pings_of_the_server():
    from overbrug.config.serving.web import config

    lines = documented()[0].splitlines()
    (wait,) = [line.split()[1] for line in lines if "proxy_read_timeout" in line]
    asked = config(None)
    assert int(wait.strip("s;")) > asked.ws_ping_interval + asked.ws_ping_timeout


def test_everything_about_a_table_comes_to_one_server(pair):
    places = {}
    for number in range(24):
        table = f"{'abcdefghijklmnopqrstuvwx'[number] * 16}"
        paths = (f"/rt/{table}", f"/tafel/{table}/", f"/tafel/{table}/oogst/?a=b")
        (places[table],) = {ask(pair, path)["server"] for path in paths}
    assert set(places.values()) == {1, 2}


def test_when_a_server_is_gone_the_other_answers(pair, servers):
    (here,) = {ask(pair)["server"] for _ in range(3)}
    servers[here - 1].end()
    assert {ask(pair)["server"] for _ in range(5)} == {3 - here}
    assert ask(pair, data=b"sent once")["server"] == 3 - here


def test_what_was_sent_is_not_sent_again_to_the_other(pair, servers):
    here = ask(pair)["server"]
    servers[here - 1].hangs_up = True
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(pair, data=b"a promise")
    assert refused.value.code == 502
    assert [server.asked.count("POST") for server in servers] in ([1, 0], [0, 1])
    assert ask(pair)["server"] == 3 - here


def test_when_all_are_gone_it_is_said(pair, servers):
    for server in servers:
        server.end()
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(pair)
    assert refused.value.code == 502
