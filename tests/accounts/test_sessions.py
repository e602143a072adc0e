"""A session that ended leaves nothing behind."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from overbrug.core.sweeping import sweep_all
from tests.factories import PASSWORD, UserFactory
from tests.factors import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    store = SessionStore()
    store["links"] = {"name": "hash"}
    store.set_expiry(timedelta(hours=12))
    store.save()
    return store


def test_the_sweep_clears_what_ended_and_nothing_else(session, time_machine):
    sweep_all(timezone.now())
    assert Session.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(hours=13))
    sweep_all(timezone.now())
    assert not Session.objects.exists()


def test_a_sweep_of_another_moment_logs_nobody_out(session):
    sweep_all(timezone.now() + timedelta(days=30))
    assert Session.objects.exists()


def browser(user, line="Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"):
    client = Client(HTTP_USER_AGENT=line)
    assert log_in(client, user).status_code == 302
    return client


def is_in(client):
    return client.get("/mijn-account/").status_code == 200


def test_a_person_sees_where_they_are_logged_in_and_ends_one():
    alice = UserFactory()
    here, there = browser(alice), browser(alice, "Mozilla/5.0 (Linux; Android 15) Chrome/140.0")
    html = here.get("/accounts/sessies/").content.decode()
    assert "Firefox, Windows" in html
    assert "Chrome, Android" in html
    row = UserSession.objects.get(user_agent__contains="Android")
    here.post(f"/mijn-account/sessie/{row.pk}/stop/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_all_others_end_at_once():
    alice = UserFactory()
    here, there = browser(alice), browser(alice)
    here.post("/accounts/sessies/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_a_session_of_somebody_else():
    alice, bob = browser(UserFactory()), browser(UserFactory())
    for row in UserSession.objects.all():
        bob.post(f"/mijn-account/sessie/{row.pk}/stop/")
    assert is_in(alice)


def test_another_password_ends_the_other_sessions():
    alice = UserFactory()
    here, there = browser(alice), browser(alice)
    new = "een heel ander wachtwoord"
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert (is_in(here), is_in(there)) == (True, False)


def test_no_address_and_no_whole_line_of_a_browser_is_kept():
    browser(UserFactory())
    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == ("0.0.0.0", "Firefox, Windows")


def test_when_it_was_last_seen_moves_each_ten_minutes(time_machine):
    time_machine.move_to(timezone.now())
    client = browser(UserFactory())
    began = UserSession.objects.get().last_seen_at
    is_in(client)
    time_machine.shift(timedelta(minutes=11))
    is_in(client)
    seen = UserSession.objects.get().last_seen_at
    time_machine.shift(timedelta(minutes=1))
    is_in(client)
    assert seen - began > timedelta(minutes=10)
    assert UserSession.objects.get().last_seen_at == seen
