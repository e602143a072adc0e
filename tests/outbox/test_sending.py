"""A mail goes once, waits while the server is down, and leaves nothing behind."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from overbrug.core.events import _listeners, listen
from overbrug.outbox import sending
from overbrug.outbox.actions import withdraw
from overbrug.outbox.files import tidy_files
from overbrug.outbox.models import OutgoingMail, State
from overbrug.outbox.queries import mails_about
from overbrug.outbox.sending import WAITS, hold_back, send_due
from tests.factories import UserFactory
from tests.outbox.conftest import refused

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_mail_goes_once_and_leaves_nothing_behind(letter):
    row = letter(unsubscribe_url="https://overbrug.example/stop/x/")
    assert (send_due(NOW), send_due(NOW)) == (1, 0)
    row.refresh_from_db()
    assert (row.state, row.to, row.text, row.html, row.unsubscribe_url) == ("sent", "", "", "", "")
    assert mail.outbox[0].to == ["alice@overwater.example"]


def test_a_mail_waits_for_its_moment(letter):
    letter(due_at=NOW + DAY)
    assert (send_due(NOW), send_due(NOW + DAY)) == (0, 1)


def test_a_mail_of_a_transaction_that_is_taken_back_is_not_there(letter):
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert send_due(NOW) == 0


def test_while_the_server_is_down_mail_is_kept_and_tried_again(letter, server):
    row = letter()
    server.closed = True
    assert send_due(NOW) == 0
    row.refresh_from_db()
    assert (row.state, row.tries, row.next_try_at) == ("waiting", 1, NOW + WAITS[0])
    server.closed = False
    assert (send_due(NOW), send_due(NOW + WAITS[0])) == (0, 1)


def test_after_days_it_is_given_up_and_emptied(letter, server):
    row = letter()
    server.closed, now = True, NOW
    for wait in WAITS:
        send_due(now)
        now += wait
    row.refresh_from_db()
    assert (row.state, row.tries) == ("waiting", len(WAITS))
    send_due(now)
    row.refresh_from_db()
    assert (row.state, row.to, row.text) == ("given_up", "", "")
    assert timedelta(days=4) < now - NOW < timedelta(days=5)


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (refused(550), "bounced"),
        (refused(450), "waiting"),  # greylisting: come back later
        (smtplib.SMTPDataError(550, b"no such user"), "bounced"),
        (smtplib.SMTPDataError(554, b"looks like spam"), "waiting"),
        (smtplib.SMTPSenderRefused(550, b"not you", "us@overbrug.example"), "waiting"),
        (smtplib.SMTPServerDisconnected("gone"), "waiting"),
        (TimeoutError(), "waiting"),
        (ValueError("no mail"), "given_up"),
    ],
)
def test_only_a_mailbox_that_is_not_there_ends_it_at_once(letter, server, refusal, state):
    row = letter()
    server.refusal = refusal
    send_due(NOW)
    row.refresh_from_db()
    assert row.state == state
    assert bool(row.to) is (state == "waiting")
    assert "alice" not in row.problem


def test_a_bounce_is_told(letter, server, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setitem(_listeners, "mail_bounced", [])
    told = []
    listen("mail_bounced", lambda *, mail: told.append(mail.pk))
    row = letter()
    server.refusal = refused(550)
    with django_capture_on_commit_callbacks(execute=True):
        send_due(NOW)
    assert told == [row.pk]


def test_one_refused_mail_stops_no_other(letter, server, monkeypatch):
    letter(), letter(to="bob@overwater.example")
    send = server.send_messages

    def for_bob(self, messages):
        if "alice" in messages[0].to[0]:
            raise refused(550)
        return send(self, messages)

    monkeypatch.setattr(server, "send_messages", for_bob)
    assert send_due(NOW) == 1


def test_what_was_cut_off_while_sending_is_not_sent_again(letter, time_machine):
    row = letter()
    OutgoingMail.objects.update(claimed_at=timezone.now())  # the process died here
    assert send_due(NOW) == 0
    time_machine.move_to(timezone.now() + sending.CLAIM_LASTS + timedelta(seconds=1))
    assert send_due(NOW) == 0
    row.refresh_from_db()
    assert (row.state, row.problem, row.to) == ("given_up", "interrupted", "")


def test_a_clock_that_stood_in_another_year_delays_nothing(letter, server):
    letter()
    server.closed = True
    send_due(NOW + 400 * DAY)
    server.closed = False
    assert send_due(NOW) == 1


def test_after_a_restore_nothing_goes_twice(letter):
    letter(), letter(due_at=NOW + 3 * DAY)
    hold_back(NOW)
    assert send_due(NOW) == 0
    assert send_due(NOW + 3 * DAY) == 1


def test_what_is_about_a_thing_is_found_and_taken_back(letter):
    bob, carol = UserFactory(), UserFactory()
    letter(about=bob), letter(about=carol)
    withdraw(bob)
    assert (mails_about(bob).count(), mails_about(carol).count(), send_due(NOW)) == (0, 1, 1)
    withdraw(carol)
    assert mails_about(carol).get().state == State.SENT  # what is gone is gone


def test_long_after_the_row_goes_too(letter):
    letter()
    send_due(NOW)
    send_due(NOW + 100 * DAY)
    assert not OutgoingMail.objects.exists()


def test_two_sweeps_at_the_same_time_send_one(letter, server, monkeypatch):
    letter()
    sent_by_other = []

    def opened(self):
        """Between seeing the row and claiming it another sweep does its whole work."""
        monkeypatch.setattr(server, "open", lambda self: True)
        sent_by_other.append(send_due(NOW))
        return True

    monkeypatch.setattr(server, "open", opened)
    assert (send_due(NOW), sent_by_other) == (0, [1])


def test_a_mail_that_was_sent_is_not_given_up_after_all(letter):
    seen_waiting = letter()
    send_due(timezone.now())
    sending._end(seen_waiting, State.GIVEN_UP, problem="interrupted")
    assert OutgoingMail.objects.get().state == State.SENT


def test_a_file_that_is_gone_meanwhile_stops_no_sweep(settings, tmp_path):
    settings.EMAIL_BACKEND = "overbrug.outbox.files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "gone.eml").symlink_to(tmp_path / "nowhere")
    assert tidy_files() == 0
