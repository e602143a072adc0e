"""Whose voice counts, and from when: nobody decides alone, nor in the second of the proposal."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from overbrug.core.errors import Refused
from overbrug.core.sweeping import sweep_all
from overbrug.dialogues.actions import mark_finished, sit_down, take_back_seat
from overbrug.dialogues.models import Dialogue, Seat
from overbrug.harvest.actions import hold, say, settle, take_back
from overbrug.harvest.models import HarvestLine
from overbrug.harvest.presence import AWAY_MS
from overbrug.harvest.queries import open_page
from overbrug.harvest.standing import standing
from overbrug.rooms import running
from tests.factories_dialogues import browser_of, make_seat
from tests.harvest.proposals import PUBLIC, TABLE, a_while_ago, marked, proposed

pytestmark = pytest.mark.django_db
AT = "2026-11-23 10:40:20+01:00"


@pytest.fixture
def lines(alice, bob, charlie, wrote):
    """Alice's reason and a line of the table; both mean to leave. Three people sit there."""
    fields = wrote(alice, reason="My daughter waits.", heard="We rent.")
    marked(alice, fields["reason"])
    return fields


def taken_over(seat):
    """This seat on another device than the one that sat down there."""
    seat = take_back_seat(seat.table.dialogue, seat.public_id)
    seat.held_since = seat.epoch
    return seat


class Rooms:
    """They know that these seats are away for long."""

    def __init__(self, away):
        self.away = away

    def away_for(self, table):
        return {seat.public_id: AWAY_MS + 1 for seat in self.away}

    def is_present(self, table, seat):
        return False


def test_four_windows_do_not_outvote_three_phones_at_once(alice, lines):
    windows = [make_seat(alice.table, name=f"W{n}") for n in range(4)]
    with time_machine.travel(AT, tick=False) as clock:
        page = proposed(alice)
        for seat in (alice, *windows):
            say(page, by=seat, choice="agree", own=[seat])
        assert open_page(alice.table) == page
        clock.move_to("2026-11-23 10:41:59+01:00")
        settle(alice.table)
        assert open_page(alice.table) == page
        clock.move_to("2026-11-23 10:42:00+01:00")
        settle(alice.table)
    assert HarvestLine.objects.count() == 1


def test_when_everyone_says_yes_nobody_waits(alice, bob, charlie, lines):
    page = proposed(alice)
    for seat in (alice, bob, charlie):
        page = say(page, by=seat, choice="agree", own=[seat])
    assert page.state == "approved"


def test_the_minute_hand_approves_what_everyone_walked_away_from(alice, bob, lines):
    page = proposed(alice)
    say(page, by=alice, choice="agree", own=[alice])
    say(page, by=bob, choice="agree", own=[bob])
    assert sweep_all(timezone.now())["proposed pages"] == 0
    assert sweep_all(timezone.now() + timedelta(minutes=2))["proposed pages"] == 1
    assert HarvestLine.objects.count() == 1


def test_who_objects_in_that_minute_is_in_time(alice, bob, charlie, lines):
    page = proposed(alice)
    say(page, by=alice, choice="agree", own=[alice])
    say(page, by=bob, choice="agree", own=[bob])
    say(page, by=charlie, choice="object", own=[charlie])
    assert sweep_all(timezone.now() + timedelta(minutes=2))["proposed pages"] == 0


def test_the_page_says_until_when_and_approves_at_a_later_visit(alice, bob, lines):
    phone, address = browser_of(bob), f"/tafel/{alice.table.public_id}/delen/"
    with time_machine.travel(AT, tick=False) as clock:
        page = proposed(alice)
        say(page, by=alice, choice="agree", own=[alice])
        assert "niet vóór 10:42" in phone.get(address).content.decode()
        say(page, by=bob, choice="agree", own=[bob])
        html = phone.get(address).content.decode()
        assert "heeft tot 10:42" in html
        assert 'data-due="100"' in html
        clock.move_to("2026-11-23 10:42:01+01:00")
        assert "is goedgekeurd" in phone.get(address).content.decode()


def test_who_takes_all_chairs_has_one_voice(alice, bob, charlie, lines):
    chairs = [taken_over(seat) for seat in (alice, bob, charlie)]
    page = a_while_ago(proposed(chairs[0]))
    for seat in chairs:
        page = say(page, by=seat, choice="agree", own=chairs)
    assert (page.state, standing(page).agreeing) == ("open", 1)


def test_taking_chairs_over_does_not_make_the_table_smaller(alice, bob, charlie, lines):
    others = [taken_over(seat) for seat in (bob, charlie)]
    page = a_while_ago(proposed(alice))
    for seat in others:
        say(page, by=seat, choice="agree", own=others)
    assert (standing(page).asked, standing(page).agreeing) == (3, 1)


