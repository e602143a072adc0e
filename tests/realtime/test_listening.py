"""What pages announce reaches the rooms of this process."""

from concurrent.futures import Future

import pytest

from overbrug.core.events import announce
from overbrug.dialogues.actions import close_dialogue
from overbrug.rooms import running
from tests.factories import UserFactory
from tests.factories_dialogues import make_dialogue


class Told:
    """An engine that writes down what it is told."""

    def __init__(self):
        self.words = []

    def call(self, work):
        done = Future()
        try:
            done.set_result(work())
        except RuntimeError as problem:
            done.set_exception(problem)
        return done

    def refresh_seats(self, *facts):
        self.words.append(("refresh_seats", *facts))

    def revoke(self, *facts):
        self.words.append(("revoke", *facts))

    def announce(self, *facts):
        self.words.append(("announce", *facts))

    def end_dialogue(self, tables):
        self.words.append(("end_dialogue", tables))

    def forget(self, tables):
        raise RuntimeError("no such room")


@pytest.fixture
def engine(monkeypatch):
    told = Told()
    monkeypatch.setattr(running, "engine", told)
    return told


@pytest.mark.django_db(transaction=True)
def test_news_of_pages_reaches_the_engine(engine):
    announce("seats_changed", table_id="t")
    announce("seat_revoked", table_id="t", seat_id="s")
    announce("unnamed_shown", table_id="t", field="a/b", count=3)
    assert engine.words == [
        ("refresh_seats", "t"),
        ("revoke", "t", "s"),
        ("announce", "t", {"type": "unnamed", "field": "a/b", "count": 3}),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_dialogue_that_is_closed_leaves_only_its_last_picture(engine):
    dialogue = make_dialogue(tables=2, created_by=UserFactory())
    close_dialogue(dialogue, by=dialogue.created_by)
    tables = [table.public_id for table in dialogue.tables.all()]
    assert engine.words == [("end_dialogue", tables)]
    close_dialogue(dialogue, by=dialogue.created_by)
    assert len(engine.words) == 1


@pytest.mark.django_db(transaction=True)
def test_news_that_cannot_be_told_does_not_harm_the_page(engine, caplog):
    announce("table_removed", table_id="t")
    assert "no such room" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_without_rooms_there_is_nobody_to_tell(monkeypatch):
    monkeypatch.setattr(running, "engine", None)
    announce("seats_changed", table_id="t")
