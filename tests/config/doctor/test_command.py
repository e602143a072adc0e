"""The command as a whole, also when nothing starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from overbrug.config.cli import main
from overbrug.config.doctor import checkup, machine, secrets
from overbrug.config.environment import ROOT
from tests.browser.site import free_port
from tests.config.doctor.looking import NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "postgres://o:geheim@h/x",
        "smtp://o:ge@he/im@h:25 says no",
        "redis://:geheim@h",
        "key geheim-van-de-cookies",
        "see ?password=geheim&x=1",
    ],
)
def test_nothing_secret_is_shown(monkeypatch, text):
    monkeypatch.setenv("SECRET_KEY", "geheim-van-de-cookies")
    monkeypatch.setenv("EMAIL_URL", "smtp://o:ge@he/im@h:25")
    shown = secrets.mask(text)
    assert not [secret for secret in ("geheim", "ge@he", "im@h") if secret in shown]
    assert "***" in shown


def test_a_check_that_breaks_stops_no_other(patient, monkeypatch):
    def breaks(_patient):
        raise RuntimeError("nobody thought of this")
        yield

    monkeypatch.setattr(checkup, "CHECKS", (breaks, machine.python))
    found = checkup.run(patient)
    assert "nobody thought of this" in found[0].text
    assert found[1].about == "python"


def test_a_good_set_up_is_well(patient, monkeypatch, capsys):
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv("DATA_DIR", str(patient.folder))
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "wrong " not in said
    assert "0 wrong" in said.splitlines()[-1]


def doctor(folder, **variables):
    """The command as a person runs it who cannot get Overbrug to start."""
    done = subprocess.run(
        [sys.executable, "-m", "overbrug.config.cli", "doctor", "--json"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(folder), "PORT": str(free_port()), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "geheim" not in done.stdout
    told = json.loads(done.stdout)
    assert not told["well"]
    return " ".join(f["text"] for f in told["findings"] if f["level"] == "wrong")


def test_it_speaks_when_nothing_starts(tmp_path):
    url = f"postgres://overbrug:geheim@{NOTHING}/overbrug"
    assert "PostgreSQL (overbrug on 127.0.0.1) cannot be used" in doctor(tmp_path, DATABASE_URL=url)
    said = doctor(Path("/proc/nowhere"), DATABASE_URL="geheim", DEBUG="misschien")
    assert "Overbrug cannot start with them" in said
    assert list(tmp_path.iterdir()) == []
