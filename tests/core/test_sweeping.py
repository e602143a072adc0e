"""Each app sweeps at its turn; a restore is told once; the server's thread comes round."""

import time
from datetime import UTC, datetime

import pytest

from overbrug.config import sweeper
from overbrug.config.commands.sweep import _moment
from overbrug.config.serving import CannotServe
from overbrug.core import sweeping

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_world(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(sweeping, "_sweeps", {})
    settings.DATA_DIR = tmp_path


def fail(_now):
    raise KeyError("a mistake of ours")


def test_apps_sweep_in_their_order_and_one_that_fails_stops_no_other():
    sweeping.register("last", lambda now: 2, order=90)
    sweeping.register("first", fail)
    assert list(sweeping.sweep_all(NOW).items()) == [("first", 0), ("last", 2)]


def test_after_a_restore_each_app_hears_it_once_before_it_sweeps(settings):
    heard = []
    sweeping.register("a", lambda now: heard.append("sweep"), after_restore=heard.append)
    sweeping.mark_restored(settings.DATA_DIR, at=NOW)
    sweeping.sweep_all(NOW)
    sweeping.sweep_all(NOW)
    assert heard == [NOW, "sweep", "sweep"]


def test_nothing_is_swept_while_the_restore_could_not_be_told(settings):
    swept = []
    sweeping.register("a", swept.append, after_restore=fail)
    sweeping.mark_restored(settings.DATA_DIR, at=NOW)
    for _ in range(2):
        with pytest.raises(KeyError):
            sweeping.sweep_all(NOW)
    assert swept == []


def test_a_mark_that_cannot_be_read_counts_as_now(settings):
    heard = []
    sweeping.register("a", lambda now: 0, after_restore=heard.append)
    (settings.DATA_DIR / "restored").write_text("yesterday")
    sweeping.sweep_all(NOW)
    assert heard[0].tzinfo is not None


def test_a_moment_without_a_zone_is_on_the_clock_of_the_site():
    assert _moment("2026-11-23T10:00") == NOW
    assert _moment("2026-11-23T09:00+00:00") == NOW


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-01", "09:00"])
def test_what_is_no_moment_is_told(typed):
    with pytest.raises(CannotServe, match="no moment"):
        _moment(typed)


def test_the_thread_comes_round_again_after_a_mistake(monkeypatch):
    turns = []

    def sweep(now):
        turns.append(now)
        if len(turns) == 1:
            raise KeyError

    monkeypatch.setattr(sweeper, "sweep_all", sweep)
    hand = sweeper.Sweeper(seconds=0.001)
    hand.start()
    until = time.monotonic() + 5
    while len(turns) < 2 and time.monotonic() < until:
        time.sleep(0.005)
    hand.stop()
    assert len(turns) >= 2
