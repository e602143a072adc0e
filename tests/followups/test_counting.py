"""No number below five, and none that can be worked out from the others."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from overbrug.dialogues.models import Table
from overbrug.followups.actions import answer, count_rounds, leave_address
from overbrug.followups.counting import FEWEST, NO_ANSWER, Part, is_thin, split
from overbrug.followups.models import FollowUp, FollowUpLink, RoundCount
from tests.factories import editor_of
from tests.factories_dialogues import make_seat
from tests.followups.conftest import DAYS, HOURS, STEP

ALL = {"yes", "partly", "not_yet", NO_ANSWER}


def test_every_split_is_safe_and_adds_up():
    for yes, partly, not_yet, silent in product(range(12), repeat=4):
        asked = yes + partly + not_yet + silent
        parts = split(asked=asked, yes=yes, partly=partly, not_yet=not_yet)
        assert all(part.people >= FEWEST for part in parts)
        if parts:
            assert sum(part.people for part in parts) == asked
            assert sorted(a for part in parts for a in part.answers) == sorted(ALL)


def test_five_equal_answers_are_not_told():
    assert split(asked=10, yes=10, partly=0, not_yet=0) == []


def test_the_finest_split_comes_first():
    assert len(split(asked=20, yes=5, partly=5, not_yet=5)) == 4
    assert split(asked=15, yes=8, partly=1, not_yet=6) == [
        Part(("yes", "partly"), 9),
        Part(("not_yet", NO_ANSWER), 6),
    ]


def test_a_thin_response_is_told_only_where_it_is_shown():
    assert is_thin(split(asked=40, yes=5, partly=5, not_yet=5))
    assert not is_thin(split(asked=20, yes=5, partly=5, not_yet=5))
    assert not is_thin([])


@pytest.fixture
def asked(table, at, now):
    """So many people, who were asked after two days."""

    def make(number):
        tables = [table, Table.objects.create(dialogue=table.dialogue, number=2)]
        for n in range(number):
            seat = make_seat(tables[n // 9], f"Nr {n}")  # nine chairs at a table
            leave_address(seat, email=f"p{n}@overwater.example", step=STEP, language="nl")
        at(now + 48 * HOURS)
        return list(FollowUpLink.objects.filter(round=1).order_by("pk"))

    return make


def seen(table):
    """The text that the organiser sees about the next morning."""
    client = Client()
    client.force_login(editor_of(table.dialogue.opgave))
    html = client.get(reverse("dialogues:dialogue", args=[table.dialogue.public_id]))
    return html.content.decode().split('id="next-morning"')[1].split("</section>")[0]


@pytest.mark.django_db
def test_below_five_it_says_so_in_words(table, asked, at, now):
    (link, *_others) = asked(4)
    answer(link, said="yes")
    at(now + 10 * DAYS)
    html = seen(table)
    assert "Minder dan 5 mensen" in html
    assert STEP not in html
    assert "@" not in html


@pytest.mark.django_db
def test_numbers_come_once_nobody_can_answer_any_more(table, asked, at, now):
    links = asked(10)
    for n, link in enumerate(links):
        answer(link, said="yes" if n < 5 else "not_yet")
    assert "Daarna komen de aantallen" in seen(table)
    assert ">5<" not in seen(table)
    at(now + 10 * DAYS)
    html = seen(table)
    assert "10 mensen" in html
    assert html.count(">5<") == 2


@pytest.mark.django_db
def test_while_the_code_works_somebody_may_still_come(table, asked, at, now):
    table.dialogue.closed_at = None
    table.dialogue.save()
    asked(6)
    at(now + 6 * DAYS)
    assert not RoundCount.objects.exists()


@pytest.mark.django_db
def test_a_small_round_is_kept_by_nobody(asked, at, now):
    links = asked(3)
    answer(links[0], said="yes")
    at(now + 10 * DAYS)
    count = RoundCount.objects.get()
    assert (count.asked, count.yes) == (0, 0)


@pytest.mark.django_db
def test_who_comes_after_the_count_changes_no_number(table, asked, at, now):
    for link in asked(5):
        answer(link, said="yes")
    at(now + 10 * DAYS)
    before = seen(table)
    late = make_seat(table, "Laat")
    leave_address(late, email="laat@overwater.example", step=STEP, language="nl")
    at(now + 13 * DAYS)
    answer(FollowUpLink.objects.get(round=1), said="not_yet")
    at(now + 25 * DAYS)
    assert seen(table) == before


@pytest.mark.django_db
def test_in_the_end_only_numbers_are_left(asked, at, now):
    for link in asked(5):
        answer(link, said="yes")
    for days in (10, 30, 40):
        at(now + days * DAYS)
    assert not FollowUp.objects.exists()
    assert list(RoundCount.objects.values_list("round", "asked", "yes")) == [(1, 5, 5), (2, 5, 0)]


@pytest.mark.django_db
def test_what_waits_takes_no_lock(asked, now, django_assert_num_queries):
    asked(5)
    with django_assert_num_queries(1):
        assert count_rounds(now + 3 * DAYS) == 0
