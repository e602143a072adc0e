"""Two mails, each once, whatever the clock, the server and the mail server do."""

import smtplib
import threading

import pytest
from django.core import mail
from django.db import connections

from overbrug.core.sweeping import mark_restored, sweep_all
from overbrug.dialogues.actions import remove_dialogue
from overbrug.followups.models import FollowUp, FollowUpLink
from overbrug.outbox.models import OutgoingMail
from tests.followups.conftest import DAYS, HOURS, STEP, link_in, mails
from tests.outbox.conftest import refused

pytestmark = pytest.mark.django_db


def test_one_mail_after_two_days_and_one_after_a_month(alice, leave, at, now):
    leave(alice)
    counts = []
    for moment in (47 * HOURS, 48 * HOURS, 49 * HOURS, 29 * DAYS, 30 * DAYS, 31 * DAYS, 90 * DAYS):
        at(now + moment)
        counts.append(len(mails()))
    assert counts == [0, 1, 1, 1, 2, 2, 2]


LINKS = ("Klik https://evil.example/1", "www.evil.nl", "mail jan@evil.nl", "zie evil.example nu")


@pytest.mark.parametrize("step", [*LINKS, "ga naar evil。com", "http evil"])
def test_a_step_with_a_link_stays_out_of_the_mail(alice, leave, at, now, step):
    leave(alice, step=step)
    at(now + 48 * HOURS)
    message = mail.outbox[0]
    assert "evil" not in message.body + str(message.alternatives)
    assert "Je stap staat op de pagina" in message.body
    assert "Iemand aan een gesprekstafel gaf dit adres op. Was jij dat niet?" in message.body


def test_the_mail_holds_the_own_step_and_both_links(alice, leave, at, now):
    leave(alice)
    at(now + 48 * HOURS)
    message = mail.outbox[0]
    assert STEP in message.body
    assert "Hoe gaat het" in message.subject
    assert link_in(message)
    assert link_in(message, "stop")
    assert "/stop/open/" in message.extra_headers["List-Unsubscribe"]


def test_a_mail_in_english_for_who_spoke_english(alice, leave, at, now):
    leave(alice, language="en")
    at(now + 48 * HOURS)
    assert "Did it happen?" in mail.outbox[0].body


def test_after_the_last_mail_the_address_is_nowhere(alice, leave, at, now):
    leave(alice)
    at(now + 48 * HOURS)
    at(now + 30 * DAYS)
    assert not FollowUp.objects.exclude(email="").exists()
    assert not OutgoingMail.objects.exclude(to="").exists()


def test_after_a_week_without_an_answer_the_person_is_gone(alice, leave, at, now):
    leave(alice)
    for days in (2, 30, 36):
        at(now + days * DAYS)
    assert FollowUp.objects.get().step == STEP
    at(now + 38 * DAYS)
    assert not FollowUp.objects.exclude(step="", seat=None).exists()


def test_while_the_mail_server_is_down_it_is_tried_again(alice, leave, at, now, server):
    leave(alice)
    server.closed = True
    at(now + 48 * HOURS)
    server.closed = False
    at(now + 48 * HOURS)
    at(now + 49 * HOURS)
    assert mails() == ["alice@overwater.example"]


def test_an_address_that_bounces_is_forgotten(
    alice, leave, at, now, server, django_capture_on_commit_callbacks
):
    leave(alice)
    server.refusal = refused(550)
    with django_capture_on_commit_callbacks(execute=True):
        at(now + 48 * HOURS)
    assert not FollowUp.objects.exists()
    server.refusal = None
    at(now + 30 * DAYS)
    assert mails() == []


def test_a_server_away_for_days_costs_the_first_mail_only(
    alice, leave, at, now, server, django_capture_on_commit_callbacks
):
    leave(alice)
    server.refusal = smtplib.SMTPServerDisconnected("gone")
    with django_capture_on_commit_callbacks(execute=True):
        for hours in range(48, 48 + 5 * 24):
            at(now + hours * HOURS)
    assert FollowUpLink.objects.get().state == "revoked"
    server.refusal = None
    at(now + 30 * DAYS)
    assert len(mails()) == 1


def test_a_server_that_stood_still_for_a_month_asks_once(alice, leave, at, now):
    leave(alice)
    at(now + 40 * DAYS)
    at(now + 41 * DAYS)
    assert len(mails()) == 1
    assert "Een maand later" in mail.outbox[0].subject


def test_a_clock_that_goes_back_sends_nothing_again(alice, leave, at, now):
    leave(alice)
    at(now + 48 * HOURS)
    at(now)
    at(now + 48 * HOURS)
    assert len(mails()) == 1


def test_a_conversation_that_is_erased_takes_waiting_mail_along(alice, leave, at, now, server):
    leave(alice)
    server.closed = True
    at(now + 48 * HOURS)
    assert OutgoingMail.objects.exists()
    remove_dialogue(alice.table.dialogue)
    assert not FollowUp.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_after_a_restore_nobody_is_asked_twice(alice, leave, at, now, settings):
    leave(alice)
    mark_restored(settings.DATA_DIR, at=now + 3 * DAYS)
    at(now + 3 * DAYS)
    assert mails() == []  # the server of before has perhaps asked
    at(now + 30 * DAYS)
    assert len(mails()) == 1


def test_after_a_restore_long_after_nothing_of_the_person_stays(alice, leave, at, now, settings):
    leave(alice)
    mark_restored(settings.DATA_DIR, at=now + 60 * DAYS)
    at(now + 60 * DAYS)
    assert mails() == []
    assert not FollowUp.objects.exclude(email="", step="", seat=None).exists()


def test_two_sweeps_at_the_same_time_ask_once(shared_database, alice, leave, now):
    leave(alice)
    begin = threading.Barrier(2, timeout=10)

    def sweep():
        try:
            begin.wait()
            sweep_all(now + 48 * HOURS)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sweep_all(now + 48 * HOURS)
    assert len(mails()) == 1
    assert FollowUpLink.objects.count() == 1
