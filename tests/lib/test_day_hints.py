"""The day that words may mean is suggested, and nothing that could be two days."""

from datetime import date

import pytest

from overbrug.lib.day_hints import day_hint

SAID = date(2026, 11, 21)
MEANT = [
    ("in mei", date(2027, 5, 31)),
    ("In May", date(2027, 5, 31)),
    ("eind december", date(2026, 12, 31)),
    ("begin februari", date(2027, 2, 10)),
    ("half maart", date(2027, 3, 15)),
    ("mid-March", date(2027, 3, 15)),
    ("mei 2028", date(2028, 5, 31)),
    ("voor 1 juni", date(2027, 6, 1)),
    ("1 juni 2028", date(2028, 6, 1)),
    ("May 1st, 2027", date(2027, 5, 1)),
    ("31-12-2026", date(2026, 12, 31)),
    ("2026-12-31", date(2026, 12, 31)),
    ("1 november", date(2027, 11, 1)),
    ("29 februari", None),
    ("29 februari 2028", date(2028, 2, 29)),
    ("31 april", None),
    ("binnen 8 weken", date(2027, 1, 16)),
    ("over twee maanden", date(2027, 1, 21)),
    ("within 10 days", date(2026, 12, 1)),
    ("eind 2027", date(2027, 12, 31)),
]
UNCLEAR = [
    "",
    "zo snel mogelijk",
    "it may take long",
    "we march on",
    "mei of juni",
    "tussen 1 mei en 3 juni",
    "voor de zomer",
    "elke week",
    "99-99-2027",
    "2027 woningen in 2028",
    "x" * 100_000,
    "1 " * 50_000,
]


@pytest.mark.parametrize(("words", "day"), MEANT)
def test_clear_words_give_a_day(words, day):
    assert day_hint(words, said_on=SAID) == day


@pytest.mark.parametrize("words", UNCLEAR, ids=lambda words: words[:20] or "nothing")
def test_unclear_words_give_none(words):
    assert day_hint(words, said_on=SAID) is None


def test_the_month_in_which_it_was_said_is_this_one():
    assert day_hint("in november", said_on=SAID) == date(2026, 11, 30)


def test_a_month_too_short_for_the_day_ends_sooner():
    assert day_hint("over 1 maand", said_on=date(2027, 1, 31)) == date(2027, 2, 28)
