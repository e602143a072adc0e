"""DATABASE_URL: understood, or refused in words that give no password away."""

import os
import subprocess
import sys

import pytest
from environs import Env

from overbrug.config import databases
from overbrug.config.environment import ROOT
from overbrug.config.serving import CannotServe, data_folder


def facts(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    return databases.facts(tmp_path, Env())


def test_without_it_the_facts_are_in_the_data_folder(monkeypatch, tmp_path):
    assert facts(monkeypatch, tmp_path, "")["NAME"] == tmp_path / "facts.sqlite3"


def test_with_it_they_are_in_postgresql(monkeypatch, tmp_path):
    made = facts(monkeypatch, tmp_path, "postgres://o:p%40ss@db.example/overbrug?sslmode=require")
    assert (made["NAME"], made["PASSWORD"], made["HOST"]) == ("overbrug", "p@ss", "db.example")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 20, "timeout": 20}


@pytest.mark.parametrize(
    "url",
    ["geheim", "postgres://", "sqlite:///geheim", "mysql://o:geheim@h/x", "postgres://h:geheim/x"],
)
def test_anything_else_is_refused_in_words(monkeypatch, tmp_path, url):
    with pytest.raises(SystemExit, match="DATABASE_URL") as caught:
        facts(monkeypatch, tmp_path, url)
    assert "geheim" not in str(caught.value)


def test_a_database_that_does_not_answer_is_told(tmp_path):
    url = "postgres://overbrug:geheim@127.0.0.1:1/overbrug"
    done = subprocess.run(
        [sys.executable, "-m", "overbrug.config.cli", "demo"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "PostgreSQL (overbrug on 127.0.0.1) cannot be used" in done.stderr
    assert not {"Traceback", "geheim"} & set(done.stderr.replace(":", " ").split())
    assert not (tmp_path / "version.json").exists()


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("postgresql", "sqlite", "DATABASE_URL is not set"),
        ("sqlite", "postgresql", "names another database"),
    ],
)
def test_a_folder_stays_with_the_database_it_began_with(tmp_path, before, now, words):
    data_folder.refuse_other_facts(tmp_path, facts=before)
    data_folder.sign(tmp_path, facts=before)
    data_folder.refuse_other_facts(tmp_path, facts=before)
    with pytest.raises(CannotServe, match=words):
        data_folder.refuse_other_facts(tmp_path, facts=now)


def test_a_folder_of_before_has_its_facts_in_a_file(tmp_path):
    (tmp_path / "version.json").write_text('{"format": 1, "version": "0.1.0"}')
    with pytest.raises(CannotServe, match=r"facts\.sqlite3"):
        data_folder.refuse_other_facts(tmp_path, facts="postgresql")
    (tmp_path / "version.json").unlink()
    (tmp_path / "facts.sqlite3").touch()
    with pytest.raises(CannotServe, match=r"facts\.sqlite3"):
        data_folder.refuse_other_facts(tmp_path, facts="postgresql")


def test_the_pool_has_settings_and_refuses_what_is_no_number(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_CONNECTIONS", "5")
    monkeypatch.setenv("DATABASE_WAIT_SECONDS", "3")
    made = facts(monkeypatch, tmp_path, "postgres://o@db.example/overbrug")
    assert made["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 5, "timeout": 3}
    monkeypatch.setenv("DATABASE_CONNECTIONS", "0")
    with pytest.raises(SystemExit, match="DATABASE_CONNECTIONS"):
        facts(monkeypatch, tmp_path, "postgres://o@db.example/overbrug")
