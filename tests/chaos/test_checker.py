"""The judge sees what is wrong: on histories that never were, and with Yjs as the reader."""

import json
from pathlib import Path

import pytest

from chaos.checker import judge, judge_end, same
from chaos.history import History, recorded
from chaos.reader import Found
from chaos.registers import judge_registers

OWN, NOTES = "chaos/own/s1", "chaos/notes/a"


def history(*lines):
    """A history of these lines; seat 1 unless told, at the second of their place."""
    book = History("tafel")
    for at, line in enumerate(lines):
        book.take({"seat": 1, "at": float(at), **line})
    return book


def made(n, *, kind="insert", mark=None, field=OWN, seat=1, clock=0):
    clock = clock or n * 5
    mark = mark or f"<{seat}.{n}>"
    facts = {"kind": kind, "field": field, "mark": mark, "client": seat, "clock": clock}
    return {"what": "made", "n": n, "seat": seat, **facts}


def acked(n, *, seat=1):
    return {"what": "acked", "n": n, "seat": seat}


def found(text, *, clock=99, field=OWN, **more):
    return Found(texts={field: text}, vector={1: clock, 2: clock}, **more)


def kinds(book, there, at=100.0):
    return {verdict.kind for verdict in judge(book, there, at=at)}


BOTH = (made(1), acked(1), made(2), acked(2))


def test_all_that_was_acknowledged_once_and_in_order_is_well():
    assert kinds(history(*BOTH), found("<1.1><1.2>")) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<1.2>", "lost"),
        ("<1.1><1.1><1.2>", "doubled"),
        ("<1.2><1.1>", "order"),
        ("<1.1><1.2><1.9>", "phantom"),
        ("<1.1>x<1.2>", "torn"),
        ("<1.1<1.2>", "torn"),
    ],
)
def test_a_text_that_is_wrong_is_named(text, kind):
    assert kind in kinds(history(*BOTH), found(text))


def test_what_was_not_acknowledged_at_the_look_may_be_there_or_not():
    book = history(made(1), acked(1), made(2), acked(2))
    assert kinds(book, found("<1.1>", clock=5), at=1.0) == set()
    assert kinds(book, found("<1.1><1.2>"), at=1.0) == set()


def test_a_deletion_excuses_what_is_gone_and_forbids_that_it_comes_back():
    gone = made(3, kind="delete", mark="<1.1>")
    assert kinds(history(*BOTH, gone), found("<1.2>")) == set()
    assert kinds(history(*BOTH, gone), found("<1.1><1.2>")) == set()
    assert kinds(history(*BOTH, gone, acked(3)), found("<1.1><1.2>")) == {"resurrected"}


def test_an_insert_that_is_lost_is_seen_although_somebody_deleted_it():
    gone = made(1, kind="delete", mark="<1.2>", seat=2)
    assert kinds(history(*BOTH, gone), found("<1.1>", clock=5)) == {"lost"}


def test_what_waits_for_others_is_kept_until_the_end():
    there = found("<1.1>", clock=5, waiting=[(1, 5, 10)])
    assert kinds(history(*BOTH), there) == set()
    assert [v.kind for v in judge_end(history(*BOTH), there)] == ["waiting"]


def test_at_the_end_everything_is_acknowledged():
    assert [v.kind for v in judge_end(history(made(1)), found("<1.1>"))] == ["unacknowledged"]


def test_replicas_that_differ_are_named_with_their_field():
    wrong = same("tafel", {"disk": {OWN: "<1.1>"}, "seat 2": {OWN: "<1.1>", NOTES: "<2.1>"}})
    assert [str(v) for v in wrong] == [f"unequal at tafel: seat 2 differs from disk in {NOTES}"]


def asked(n, register, value):
    return {"what": "asked", "n": n, "register": register, "value": value}


def done(n):
    return {"what": "done", "n": n}


def clock(added):
    return {"clock": {"added_before_s": [60], "added_s": added, "step": 1}}


@pytest.mark.parametrize(
    ("added", "words"), [(0, "less than"), (60, ""), (120, ""), (180, "more than")]
)
def test_minutes_that_were_added_are_neither_lost_nor_doubled(added, words):
    presses = [
        asked(1, "added", 60),
        done(1),
        asked(2, "added", 60),
        done(2),
        asked(3, "added", 60),
    ]
    wrong = judge_registers(history(*presses), clock(added), at=100.0)
    assert [words in v.words for v in wrong] == ([True] if words else [])


@pytest.mark.parametrize(("value", "is_wrong"), [(1, True), (2, False), (3, False), (None, True)])
def test_a_value_is_the_last_that_was_answered_or_one_pressed_after_it(value, is_wrong):
    name = "value/start/trust/a"
    presses = [asked(1, name, 1), done(1), asked(2, name, 2), done(2), asked(3, name, 3)]
    state = {"values": {"start/trust/a": value}}
    assert bool(judge_registers(history(*presses), state, at=100.0)) is is_wrong


def test_a_refused_press_changes_nothing():
    refused = {"what": "refused", "n": 1, "why": "not_timekeeper"}
    book = history(asked(1, "added", 60), refused)
    assert [v.kind for v in judge_registers(book, clock(60), at=9.0)] == ["doubled event"]


def test_a_journal_on_the_disk_makes_the_same_history():
    lines = [json.dumps({"seat": 1, "at": 1.0, **line}) for line in BOTH]
    assert recorded("tafel", lines).edits[1, 2].acked_at == 1.0


def test_nothing_of_the_campaign_imports_the_product():
    for file in Path("chaos").glob("*.py"):
        words = file.read_text(encoding="utf-8")
        assert "import overbrug" not in words.replace("from overbrug", "import overbrug") or (
            file.name == "mails.py"  # a script that the server's own command runs
        ), file
