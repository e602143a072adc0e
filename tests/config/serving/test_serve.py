"""`overbrug serve`, as somebody who starts it sees it."""

import contextlib
import hashlib
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.browser.site import ROOT
from tests.realtime.house import house


@pytest.fixture(scope="module")
def own():
    with house() as made:
        yield made


def try_to_serve(**variables):
    """Start a server that should not start; the exit code and its words."""
    done = subprocess.run(
        [sys.executable, "-m", "overbrug.config.cli", "serve"],
        cwd=ROOT,
        env={**os.environ, "HOST": "127.0.0.1", "DATABASE_URL": "", **variables},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def get(own, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{own.port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer


def test_it_is_healthy_on_the_port_that_was_asked_for(own):
    assert get(own, "/healthz").status == 200


def test_it_listens_where_it_was_told(own):
    assert f"http://127.0.0.1:{own.port}" in own.words()
    with socket.socket() as probe:
        probe.settimeout(1)
        assert probe.connect_ex(("127.0.0.2", own.port)) != 0


def test_everything_is_in_the_data_folder(own):
    names = {path.name for path in (own.folder / "data").iterdir()}
    assert {
        "facts.sqlite3",
        "unnamed.sqlite3",
        "secret_key",
        "rooms",
        "lock",
        "version.json",
    } <= names
    assert own.room_log.exists()


def test_it_prints_a_link_for_the_first_administrator_and_no_password(own):
    assert "/eerste-beheerder/" in own.words()
    assert "assword" not in own.words()


def test_a_demo_is_there_at_once_and_stays_the_same():
    with house("--demo") as own:
        code = own.code()
        assert get(own, f"/aan/{code}/").status == 200
        own.stop()
        own.start("--demo")
        assert get(own, f"/aan/{code}/").status == 200
        assert set(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", own.words())) == {code}


def test_demo_data_can_be_added_later(own):
    assert own.command("demo") == own.command("demo")


def test_a_host_name_that_is_not_ours_gets_no_page(own):
    with pytest.raises(urllib.error.HTTPError) as answer:
        get(own, "/healthz", Host="evil.test")
    assert answer.value.code == 400


def test_nobody_outside_makes_the_log_grow(own):
    before = own.words()
    for start in (
        "GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n",
        "GET /rt/x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /not-there/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /taal/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", own.port), timeout=5) as line:
            line.sendall(start.encode())
            assert line.recv(100)
    get(own, "/healthz")
    assert own.words() == before


def test_a_giant_body_is_refused_in_words_and_touches_no_disk(own):
    with socket.create_connection(("127.0.0.1", own.port), timeout=5) as line:
        line.sendall(
            b"POST /taal/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n"
        )
        answer = line.recv(4096)
        while b"MB" not in answer:
            answer += line.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_foreign_port_in_the_host_is_only_a_port(own):
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(own, "/", Host="localhost:99999@evil.test")
    assert refused.value.code == 400
    answer = get(own, "/", Host="localhost:99", **{"X-Forwarded-Host": "evil.test"})
    assert "evil" not in str(answer.headers)


def test_icons_come_from_memory(own):
    answer = get(own, "/static/overbrug/icons.svg", **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert "server" not in answer.headers


def test_a_port_in_use_is_told_in_words(own, tmp_path):
    code, words = try_to_serve(PORT=str(own.port), DATA_DIR=str(tmp_path))
    assert code == 1
    assert f"port {own.port} is in use" in words


def test_a_data_folder_in_use_is_told_in_words(own):
    code, words = try_to_serve(PORT="1024", DATA_DIR=str(own.folder / "data"))
    assert code == 1
    assert f"another Overbrug (process {own.process.pid}) uses the data folder" in words


def test_a_port_that_is_no_number_is_told_in_words(tmp_path):
    code, words = try_to_serve(PORT="acht", DATA_DIR=str(tmp_path))
    assert (code, "a port is a number" in words) == (1, True)


def test_a_data_folder_that_cannot_be_is_told_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    code, words = try_to_serve(PORT="1024", DATA_DIR=str(tmp_path / "file"))
    assert (code, "data folder" in words) == (1, True)


def test_a_newer_data_folder_is_refused_and_left_as_it_was():
    with house() as own:
        own.stop()
        own.facts(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cards', '9999_later', 0)"
        )
        before = prints(own.folder / "data")
        code, words = try_to_serve(PORT=str(own.port), DATA_DIR=str(own.folder / "data"))
        assert code == 1
        assert "newer Overbrug" in words
        assert "cards.9999_later" in words
        assert prints(own.folder / "data") == before


def test_a_folder_or_a_room_log_of_a_newer_version_is_refused_too():
    with house() as own:
        own.stop()
        version = own.folder / "data/version.json"
        signed = version.read_text()
        version.write_text(json.dumps({"format": 2, "version": "2.0"}))
        code, words = try_to_serve(PORT=str(own.port), DATA_DIR=str(own.folder / "data"))
        assert (code, "newer Overbrug (2.0)" in words) == (1, True)
        version.write_text(signed)
        with contextlib.closing(sqlite3.connect(own.room_log)) as log:
            log.execute("PRAGMA user_version = 99")
        code, words = try_to_serve(PORT=str(own.port), DATA_DIR=str(own.folder / "data"))
        assert (code, "newer Overbrug" in words) == (1, True)


def test_a_rehearsal_for_hundreds_is_made_in_seconds_while_the_server_runs(own):
    began = time.monotonic()
    tables = own.tables(300, 8)
    assert time.monotonic() - began < 10
    assert len({seat["table"] for table in tables for seat in table}) == 300
    first = tables[0][0]
    assert first["url"] == f"ws://127.0.0.1:{own.port}/rt/{first['table']}"
    assert set(first) == {"table", "seat", "url", "headers"}
    assert all(len({seat["table"] for seat in table}) == 1 for table in tables)


def test_idle_and_half_open_connections_do_not_hold_up_the_end(own):
    idle = socket.create_connection(("127.0.0.1", own.port))
    idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    idle.recv(100)
    half = socket.create_connection(("127.0.0.1", own.port))
    half.sendall(b"POST /aan/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
    began = time.monotonic()
    own.process.send_signal(signal.SIGINT)
    assert own.process.wait(5) == 0
    assert time.monotonic() - began < 5
    own.start()


def prints(folder):
    """A fingerprint of each file that matters (SQLite may leave empty side files)."""
    files = [
        p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix in (".sqlite3", ".json")
    ]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
