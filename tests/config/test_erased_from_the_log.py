"""What was erased stands in no byte of the facts, nor of SQLite's log beside a running server."""

import sqlite3

import pytest
from django.db import ConnectionHandler

from overbrug.config import databases
from overbrug.config.cli import main
from overbrug.config.serving import prepare
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON"
WORDS = "Zelda lives at the harbour"


@pytest.fixture
def facts(tmp_path, monkeypatch):
    """Facts in which words were erased while the server, which is `server`, has them open."""
    file = tmp_path / "facts.sqlite3"
    connection = ConnectionHandler({"default": databases.sqlite(file, PRAGMAS)})["default"]
    monkeypatch.setattr("django.db.connection", connection)
    monkeypatch.setattr(prepare, "MS_PER_TRY", 1)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE people (name TEXT)")
        cursor.execute("INSERT INTO people VALUES (%s)", [WORDS])
    yield file
    connection.close()


@pytest.fixture
def server(facts):
    """Reads a page of before the words went."""
    with sqlite3.connect(facts, isolation_level=None) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        yield reader
    reader.close()


def erase():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people")


def standing(facts):
    return [file.name for file in facts.parent.iterdir() if WORDS.encode() in file.read_bytes()]


def test_beside_a_server_nothing_stays_behind(facts):
    open_there = sqlite3.connect(facts)
    erase()
    assert standing(facts), "the log holds the words until it is emptied"
    assert prepare.empty_log()
    assert standing(facts) == []
    open_there.close()


def test_it_tries_again_until_who_reads_is_done(facts, server):
    waited = []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 2:
            server.execute("COMMIT")

    erase()
    assert prepare.empty_log(tries=5, wait=wait)
    assert len(waited) == 2
    assert standing(facts) == []


def test_it_gives_up_when_somebody_reads_all_the_time(facts, server):
    waited = []
    erase()
    assert not prepare.empty_log(tries=3, wait=waited.append)
    assert len(waited) == 2
    assert standing(facts)


def test_the_command_says_so_and_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(prepare, "empty_log", lambda **how: False)
    assert main(["erase", "account", UserFactory().email, "--yes"]) == 1
    assert "Restart the server" in capsys.readouterr().err
