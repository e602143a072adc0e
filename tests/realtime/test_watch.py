"""Looking for what another process did."""

import asyncio

import pytest

from overbrug.dialogues.actions import leave_seat
from overbrug.dialogues.models import Seat
from overbrug.realtime import watch
from tests.factories_dialogues import make_seat


class Watched:
    """An engine with one person at one table, that writes down what it must do."""

    def __init__(self):
        self.done = []

    def loaded_tables(self):
        return {"tafel"}

    def live_epochs(self):
        return {"tafel": {"anna": 1}}

    def confirm_seats(self, tables, ms_ago):
        self.done.extend(("confirm", table) for table in tables)

    async def forget(self, tables):
        self.done.append(("forget", *tables))

    async def refresh_seats(self, table):
        self.done.append(("refresh", table))


def look(monkeypatch, *, removed_before):
    """Look while somebody removes the table before the question with this number."""
    engine, asked = Watched(), []

    async def ask(work, things):
        asked.append(work)
        return set(things) if len(asked) >= removed_before else set()

    monkeypatch.setattr(watch, "ask", ask)
    asyncio.run(watch.look(engine))
    return engine.done


@pytest.mark.parametrize("question", [1, 2])
def test_whoever_sits_at_a_removed_table_first_hears_that_it_is_gone(monkeypatch, question):
    assert look(monkeypatch, removed_before=question)[0] == ("forget", "tafel")


def test_as_long_as_all_is_there_nothing_happens(monkeypatch):
    assert look(monkeypatch, removed_before=3) == [("confirm", "tafel")]


@pytest.mark.django_db
def test_news_is_a_seat_that_is_gone_or_has_another_epoch():
    here, away, back = (make_seat() for _ in range(3))
    leave_seat(away)
    Seat.objects.filter(pk=back.pk).update(epoch=2)
    known = {seat.public_id: {seat.public_id: 1} for seat in (here, away, back)}
    assert watch.tables_with_news(known) == {away.public_id, back.public_id}
