"""A patient in good health."""

import pytest

from overbrug.config import environment
from overbrug.config.doctor import Patient
from overbrug.config.environment import ROOT
from tests.config.test_settings import TOLD


@pytest.fixture
def patient(tmp_path, monkeypatch):
    """A good, new set-up: no variable is set, and the data folder is there and closed."""
    settings = TOLD.findall((ROOT / "docs/how-to/host.md").read_text(encoding="utf-8"))
    for name in [*settings, "REDIS_URL", "VALKEY_URL"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(environment, "own_addresses", list)
    (tmp_path / "data/rooms").mkdir(parents=True)
    return Patient(ROOT, tmp_path / "data")
