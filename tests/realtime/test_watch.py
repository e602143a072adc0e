"""Looking for what another process did."""

import asyncio

import pytest

from overbrug.realtime import watch


class Watched:
    """An engine with one person at one table, that writes down what it must do."""

    def __init__(self):
        self.done = []

    def live_seats(self):
        return {"tafel": {"anna"}}

    def loaded_tables(self):
        return {"tafel"}

    def live_epochs(self):
        return {}

    async def forget(self, tables):
        self.done.append(("forget", *tables))

    def revoke(self, table, seat):
        self.done.append(("revoke", table, seat))


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
    assert look(monkeypatch, removed_before=3) == []