def test_who_lost_the_phone_still_has_a_voice_and_never_at_once(alice, bob, charlie, lines):
    bob = taken_over(bob)
    page = proposed(alice)
    for seat in (alice, bob, charlie):
        page = say(page, by=seat, choice="agree", own=[seat])
    assert page.state == "open"
    a_while_ago(page)
    settle(alice.table)
    assert HarvestLine.objects.count() == 1


def test_an_objection_goes_along_to_the_next_page_with_its_line(alice, bob, charlie, lines):
    say(proposed(alice), by=charlie, choice="object", reason="Not this", own=[charlie])
    marked(bob, lines["heard"])
    page = a_while_ago(proposed(bob))
    say(page, by=alice, choice="agree", own=[alice])
    page = say(page, by=bob, choice="agree", own=[bob])
    assert (page.state, standing(page).reasons) == ("open", ["Not this"])
    assert say(page, by=charlie, choice="agree", own=[charlie]).state == "approved"


def test_without_its_line_an_objection_rests_and_with_it_it_is_back(alice, bob, charlie, lines):
    say(proposed(alice), by=charlie, choice="object", own=[charlie])
    marked(bob, lines["heard"])
    marked(bob, lines["reason"], TABLE)
    assert not standing(proposed(bob)).objections
    marked(bob, lines["reason"])
    assert standing(proposed(bob)).objections


def test_who_agrees_without_the_line_still_objects_to_it(alice, bob, charlie, lines):
    marked(bob, lines["heard"])
    page = proposed(bob)
    say(page, by=charlie, choice="object", own=[charlie])
    take_back(page, own=[alice], key=lines["reason"])
    say(page, by=charlie, choice="agree", own=[charlie])
    hold(alice.table, own=[alice], language="nl", key=lines["reason"], is_held=False)
    assert standing(proposed(bob)).objections


def test_an_objection_of_a_chair_that_is_gone_goes_along_as_well(alice, bob, charlie, lines):
    say(proposed(alice), by=charlie, choice="object", own=[charlie])
    Seat.objects.filter(pk=charlie.pk).update(revoked_at=timezone.now())
    marked(bob, lines["heard"])
    assert standing(proposed(bob)).objections


def test_who_takes_the_chair_over_does_not_lift_its_objection(alice, charlie, lines):
    say(proposed(alice), by=charlie, choice="object", own=[charlie])
    hold(alice.table, own=[alice], language="nl", key=lines["reason"])
    other = taken_over(charlie)
    hold(alice.table, own=[alice], language="nl", key=lines["reason"], is_held=False)
    page = proposed(alice)
    with pytest.raises(Refused, match="andere telefoon"):
        say(page, by=other, choice="agree", own=[other])
    assert standing(page).objections


def test_who_is_away_for_long_counts_once_the_talk_was_over(alice, bob, lines, monkeypatch):
    people = [alice, bob, *(make_seat(alice.table, name=f"P{n}") for n in range(2))]
    monkeypatch.setattr(running, "engine", Rooms(away=people[1:]))
    assert standing(proposed(alice)).asked == 2  # of Charlie the rooms know nothing
    mark_finished(alice.table)
    mark_finished(alice.table, is_finished=False)
    marked(alice, lines["heard"])
    assert standing(proposed(alice)).asked == 5


def test_a_chair_that_is_freed_after_the_end_still_counts(alice, charlie, lines):
    mark_finished(alice.table)
    Seat.objects.filter(pk=charlie.pk).update(revoked_at=timezone.now())
    assert standing(proposed(alice)).asked == 3


def test_who_sits_down_after_the_end_has_no_say(alice, lines):
    mark_finished(alice.table)
    mark_finished(alice.table, is_finished=False)
    late = sit_down(Dialogue.objects.get(), name="Late")
    with pytest.raises(Refused, match="voorbij"):
        proposed(late)
    page = proposed(alice)
    with pytest.raises(Refused, match="voorbij"):
        say(page, by=late, choice="agree", own=[late])
    assert standing(page).asked == 3


def test_what_visitors_share_at_an_example_table_stays_there(alice, bob, charlie, lines):
    opgave = alice.table.dialogue.opgave
    opgave.visibility = PUBLIC
    opgave.save()
    address = f"/opgaven/{opgave.slug}/oogst/"
    marked(alice, lines["heard"], PUBLIC)
    page = proposed(alice)
    for seat in (alice, bob, charlie):
        say(page, by=seat, choice="agree", own=[seat])
    assert "We rent." in Client().get(address).content.decode()
    Dialogue.objects.update(is_example=True)
    assert "We rent." not in Client().get(address).content.decode()
    page = browser_of(bob).get(f"/tafel/{alice.table.public_id}/delen/").content.decode()
    assert "We rent." in page
