"""`overbrug move`: all facts go to PostgreSQL or none, and the words when they cannot."""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from overbrug.config import dumping
from overbrug.config.cli import main
from overbrug.config.commands.move import _same
from overbrug.config.moving import FACTS_KEPT, ROOMS_KEPT, rows, source, target
from overbrug.config.serving import CannotServe, data_folder, lock
from scripts.freeze_data_folder import counts
from scripts.frozen_story import UNNAMED
from tests.realtime.house import House

FROZEN = Path(__file__).parent / "frozen/2026-11-22.zip"
URL = "postgres://overbrug:geheim@127.0.0.1:1/overbrug"
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="for PostgreSQL")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder with facts, as far as can be told before they are opened."""
    (tmp_path / data_folder.FACTS).touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    return tmp_path


def words(capsys, *more):
    assert main(["move", *more]) == 1
    said = capsys.readouterr().err
    assert "geheim" not in said
    return said


def test_it_asks_where_to(folder, capsys):
    assert "say where to" in words(capsys)


def test_where_there_is_nothing_to_move_it_says_so(folder, capsys):
    (folder / data_folder.FACTS).unlink()
    assert "nothing to move" in words(capsys, "--to", URL)


def test_a_server_that_runs_goes_on_undisturbed(folder, capsys):
    with lock.hold(folder):
        assert "another Overbrug" in words(capsys, "--to", URL)


def test_a_newer_folder_is_left_alone(folder, capsys):
    (folder / data_folder.FILE).write_text('{"format": 99, "version": "9.1"}')
    assert "newer Overbrug (9.1)" in words(capsys, "--to", URL)


def test_a_folder_that_was_moved_is_not_moved_twice(folder, capsys):
    data_folder.sign(folder, facts=data_folder.POSTGRES)
    assert "are in PostgreSQL" in words(capsys, "--to", URL)


@pytest.fixture
def facts_with(folder, monkeypatch, django_db_blocker):
    """Facts that went through these migrations, as the move sees them."""

    def make(migrations):
        with contextlib.closing(sqlite3.connect(folder / data_folder.FACTS)) as made, made:
            made.execute(
                "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)"
            )
            made.executemany(
                "INSERT INTO django_migrations VALUES (NULL, ?, ?, '2026-11-22')", migrations
            )
        source.open_file(folder)

    monkeypatch.setattr(connections, "settings", dict(connections.settings))
    with django_db_blocker.unblock():
        yield make
    connections[source.ALIAS].close()
    del connections[source.ALIAS]


KNOWN = sorted(MigrationLoader(None).disk_migrations)


def test_facts_of_exactly_this_version_are_moved(facts_with):
    facts_with(KNOWN)
    source.refuse_other_version()


@pytest.mark.parametrize(
    ("migrations", "said"), [(KNOWN[1:], "older"), ([*KNOWN, ("cards", "9999_later")], "newer")]
)
def test_facts_of_another_version_are_not_moved(facts_with, migrations, said):
    facts_with(migrations)
    with pytest.raises(CannotServe, match=said):
        source.refuse_other_version()


def digest(*rows_):
    tally = rows.Tally()
    for row in rows_:
        tally.add(row)
    return tally.count()


def test_a_digest_knows_every_value_and_no_order():
    one, two = (1, "a", Decimal("1.10"), {"b": 1, "a": None}), (2, "é", None, [True])
    assert digest(one, two) == digest(two, one)
    assert digest((1, "a", Decimal("1.10"), {"a": None, "b": 1}), two) == digest(one, two)
    for other in ((1, "a", Decimal("1.1"), one[3]), (1, "A", *one[2:]), (True, *one[1:])):
        assert digest(other, two) != digest(one, two)
    assert digest(one) != digest(one, one)


def test_a_table_that_came_over_otherwise_stops_the_move():
    with pytest.raises(CannotServe, match="is not the same"):
        _same("cards_card", rows.Count(2, "a"), rows.Count(2, "b"))


@pytest.fixture
def empty(django_db_blocker):
    """A new database beside the one of the tests; its name."""
    with django_db_blocker.unblock(), _new_database() as name:
        yield name


@contextlib.contextmanager
def _new_database():
    name = f"move_{secrets.token_hex(4)}"
    with _administrator() as line:
        line.execute(f"CREATE DATABASE {name} ENCODING UTF8 TEMPLATE template0")
    try:
        yield name
    finally:
        with _administrator() as line:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _administrator(**other):
    parameters = {**connection.get_connection_params(), **other}
    parameters.pop("cursor_factory", None)
    return psycopg.connect(**parameters, autocommit=True)


@contextlib.contextmanager
def aimed_at(**settings):
    """Django's own connection leads to another database for a while."""
    mine = connections["default"]
    other = mine.copy()
    other.settings_dict = {**mine.settings_dict, **settings}
    other.settings_dict["OPTIONS"] = {**mine.settings_dict["OPTIONS"], "pool": None}
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = mine


