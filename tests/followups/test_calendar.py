"""The file for the calendar: as RFC 5545 wants it, with the own step and nobody's address."""

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from overbrug.followups.models import FollowUp
from tests.factories_dialogues import browser_of, make_seat
from tests.followups.conftest import DAYS, HOURS, STEP
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


def taken(seat, **data):
    page = reverse("followups:calendar", args=[seat.table.public_id])
    browser = browser_of(seat)
    return browser.post(page, data) if data else browser.get(page)


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_two_events_without_leaving_an_address(alice, now):
    answer = taken(alice, step=STEP)
    first, second = events(answer)
    moments = [timezone.localtime(event.decoded("dtstart")) for event in (first, second)]
    assert [at.date() for at in moments] == [
        timezone.localtime(now + 48 * HOURS).date(),
        timezone.localtime(now + 30 * DAYS).date(),
    ]
    assert {(at.hour, at.minute) for at in moments} == {(9, 0)}
    assert str(first["summary"]) == STEP
    assert str(second["summary"]) == f"Terugkijken: {STEP}"
    assert answer["Content-Type"].startswith("text/calendar")
    assert not FollowUp.objects.exists()


def test_an_address_that_was_left_is_not_in_the_file(alice, leave):
    leave(alice)
    answer = taken(alice)
    assert STEP in str(events(answer)[1]["description"])
    for word in (b"alice@overwater", b"ATTENDEE", b"ORGANIZER", alice.public_id.encode()):
        assert word not in answer.content


def test_taking_it_along_twice_replaces_the_events(alice, leave):
    leave(alice)
    assert [e["uid"] for e in events(taken(alice))] == [e["uid"] for e in events(taken(alice))]


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_lines_are_folded_and_ended_as_they_must(alice, words):
    answer = taken(alice, step=words[:900] + "; één, twee\nBEGIN:VALARM")
    if answer.status_code == 200:
        lines = answer.content.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        assert b"\n" not in answer.content.replace(b"\r\n", b"")
        assert b"BEGIN:VALARM" not in lines
        assert len(events(answer)) == 2
        assert b"DTSTART:20261123T080000Z" in lines


def test_a_step_that_is_too_long_is_told(alice):
    answer = taken(alice, step="brug " * 400)
    assert answer.status_code == 422
    assert "brug brug" in answer.content.decode()


def test_without_a_step_the_page_asks_for_one_first(alice):
    answer = taken(alice)
    assert answer.status_code == 302
    assert "/morgen/" in answer["Location"]


def test_a_seat_of_another_device_gives_no_file(alice, table):
    bob, carol = make_seat(table, "Bob"), make_seat(table, "Carol")
    page = reverse("followups:calendar", args=[table.public_id])
    answer = browser_of(bob, carol).get(f"{page}?plek={alice.public_id}")
    assert "text/html" in answer["Content-Type"]
