"""What `overbrug serve` looks at before it serves, and how it says no."""

import json
import os
import socket
import sqlite3

import pytest

from overbrug.config.serving import CannotServe, data_folder, lock, port
from overbrug.config.serving.welcome import Welcome


def test_a_data_folder_has_one_server(tmp_path):
    with lock.hold(tmp_path):
        assert lock.is_held(tmp_path)
        with pytest.raises(CannotServe, match=r"another Overbrug \(process \d+\) uses"):
            lock.hold(tmp_path)
    assert not lock.is_held(tmp_path)
    lock.hold(tmp_path).close()


def test_a_command_beside_the_server_knows_where_that_one_listens(tmp_path, monkeypatch):
    monkeypatch.setenv("HOST", "")
    monkeypatch.setenv("PORT", "")
    with lock.hold(tmp_path, at=("127.0.0.1", 9123)):
        lock.as_the_server(tmp_path)
        assert (os.environ["HOST"], os.environ["PORT"]) == ("127.0.0.1", "9123")
        monkeypatch.setenv("PORT", "80")
        lock.as_the_server(tmp_path)
        assert os.environ["PORT"] == "80"
        with pytest.raises(CannotServe, match=r"\(process \d+\) uses"):
            lock.hold(tmp_path)
    monkeypatch.setenv("PORT", "")
    lock.as_the_server(tmp_path)
    assert os.environ["PORT"] == ""


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CannotServe, match="cannot be written"):
        lock.hold(tmp_path / "nothing here")


def test_a_port_in_use_is_told_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(CannotServe, match=f"port {taken} is in use.*\n.*PORT={taken + 1}"):
            port.take("127.0.0.1", taken)


def test_an_address_that_is_not_ours_is_told():
    with pytest.raises(CannotServe, match="no such address"):
        port.take("192.0.2.1", 8000)


@pytest.mark.parametrize("word", ["x", "0", "70000", "-1", "8000.5"])
def test_a_port_is_a_number(monkeypatch, word):
    monkeypatch.setenv("PORT", word)
    with pytest.raises(CannotServe, match=r"port .* between 1 and 65535|PORT is"):
        port.chosen_port(None)


def test_a_flag_wins_from_the_variable(monkeypatch):
    monkeypatch.setenv("PORT", "8001")
    assert (port.chosen_port(None), port.chosen_port(8002)) == (8001, 8002)
    monkeypatch.delenv("PORT")
    assert port.chosen_port(None) == 8000


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path):
    (tmp_path / "version.json").write_text(json.dumps({"format": 99, "version": "9.1"}))
    with pytest.raises(CannotServe, match=r"newer Overbrug \(9\.1\)"):
        data_folder.refuse_newer_format(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", '{"format": "x"}', "{"])
def test_a_damaged_version_file_is_told(tmp_path, text):
    (tmp_path / "version.json").write_text(text)
    with pytest.raises(CannotServe, match="cannot be read"):
        data_folder.refuse_newer_format(tmp_path)


def test_what_we_sign_we_can_read(tmp_path):
    data_folder.sign(tmp_path, facts="sqlite")
    data_folder.refuse_newer_format(tmp_path)


def test_an_unknown_migration_means_newer(tmp_path):
    data_folder.refuse_newer_facts(tmp_path, applied={"a.1"}, known={"a.1", "a.2"})
    with pytest.raises(CannotServe, match=r"with a\.3"):
        data_folder.refuse_newer_facts(tmp_path, applied={"a.3"}, known={"a.1"})


def test_a_newer_room_log_is_left_alone(tmp_path):
    room_log = tmp_path / "rooms.sqlite3"
    data_folder.refuse_newer_room_log(tmp_path, room_log=room_log, known=1)
    with sqlite3.connect(room_log) as log:
        log.execute("PRAGMA user_version = 7")
    with pytest.raises(CannotServe, match="newer Overbrug"):
        data_folder.refuse_newer_room_log(tmp_path, room_log=room_log, known=1)
    data_folder.refuse_newer_room_log(tmp_path, room_log=room_log, known=7)


def test_a_damaged_room_log_is_told(tmp_path):
    room_log = tmp_path / "rooms.sqlite3"
    room_log.write_bytes(b"no database" * 100)
    with pytest.raises(CannotServe, match="damaged"):
        data_folder.refuse_newer_room_log(tmp_path, room_log=room_log, known=1)


def greeting(**facts):
    base = {"host": "0.0.0.0", "port": 8000, "own_addresses": ["2001:db8::5", "192.168.1.5"]}
    return Welcome(**{**base, **facts})


def test_the_greeting_names_both_addresses_and_shows_a_code_to_scan():
    text = greeting(demo_code="7KMP-3XQA", demo_path="/aan/7KMP-3XQA/").text()
    assert "http://localhost:8000" in text
    assert "http://192.168.1.5:8000/aan/7KMP-3XQA/" in text
    assert "▀" in text or "█" in text


def test_a_server_for_this_machine_alone_says_so():
    text = greeting(host="127.0.0.1", admin_path="/eerste-beheerder/x/").text()
    assert "not open to other machines" in text
    assert "http://127.0.0.1:8000/eerste-beheerder/x/" in text
    assert "█" not in text


def test_behind_a_proxy_the_first_administrator_begins_at_the_public_address():
    text = greeting(public_url="https://overbrug.example/", admin_path="/eerste/x/").text()
    assert "https://overbrug.example/eerste/x/" in text
    assert "localhost:8000/eerste/x/" not in text


def test_an_address_is_written_as_a_browser_wants_it():
    assert greeting(host="::").network() == "http://[2001:db8::5]:8000"
    assert greeting(port=80).network() == "http://192.168.1.5"
    assert greeting(own_addresses=[]).network() == ""
    assert greeting(public_url="https://overbrug.example/").network() == "https://overbrug.example"
