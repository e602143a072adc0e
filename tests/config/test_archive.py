"""Backup and restore: whole or refused in words, never half."""

import json
import sqlite3
import zipfile

import pytest

from overbrug.config import archive, dumping
from overbrug.config.cli import main
from overbrug.config.serving import CannotServe

KNOWN = {"core.0001_initial"}


@pytest.fixture
def folder(tmp_path):
    """A small data folder with facts, a room log and a key."""
    data = tmp_path / "data"
    (data / "rooms").mkdir(parents=True)
    (data / "secret_key").write_text("a key")
    with sqlite3.connect(data / archive.FACTS) as facts:
        facts.execute("CREATE TABLE django_migrations (app, name)")
        facts.execute("INSERT INTO django_migrations VALUES ('core', '0001_initial')")
    with sqlite3.connect(data / "rooms" / "rooms.sqlite3") as rooms:
        rooms.execute("CREATE TABLE updates (words)")
        rooms.execute("INSERT INTO updates VALUES ('wij wachten op elkaar')")
    return data


@pytest.fixture
def backup(folder, tmp_path):
    """A good backup of that folder."""
    archive.write(folder, tmp_path / "all.zip")
    return tmp_path / "all.zip"


def empty(tmp_path):
    """A new, empty data folder."""
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def test_what_was_written_comes_back(folder, backup, tmp_path):
    new = empty(tmp_path)
    archive.restore(backup, new, known_migrations=KNOWN)
    with sqlite3.connect(new / "rooms" / "rooms.sqlite3") as rooms:
        assert rooms.execute("SELECT words FROM updates").fetchone() == ("wij wachten op elkaar",)
    assert (new / "secret_key").read_text() == "a key"


def test_lines_without_a_name_travel_in_a_file_of_their_own(folder, tmp_path):
    with sqlite3.connect(folder / archive.UNNAMED) as lines:
        lines.execute("CREATE TABLE unnamed_lines (text)")
        lines.execute("INSERT INTO unnamed_lines VALUES ('niemand zegt dit')")
    archive.write(folder, tmp_path / "all.zip")
    new = empty(tmp_path)
    archive.restore(tmp_path / "all.zip", new, known_migrations=KNOWN)
    with sqlite3.connect(new / archive.UNNAMED) as lines:
        assert lines.execute("SELECT text FROM unnamed_lines").fetchall() == [("niemand zegt dit",)]


@pytest.fixture
def without_facts(folder, tmp_path):
    """A backup of a folder whose facts are in PostgreSQL."""
    (folder / archive.FACTS).unlink()
    archive.write(folder, tmp_path / "rest.zip", elsewhere=sorted(KNOWN))
    return tmp_path / "rest.zip"


def test_a_backup_without_facts_goes_back_beside_postgresql_only(without_facts, tmp_path):
    new = empty(tmp_path)
    with pytest.raises(archive.BadArchive, match="pg_restore"):
        archive.restore(without_facts, new, known_migrations=KNOWN)
    assert list(new.iterdir()) == []
    archive.restore(without_facts, new, known_migrations=KNOWN, elsewhere=True)
    assert (new / "rooms" / "rooms.sqlite3").exists()


def test_a_backup_without_facts_knows_its_age(without_facts, tmp_path):
    with pytest.raises(archive.BadArchive, match="newer Overbrug"):
        archive.restore(without_facts, empty(tmp_path), known_migrations=set(), elsewhere=True)


@pytest.fixture
def with_dump(folder, tmp_path):
    """A backup with the facts as PostgreSQL's own program writes them."""
    (folder / archive.FACTS).unlink()

    def dump(file):
        file.write_text("the facts")

    archive.write(folder, tmp_path / "all.zip", elsewhere=sorted(KNOWN), dump=dump)
    return tmp_path / "all.zip"


def test_a_dump_goes_back_to_postgresql_before_anything_is_put_in_place(with_dump, tmp_path):
    new, seen = empty(tmp_path), []

    def put_back(dump):
        seen.append((dump.read_text(), (new / "secret_key").exists()))

    with pytest.raises(archive.BadArchive, match="set DATABASE_URL"):
        archive.restore(with_dump, new, known_migrations=KNOWN)
    archive.restore(with_dump, new, known_migrations=KNOWN, elsewhere=True, put_back=put_back)
    assert seen == [("the facts", False)]
    assert (new / "secret_key").exists()
    assert not (new / "facts.dump").exists()


def test_facts_that_postgresql_does_not_take_leave_the_folder_empty(with_dump, tmp_path):
    def put_back(dump):
        raise CannotServe("no")

    new = empty(tmp_path)
    with pytest.raises(CannotServe):
        archive.restore(with_dump, new, known_migrations=KNOWN, elsewhere=True, put_back=put_back)
    assert list(new.iterdir()) == []


def test_facts_of_a_backup_are_never_left_beside_others(backup, tmp_path):
    with pytest.raises(archive.BadArchive, match="without DATABASE_URL"):
        archive.restore(backup, empty(tmp_path), known_migrations=KNOWN, elsewhere=True)


def test_no_half_backup_is_made_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://overbrug@127.0.0.1:1/overbrug")
    monkeypatch.setattr(dumping, "program", lambda name: "")
    assert main(["backup", str(tmp_path / "all.zip")]) == 1
    assert "pg_dump" in capsys.readouterr().err
    assert not (tmp_path / "all.zip").exists()


