"""What is in the data folder is for the user that runs Overbrug, and for nobody else there."""

import os
import stat
import subprocess
import sys

import pytest

from overbrug.config import environment
from overbrug.config.environment import ROOT


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(folder):
    """Everything in a folder that another user may read."""
    everything = [folder, *folder.rglob("*")]
    return [str(path) for path in everything if mode(path) & 0o077 and not path.is_symlink()]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder as an earlier version left it, readable by all."""
    made = tmp_path / "data"
    (made / "rooms").mkdir(parents=True)
    for name in ("facts.sqlite3", "facts.sqlite3-wal", "secret_key", "rooms/rooms.sqlite3"):
        (made / name).write_text("x")
        (made / name).chmod(0o644)
    made.chmod(0o755)
    (made / "rooms").chmod(0o755)
    monkeypatch.setenv("DATA_DIR", str(made))
    return made


def test_a_folder_of_before_is_closed(folder):
    assert open_to_others(folder)
    environment.data_dir()
    assert open_to_others(folder) == []
    assert (mode(folder), mode(folder / "secret_key")) == (0o700, 0o600)


def test_links_and_what_is_not_ours_stay_as_they_are(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("x")
    elsewhere.chmod(0o644)
    (folder / "other.sqlite3").symlink_to(elsewhere)
    (folder / "script.sh").write_text("x")
    (folder / "script.sh").chmod(0o755)
    environment.data_dir()
    assert (mode(elsewhere), mode(folder / "script.sh")) == (0o644, 0o755)
    assert (mode(folder), mode(folder / "rooms")) == (0o755, 0o700)
    assert mode(folder / "secret_key") == 0o600


def test_a_new_folder_is_closed_from_the_start(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "new"))
    before = os.umask(0o022)
    try:
        environment.data_dir()
    finally:
        os.umask(before)
    assert open_to_others(tmp_path / "new") == []


def overbrug(folder, *words):
    """Run a command as somebody whose files others may read."""
    subprocess.run(
        [sys.executable, "-m", "overbrug.config.cli", *words],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": ""},
        umask=0o022,
        check=True,
        capture_output=True,
        timeout=60,
    )


def test_what_commands_write_is_closed_and_so_is_what_is_put_back(tmp_path):
    overbrug(tmp_path / "one", "manage", "migrate")
    overbrug(tmp_path / "one", "backup", str(tmp_path / "backup.zip"))
    overbrug(tmp_path / "two", "restore", str(tmp_path / "backup.zip"))
    assert open_to_others(tmp_path / "one") == open_to_others(tmp_path / "two") == []
    assert mode(tmp_path / "backup.zip") == 0o600
