"""The data folder and the machine."""

import contextlib
import os
import resource
import sqlite3
import time

import pytest

from overbrug.config.doctor import Patient, checkup, databases, folder, machine
from overbrug.config.serving import data_folder
from tests.config.doctor.looking import lines, only


def database(path, sql=""):
    path.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE django_migrations (app, name)")
        made.execute(sql or "SELECT 1")
    path.chmod(0o600)


def damage(path):
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"x" * (len(whole) - 4096))


def no_folder(data):
    data.rename(data.with_name("file"))
    data.write_text("")


def facts(data):
    database(
        data / "facts.sqlite3", "INSERT INTO django_migrations VALUES ('core', '0001_initial')"
    )


def damaged_facts(data):
    database(data / "facts.sqlite3")
    damage(data / "facts.sqlite3")


def newer_facts(data):
    database(data / "facts.sqlite3", "INSERT INTO django_migrations VALUES ('cards', '9999_x')")


def damaged_room_log(data):
    database(data / "rooms/rooms.sqlite3")
    damage(data / "rooms/rooms.sqlite3")


def newer_room_log(data):
    database(data / "rooms/rooms.sqlite3", "PRAGMA user_version = 99")


def damaged_unnamed(data):
    database(data / "unnamed.sqlite3")
    damage(data / "unnamed.sqlite3")


def newer_folder(data):
    (data / "version.json").write_text('{"format": 99, "version": "9.1"}')


def facts_elsewhere(data):
    data_folder.sign(data, facts=data_folder.POSTGRES)


def open_to_all(data):
    facts(data)
    (data / "facts.sqlite3").chmod(0o644)


def short_key(data):
    (data / "secret_key").write_text("kort")


def half_restored(data):
    (data / ".restore-x").mkdir()


def of_another(data):
    os.chown(data, 65534, 65534)


def later_than_now(data):
    facts(data)
    os.utime(data / "facts.sqlite3", (time.time() + 9_999,) * 2)


FOLDERS = [
    (no_folder, folder.place, "is a file"),
    (open_to_all, folder.place, "warning Other users of this machine may read facts.sqlite3"),
    (short_key, folder.key, "can be guessed"),
    (newer_folder, folder.version, "newer Overbrug (9.1)"),
    (facts_elsewhere, folder.version, "DATABASE_URL is not set"),
    (half_restored, folder.leftovers, "warning"),
    (later_than_now, machine.clock, "wrong The data folder was written later"),
    (facts, databases.facts_file, "warning They are of an older version"),
    (newer_facts, databases.facts_file, "wrong A newer Overbrug used them (cards.9999_x)"),
    (damaged_room_log, databases.other_files, "not sound"),
    (newer_room_log, databases.other_files, "newer Overbrug"),
    (damaged_unnamed, databases.other_files, "not sound"),
    pytest.param(
        of_another,
        folder.place,
        "belongs to nobody",
        marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a folder away"),
    ),
]


@pytest.mark.parametrize(("make", "check", "words"), FOLDERS)
def test_a_folder_that_is_ill_is_told_and_left_as_it_is(patient, make, check, words):
    make(patient.folder)
    before = sorted(patient.folder.rglob("*"))
    assert words in only(check, patient)
    assert sorted(patient.folder.rglob("*")) == before


def test_damaged_facts_are_told(patient):
    damaged_facts(patient.folder)
    assert "not sound" in lines(databases.facts_file, patient)[0]


def test_a_folder_that_is_not_there_is_not_made(patient):
    patient.folder.joinpath("rooms").rmdir()
    patient.folder.rmdir()
    assert lines(folder.place, patient) == lines(folder.disk, patient) == []
    checkup.run(patient)
    assert not patient.folder.exists()


@pytest.mark.parametrize(("free", "words"), [(5, "wrong 0 MB is free"), (500_000_000, "warning")])
def test_a_full_disk_is_told(patient, monkeypatch, free, words):
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(folder.shutil, "disk_usage", lambda path: usage)
    assert words in lines(folder.disk, patient)[0]


def test_a_machine_that_is_not_fit_is_told(patient, monkeypatch, tmp_path):
    monkeypatch.setattr(resource, "getrlimit", lambda what: (100, 100))
    assert "wrong No more than 100 files" in only(machine.files, patient)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert "The clock says 1970-01-01" in only(machine.clock, patient)
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    bare = Patient(tmp_path, patient.folder)
    assert ["not built" in line for line in lines(machine.built, bare)] == [True, True]
    assert "Node is missing" in lines(machine.built, bare)[0]