@on_postgres
def test_a_database_that_is_not_fit_is_told(empty):
    with aimed_at(NAME=empty), _administrator(dbname=empty) as line:
        target.look()
        line.execute("CREATE TABLE of_somebody_else (x int)")
        with pytest.raises(CannotServe, match="not empty: of_somebody_else is there"):
            target.look()
        with pytest.raises(CannotServe, match="not empty"):
            dumping.put_back(Path("facts.dump"))
        line.execute("DROP TABLE of_somebody_else")
        line.execute("CREATE TABLE django_migrations (id int, app text, name text, applied date)")
        line.execute("INSERT INTO django_migrations VALUES (1, 'cards', '9999_later', now())")
        with pytest.raises(CannotServe, match="newer Overbrug"):
            target.look()
    with (
        aimed_at(NAME="not_there"),
        pytest.raises(CannotServe, match=r"not_there.* cannot be used"),
    ):
        target.look()


@on_postgres
def test_a_database_in_other_letters_is_told(empty):
    with _administrator() as line:
        line.execute(f"DROP DATABASE {empty}")
        line.execute(f"CREATE DATABASE {empty} ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
    with aimed_at(NAME=empty), pytest.raises(CannotServe, match="in LATIN1, and Overbrug needs"):
        target.look()


def address_of(name):
    return os.environ["DATABASE_URL"].replace("///overbrug?", f"///{name}?")


def print_of(own):
    files = [own.folder / "data/facts.sqlite3", own.folder / "data/version.json"]
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


@pytest.fixture(scope="module")
def moved(django_db_blocker):
    """A folder of before, brought up to date and moved: at first it fails, then it succeeds."""
    own = House()
    zipfile.ZipFile(FROZEN).extractall(own.folder / "data")
    own.command("manage", "migrate", "--verbosity=0")
    own.facts("UPDATE core_domainevent SET facts = json_object('zoë', json_array(1, 2.5, NULL))")
    with django_db_blocker.unblock(), _new_database() as own.name:
        name = own.facts("SELECT name FROM accounts_organisation WHERE id = 1")[0][0]
        own.facts("UPDATE accounts_organisation SET name = ? WHERE id = 1", "x" * 9_999)
        own.before = print_of(own)
        with pytest.raises(subprocess.CalledProcessError) as own.refused:
            own.command("move", "--to", address_of(own.name))
        own.after_refusal = print_of(own)
        own.facts("UPDATE accounts_organisation SET name = ? WHERE id = 1", name)
        own.said = own.command("move", "--to", address_of(own.name))
        own.variables["DATABASE_URL"] = address_of(own.name)
        yield own
    shutil.rmtree(own.folder, ignore_errors=True)


def rows_in(name, tables):
    with _administrator(dbname=name) as line:
        return {t: line.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}


@on_postgres
def test_what_postgresql_does_not_take_moves_nothing(moved):
    assert "Nothing was moved" in moved.refused.value.stderr
    assert "accounts_organisation cannot be moved: value too long" in moved.refused.value.stderr
    assert "xxx" not in moved.refused.value.stderr
    assert moved.after_refusal == moved.before


@on_postgres
def test_every_row_is_there_and_told_with_its_hash(moved):
    held = counts(moved.folder / "data" / FACTS_KEPT)
    assert rows_in(moved.name, held) == held
    del held["django_migrations"]
    missing = [t for t, n in held.items() if f"  {t}  {n} rows  sha256 " not in moved.said]
    assert missing == []


@on_postgres
def test_what_tables_typed_went_along(moved):
    held = counts(moved.folder / "data" / ROOMS_KEPT)
    held = {f"room_{name}": n for name, n in held.items()}
    assert rows_in(moved.name, held) == held
    assert held["room_updates"] + held["room_snapshots"] > 0
    assert not (moved.folder / "data/rooms/rooms.sqlite3").exists()


@on_postgres
def test_the_folder_goes_on_with_postgresql(moved):
    assert json.loads((moved.folder / "data/version.json").read_text())["facts"] == "postgresql"
    # It goes again, as the other tests count the rows, in whatever order.
    made = "from overbrug.accounts.models import Organisation as O; new = O.objects.create(name='Nieuw')"
    made += "; print(new.pk); new.delete()"
    known = counts(moved.folder / "data" / FACTS_KEPT)["accounts_organisation"]
    assert int(moved.shell(made)) > known


@on_postgres
def test_a_backup_is_one_command_and_goes_back_into_an_empty_database(moved, empty, tmp_path):
    tables = ["accounts_organisation", "opgaven_historicalparty", "room_updates"]
    assert "facts.dump  sha256" in moved.command("backup", str(tmp_path / "all.zip"))
    again = House(DATABASE_URL=address_of(empty))
    said = again.command("restore", str(tmp_path / "all.zip"))
    assert "facts were NOT" not in said
    assert rows_in(empty, tables) == rows_in(moved.name, tables)
    assert UNNAMED.encode() in (again.folder / "data/unnamed.sqlite3").read_bytes()
    assert "outbox" in again.command("sweep")
    shutil.rmtree(again.folder)
