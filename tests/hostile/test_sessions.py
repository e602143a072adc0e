"""A session or a cookie of somebody else, from before, made up, or changed by one letter."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from overbrug.accounts.models import User
from tests.factories import PASSWORD, UserFactory
from tests.factories_dialogues import browser_of, make_seat
from tests.hostile.pages import forms

pytestmark = pytest.mark.django_db


def key_of(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def log_in(client, user):
    assert client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}).url
    return client


def is_in(client):
    return client.get("/mijn-account/").status_code == 200


def test_a_session_that_somebody_prepared_is_worth_nothing(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    log_in(client, UserFactory())
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert is_in(client)
    assert not is_in(thief)
    assert key_of(client) != "a" * 32


def test_a_session_from_before_gets_another_key_at_the_door(client):
    log_in(client, UserFactory())
    first = key_of(client)
    log_in(Client(), UserFactory())
    client.post("/accounts/logout/")
    log_in(client, UserFactory())
    assert key_of(client) != first


def test_after_logging_out_the_old_key_opens_nothing(client):
    log_in(client, UserFactory())
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key_of(client)
    assert is_in(thief)
    client.post("/accounts/logout/")
    assert not is_in(thief)


def test_a_new_password_ends_every_other_session(client):
    user = UserFactory()
    log_in(client, user)
    thief = log_in(Client(), user)
    new = "een heel andere brug van woorden"
    page = client.get("/accounts/password/change/")
    form = next(
        f
        for f in forms(page.content.decode(), "/accounts/password/change/")
        if "oldpassword" in {c.name for c in f.controls}
    )
    names = {"oldpassword": PASSWORD}
    client.post(form.action, form.filled(lambda c: names.get(c.name, new)))
    assert User.objects.get(pk=user.pk).check_password(new)
    assert is_in(client)
    assert not is_in(thief)


def test_who_is_shut_out_is_out_at_once(client):
    user = UserFactory()
    log_in(client, user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_in(client)


@pytest.mark.parametrize("is_https", [False, True])
def test_what_every_cookie_may_and_may_not(settings, is_https):
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        setattr(settings, f"{name}_COOKIE_SECURE", is_https)
    client, seat = Client(), make_seat()
    client.cookies = browser_of(seat).cookies
    log_in(client, UserFactory())
    client.post("/taal/", {"language": "en"})
    client.get("/aan/")
    client.post(f"/tafel/{seat.table.public_id}/eigen-tafel/", {"name": "Alice"})
    for cookie in client.cookies.values():
        if cookie.value and cookie["path"]:
            assert cookie["httponly"], cookie.key
            assert cookie["samesite"] in ("Lax", "Strict"), cookie.key
            assert bool(cookie["secure"]) == is_https, cookie.key
            assert not cookie["domain"], cookie.key


def test_a_cookie_of_somebody_else_or_with_one_letter_more_opens_nothing():
    seat = make_seat()
    room = reverse("dialogues:room", args=[seat.table.public_id])
    good = browser_of(seat).cookies[settings.SEAT_COOKIE_NAME].value
    for value in (
        good[:-1],
        good + "A",
        good.swapcase(),
        good.replace("-1", "-2", 1),
        "x",
        "",
        ":" * 9,
    ):
        client = Client()
        client.cookies[settings.SEAT_COOKIE_NAME] = value
        assert client.get(room).status_code == 403, value