def test_lines_that_are_there_already_are_not_overwritten(backup, tmp_path):
    new = empty(tmp_path)
    (new / archive.UNNAMED).write_bytes(b"")
    with pytest.raises(archive.BadArchive, match="not empty"):
        archive.restore(backup, new, known_migrations=KNOWN)


def test_a_backup_is_made_while_somebody_writes(folder, tmp_path):
    writer = sqlite3.connect(folder / "rooms" / "rooms.sqlite3", isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO updates VALUES ('nog niet vastgelegd')")
    archive.write(folder, tmp_path / "live.zip")
    new = empty(tmp_path)
    archive.restore(tmp_path / "live.zip", new, known_migrations=KNOWN)
    with sqlite3.connect(new / "rooms" / "rooms.sqlite3") as rooms:
        assert rooms.execute("SELECT count(*) FROM updates").fetchone() == (1,)
    writer.close()


def test_facts_are_copied_before_the_rooms(folder, tmp_path, monkeypatch):
    order, copy = [], archive.copy_database

    def noted(source, target):
        order.append(source.name)
        copy(source, target)

    monkeypatch.setattr(archive, "copy_database", noted)
    archive.write(folder, tmp_path / "all.zip")
    assert order == [archive.FACTS, "rooms.sqlite3"]


@pytest.mark.parametrize("cut", [0, 10, 200, 0.5, 0.9, -1])
def test_a_truncated_backup_is_refused_and_leaves_nothing(backup, tmp_path, cut):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(cut * len(whole)) if isinstance(cut, float) else cut])
    new = empty(tmp_path)
    with pytest.raises(archive.BadArchive, match="damaged"):
        archive.restore(backup, new, known_migrations=KNOWN)
    assert list(new.iterdir()) == []


def test_a_changed_byte_is_noticed(backup, tmp_path):
    whole = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as content:
        middle = content.getinfo(archive.FACTS).header_offset + 100
    whole[middle] ^= 0xFF
    backup.write_bytes(whole)
    with pytest.raises(archive.BadArchive, match="damaged"):
        archive.restore(backup, empty(tmp_path), known_migrations=KNOWN)


def test_a_newer_backup_is_refused_in_words(backup, tmp_path):
    with pytest.raises(archive.BadArchive, match="newer Overbrug"):
        archive.restore(backup, empty(tmp_path), known_migrations=set())


@pytest.mark.parametrize(
    "name", ["../evil.sqlite3", "rooms/../../evil.sqlite3", "/etc/evil", "rooms/a/b.sqlite3"]
)
def test_a_backup_that_climbs_out_of_the_folder_is_refused(tmp_path, name):
    file = tmp_path / "evil.zip"
    with zipfile.ZipFile(file, "w") as evil:
        evil.writestr(
            "manifest.json", json.dumps({"format": 1, "files": {archive.FACTS: "x", name: "y"}})
        )
        evil.writestr(archive.FACTS, "x")
        evil.writestr(name, "y")
    with pytest.raises(archive.BadArchive, match="not a backup"):
        archive.restore(file, empty(tmp_path), known_migrations=KNOWN)


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"format": "x", "files": {}}', '{"format": 1, "files": 7}']
)
def test_some_other_zip_is_refused(tmp_path, manifest):
    file = tmp_path / "other.zip"
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("manifest.json", manifest)
    with pytest.raises(archive.BadArchive, match="not a backup"):
        archive.restore(file, empty(tmp_path), known_migrations=KNOWN)


def test_a_full_folder_is_never_overwritten(folder, backup):
    with pytest.raises(archive.BadArchive, match="not empty"):
        archive.restore(backup, folder, known_migrations=KNOWN)


def test_a_damaged_source_is_not_called_a_backup(folder, tmp_path):
    (folder / archive.FACTS).write_bytes(b"SQLite format 3\x00" + b"rubbish" * 900)
    with pytest.raises(archive.BadArchive, match="cannot be copied"):
        archive.write(folder, tmp_path / "all.zip")
    assert not (tmp_path / "all.zip").exists()


@pytest.fixture
def with_session(folder):
    """The same folder while somebody is logged in."""
    with sqlite3.connect(folder / archive.FACTS) as facts:
        facts.execute("CREATE TABLE django_session (session_key, session_data, expire_date)")
        facts.execute("INSERT INTO django_session VALUES ('of-alice', ?, '')", ("alice" * 2000,))
    return folder


def test_nobody_is_logged_in_by_a_backup(with_session, tmp_path):
    archive.write(with_session, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as content:
        facts = content.read(archive.FACTS)
    assert b"alice" not in facts
    assert b"django_session" in facts
    with sqlite3.connect(with_session / archive.FACTS) as live:
        assert live.execute("SELECT count(*) FROM django_session").fetchone() == (1,)


def test_an_older_backup_with_sessions_logs_nobody_in(with_session, tmp_path, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(archive, "forget_sessions", lambda facts: None)
        archive.write(with_session, tmp_path / "all.zip")
    new = empty(tmp_path)
    archive.restore(tmp_path / "all.zip", new, known_migrations=KNOWN)
    with sqlite3.connect(new / archive.FACTS) as facts:
        assert facts.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_erased_words_do_not_travel_in_a_backup(folder, tmp_path):
    with sqlite3.connect(folder / "rooms" / "rooms.sqlite3") as rooms:
        rooms.execute("INSERT INTO updates VALUES (?)", ("geheim" * 2000,))
        rooms.execute("DELETE FROM updates WHERE words LIKE 'geheim%'")
    archive.write(folder, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as content:
        assert b"geheim" not in content.read("rooms/rooms.sqlite3")
