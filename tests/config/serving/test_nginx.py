"""The lines for nginx in docs/how-to/host.md, before small servers that say what they were asked."""

import contextlib
import http.server
import json
import socket
import ssl
import subprocess
import threading
import urllib.error
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.sync.server import serve

from tests.browser.nginx import Nginx, documented, need_nginx
from tests.browser.site import HOST
from tests.realtime.house import Phone, house

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


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """Overbrug itself as documented: HTTPS=1, and nginx that speaks TLS before it."""
    need_nginx()
    folder = tmp_path_factory.mktemp("secure")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    words = ["-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-keyout", key]
    subprocess.run(
        ["openssl", "req", "-x509", *words, "-out", certificate], check=True, capture_output=True
    )
    with house(HTTPS="1", FORWARDED_ALLOW_IPS="127.0.0.1") as server:
        door = Nginx(folder, [server.port])
        frame = f"ssl_certificate {certificate}; ssl_certificate_key {key};\n"
        door.start(frame=frame, ssl=" ssl")
        server.door, server.own = door, f"{HOST}:{door.port}"
        yield server
        door.stop()


def anyone():
    """Trusts the certificate that we just made."""
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    return trust


def visit(server, path="/", data=None, **headers):
    """Status, headers and words of a page, as a visitor by https gets it."""
    address = f"https://127.0.0.1:{server.door.port}{path}"
    request = urllib.request.Request(address, data, {"Host": server.own, **headers})
    try:
        with urllib.request.urlopen(request, timeout=20, context=anyone()) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read().decode(errors="replace")


def test_a_page_comes_by_https_and_knows_it(secure):
    status, headers, _words = visit(secure, "/accounts/login/")
    assert status == 200
    assert "Strict-Transport-Security" in headers
    cookies = headers.get_all("Set-Cookie")
    assert cookies
    assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in cookies)


def test_another_name_is_refused(secure):
    assert visit(secure, Host="elders.example")[0] == 400


def test_what_is_too_large_is_said_by_overbrug(secure):
    status, _headers, words = visit(secure, "/accounts/login/", b"x" * (MOST_BYTES + 1))
    assert (status, "1 MB" in words) == (413, True)


def knock(server, seat, origin):
    """A phone at a table, on a page of this origin."""
    own_page = {**seat, "url": f"wss://{server.own}/rt/{seat['table']}"}
    line = socket.create_connection(("127.0.0.1", server.door.port), timeout=10)
    return Phone(own_page, ssl=anyone(), origin=origin, sock=line)


def test_a_table_opens_by_https_for_its_own_pages_only(secure):
    seat = secure.tables(1)[0][0]
    with knock(secure, seat, f"https://{secure.own}") as phone:
        phone.sync()
        phone.type("door de deur")
        phone.until_acked()
    for other in ("https://elders.example", f"http://{secure.own}", f"https://{HOST}"):
        with pytest.raises(InvalidStatus, match="403"):
            knock(secure, seat, other)
