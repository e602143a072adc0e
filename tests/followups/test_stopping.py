"""Stopping is one press, in the mail program or on a page; twice is just as well."""

import pytest
from django.test import Client

from overbrug.core.errors import Refused
from overbrug.followups.actions import explain
from overbrug.followups.models import FollowUp, FollowUpLink, MailedAddress
from overbrug.outbox.models import OutgoingMail
from tests.factories_dialogues import make_seat, make_table
from tests.followups.conftest import DAYS, HOURS, link_in, mails, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop(alice, leave, at, now):
    """The path with which the first mail is stopped."""
    leave(alice)
    at(now + 48 * HOURS)
    return link_in(word="stop")


def test_the_page_has_one_button_and_opening_it_stops_nothing(client, stop, at, now):
    page = opened(client, stop)
    client.get(page)
    client.head(stop)
    assert FollowUp.objects.get().email
    client.post(page)
    assert not FollowUp.objects.exists()
    at(now + 30 * DAYS)
    assert len(mails()) == 1


def test_the_mail_program_needs_one_click_and_no_cookie(stop):
    program = Client(enforce_csrf_checks=True)
    answer = program.post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not FollowUp.objects.exists()


def test_the_page_itself_is_not_open_to_other_sites(stop):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(opened(browser, stop)).status_code == 403
    assert FollowUp.objects.exists()


def test_twice_is_just_as_well(client, stop):
    page = opened(client, stop)
    client.post(page)
    assert "gestopt" in client.post(page).content.decode()
    assert "gestopt" in client.post(stop).content.decode()


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 5_000, "%00", "é"])
def test_an_unknown_token_stops_nothing(client, stop, token):
    assert client.post(f"/stop/open/{token}/").status_code in (200, 400)
    assert FollowUp.objects.exists()


def test_what_was_answered_still_counts_without_the_person(client, stop):
    client.post(opened(client, link_in()), {"answer": "yes"})
    client.post(stop)
    left = FollowUp.objects.get()
    assert (left.email, left.step, left.seat, left.next_at) == ("", "", None, None)
    assert FollowUpLink.objects.get().answer == "yes"


def test_a_mail_that_still_waits_is_not_sent(alice, leave, at, now, client, settings, monkeypatch):
    from tests.outbox.conftest import Server

    settings.EMAIL_BACKEND = "tests.outbox.conftest.Server"
    leave(alice)
    monkeypatch.setattr(Server, "closed", True)
    at(now + 48 * HOURS)
    from overbrug.followups.actions import stop

    stop(FollowUp.objects.get())
    assert not OutgoingMail.objects.exists()


def test_a_stop_lasts_for_ninety_days_whoever_gives_the_address(
    client, stop, table, leave, at, now
):
    client.post(stop)
    eve = make_seat(table, "Eve")
    left = leave(eve)  # accepted politely: an answer tells nothing about the address
    assert left.pk
    at(now + 40 * DAYS)
    assert len(mails()) == 1

    at(now + 93 * DAYS)
    assert not MailedAddress.objects.exists()


def test_a_stop_also_counts_for_what_waits_already(client, alice, leave, at, now):
    leave(alice)
    at(now + HOURS)
    leave(make_seat(make_table(closed_at=now)))
    at(now + 48 * HOURS)
    client.post(link_in(word="stop"))
    at(now + 40 * DAYS)
    assert len(mails()) == 1


def test_the_link_stops_also_when_who_left_the_address_took_it_back(client, stop, alice):
    FollowUp.objects.all().delete()
    assert "Stop de mails" in client.get(stop).content.decode()
    assert not MailedAddress.objects.exclude(stopped_at=None).exists()
    client.post(stop)
    assert MailedAddress.objects.exclude(stopped_at=None).exists()


def test_what_is_kept_of_who_was_mailed_is_no_address(stop):
    kept = MailedAddress.objects.get()
    assert "alice" not in kept.key
    assert len(kept.key) == 64


def test_after_stopping_the_answer_stays_as_it_is_and_no_why_is_kept(client, stop):
    page = opened(client, link_in())
    client.post(page, {"answer": "yes"})
    client.post(stop)
    assert "nog een keer" not in client.get(page).content.decode()
    assert client.post(page, {"answer": "partly"}).status_code == 409
    assert client.post(page, {"why": "toch"}).status_code == 410
    link = FollowUpLink.objects.get()
    with pytest.raises(Refused):
        explain(link, why="toch")
    link.refresh_from_db()
    assert (link.answer, link.why) == ("yes", "")


def test_a_page_that_stood_open_stores_nothing_after_stopping(client, stop):
    client.post(opened(client, link_in()), {"answer": "yes"})
    read_before = FollowUpLink.objects.get()
    client.post(stop)
    with pytest.raises(Refused):
        explain(read_before, why="toch")
