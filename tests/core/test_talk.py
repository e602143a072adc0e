"""What tests say that people typed is there, also on a machine that has much else to do."""

import pytest

from overbrug.core import room_log
from overbrug.rooms import read_table
from overbrug.rooms.committer import Committer
from tests.factories_dialogues import make_seat
from tests.talk import store_at, write_in_room


@pytest.fixture
def slow_disk(monkeypatch):
    """It says no at first, and an engine that stops does not wait for it."""
    monkeypatch.setattr(Committer.stop, "__defaults__", (0,))
    kind, asked = type(store_at("rooms.sqlite3")), []
    commit = kind.commit

    def commit_later(self):
        asked.append(self)
        if len(asked) == 1:
            raise OSError
        return commit(self)

    monkeypatch.setattr(kind, "commit", commit_later)


@pytest.mark.django_db
def test_words_are_stored_before_the_engine_stops(settings, tmp_path, slow_disk):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    alice = make_seat(name="Alice")
    field = f"start/reason/{alice.public_id}"
    write_in_room(settings.ROOM_LOG_PATH, alice, {field: "My daughter waits."})
    assert read_table(room_log.shelf(), alice.table.public_id).texts == {
        field: "My daughter waits."
    }
