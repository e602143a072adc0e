"""News between processes: who has the table acts on it, the others leave it alone."""

import asyncio
import json

import pytest

from overbrug.dialogues.waiting import waiting
from overbrug.realtime import news
from overbrug.realtime.listening import hear
from overbrug.realtime.news import Ear
from overbrug.realtime.unheard import Unheard


class Rooms:
    """An engine with one table that writes down what it must do."""

    def __init__(self, *tables):
        self.tables, self.done = tables, []

    def has_room(self, table):
        return table in self.tables

    def live_epochs(self):
        return {table: {"anna"} for table in self.tables}

    async def refresh_seats(self, table):
        self.done.append(("refresh_seats", table))

    def announce(self, table, event):
        self.done.append((table, event))

    def forget(self, tables):
        self.done.append(("forget", tables))

    def end_dialogue(self, tables):
        self.done.append(("end_dialogue", tables))


@pytest.mark.parametrize("do", ["forget", "end_dialogue"])
def test_only_who_has_a_table_closes_it(do):
    engine = Rooms("ours")
    hear(engine, do, [["ours", "theirs"]])
    hear(engine, do, [["theirs"]])
    hear(engine, "a word of a later version", [1, 2])
    assert engine.done == [(do, ["ours"])]


def test_lines_that_another_process_showed_do_not_wait_here_any_more(monkeypatch):
    shown = []
    monkeypatch.setattr(waiting, "shown", lambda *place: shown.append(place))
    event = {"type": "unnamed", "field": "a/b", "count": 3}
    engine = Rooms("ours")
    hear(engine, "announce", ["ours", event])
    assert shown == [("ours", "a/b")]
    assert engine.done == [("ours", event)]


def test_own_news_is_not_heard_and_a_bad_word_closes_no_ear(caplog):
    heard = []

    def take(do, facts):
        heard.append((do, facts))
        raise KeyError(do)

    ear = Ear(take, begin=lambda: None)
    for sender in (news.ME, "another"):
        asyncio.run(ear._take(json.dumps([sender, "revoke", "t", "s"]).encode()))
    assert heard == [("revoke", ["t", "s"])]
    assert "could not be used" in caplog.text


def test_what_changed_unheard_is_told_once(monkeypatch):
    found = [
        {("t", ""): {}, ("t", "a/b"): {"count": 3}},
        {("t", ""): {}, ("t", "a/b"): {"count": 4}, ("t", "harvest"): {"number": 1}},
        {("t", ""): {}, ("t", "a/b"): {"count": 4}, ("t", "harvest"): {"number": 1}},
    ]

    async def ask(_work, _tables):
        return found.pop(0)

    monkeypatch.setattr("overbrug.realtime.unheard.ask", ask)
    engine, unheard = Rooms("t"), Unheard()
    for _ in range(3):
        asyncio.run(unheard.look(engine))
    assert [done for done in engine.done if done[0] == "t"] == [
        ("t", {"count": 4}),
        ("t", {"number": 1}),
    ]
