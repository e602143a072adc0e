"""A majority shares what it wrote itself, and never the words of who says nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from overbrug.core.sweeping import sweep_all
from overbrug.dialogues.actions import mark_finished
from overbrug.harvest.actions import say, settle
from overbrug.harvest.models import HarvestLine
from overbrug.harvest.queries import open_page
from overbrug.harvest.writers_yes import has_yes
from tests.factories_dialogues import browser_of, make_seat
from tests.harvest.proposals import PUBLIC, a_while_ago, marked, proposed

pytestmark = pytest.mark.django_db
STAYS = "Zonder dat ja blijft hij aan tafel"


@pytest.fixture
def windows(alice, wrote):
    """Three more chairs of somebody else, who wrote in each."""
    seats = [make_seat(alice.table, name=f"W{n}") for n in range(3)]
    for seat in seats:
        wrote(seat, reason="Me too.")
    return seats


def all_agree(page, seats):
    for seat in seats:
        page = say(page, by=seat, choice="agree", own=[seat])
    return page


def left():
    return sorted(HarvestLine.objects.values_list("text", flat=True))


def test_three_windows_do_not_share_what_two_silent_people_wrote(alice, bob, wrote, windows):
    for seat in (alice, bob):
        marked(windows[0], wrote(seat, reason=f"A secret of {seat.name}.")["reason"], PUBLIC)
    all_agree(a_while_ago(proposed(windows[0])), windows)
    settle(alice.table)
    sweep_all(timezone.now() + timedelta(days=3))
    assert left() == []
    assert open_page(alice.table) is not None


def test_nor_when_everybody_went_home(alice, bob, wrote, windows):
    marked(windows[0], wrote(alice, reason="A secret of Alice.")["reason"], PUBLIC)
    mark_finished(alice.table, is_finished=True)
    all_agree(a_while_ago(proposed(windows[0])), windows)
    assert left() == []


def test_what_others_wrote_leaves_without_who_sleeps(alice, bob, wrote, windows):
    marked(bob, wrote(alice, reason="My daughter waits.")["reason"])
    marked(bob, wrote(bob, reason="We rent.")["reason"])
    page = all_agree(a_while_ago(proposed(bob)), [bob, *windows])
    assert (page.state, left()) == ("approved", ["We rent."])


def test_what_stayed_is_proposed_again_and_leaves_with_a_yes(alice, bob, wrote):
    marked(bob, wrote(alice, reason="My daughter waits.")["reason"])
    marked(bob, wrote(bob, reason="We rent.")["reason"])
    charlie = make_seat(alice.table, name="Charlie")
    all_agree(a_while_ago(proposed(bob)), [bob, charlie])
    all_agree(a_while_ago(proposed(bob)), [alice, bob])
    assert left() == ["My daughter waits.", "We rent."]


def test_the_page_says_why_a_line_stays_and_that_own_yes_is_needed(alice, bob, charlie, wrote):
    marked(bob, wrote(alice, reason="My daughter waits.")["reason"])
    page = proposed(bob)
    address = f"/tafel/{alice.table.public_id}/delen/"
    assert STAYS in browser_of(bob).get(address).content.decode()
    assert "Zonder jouw ja blijft hij aan tafel" in browser_of(alice).get(address).content.decode()
    all_agree(page, [bob, charlie])
    html = browser_of(bob).get(address).content.decode()
    assert "data-due" not in html
    assert "voordat iemand die deze regels schreef ja zegt" in html
    say(open_page(alice.table), by=alice, choice="agree", own=[alice])
    assert STAYS not in browser_of(bob).get(address).content.decode()


@pytest.mark.parametrize(
    ("key", "seats", "agreed", "leaves"),
    [
        ("start/reason/ann", ["ann", "eve"], {"eve"}, False),  # a letter in the box of another
        ("start/reason/ann", ["ann", "eve"], {"ann"}, True),
        ("meet/heard/table", ["ann", "eve"], {"eve"}, True),  # the table's own words
        ("meet/heard/table", ["ann"], {"eve"}, False),
        ("meet/heard/table", [], set(), True),
        ("meet/dots/=0123456789ab", ["ann", "eve"], {"eve"}, False),  # they repeat Ann's words
        ("meet/dots/=0123456789ab", ["ann", "eve"], {"ann", "eve"}, True),
    ],
)
def test_whose_yes_a_line_needs(key, seats, agreed, leaves):
    assert has_yes({"key": key, "seats": seats}, agreed) is leaves
