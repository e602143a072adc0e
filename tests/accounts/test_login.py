"""Logging in: one person is stopped, an office is not, and nobody is led away."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def log_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_logging_in(client):
    user = UserFactory()
    assert log_in(client, user.email, PASSWORD).status_code == 302


def test_one_person_who_keeps_trying_is_stopped_and_the_office_is_not(client):
    alice, bob = UserFactory(), UserFactory()
    for _ in range(30):
        log_in(client, alice.email, "wrong password")
    assert log_in(client, alice.email, PASSWORD).status_code != 302
    assert log_in(client, bob.email, PASSWORD).status_code == 302


def fail(client, email, *, times, **where):
    """Wrong passwords, faster than through the page."""
    for _ in range(times):
        data = {"login": email, "password": "wrong password"}
        client.post(reverse("account_login"), data, **where)


def is_let_in(client, user, **where):
    data = {"login": user.email, "password": PASSWORD}
    return client.post(reverse("account_login"), data, **where).status_code == 302


def test_wrong_passwords_elsewhere_do_not_lock_the_owner_out(client):
    alice = UserFactory()
    fail(client, alice.email, times=30, REMOTE_ADDR="192.0.2.66")
    assert not is_let_in(client, alice, REMOTE_ADDR="192.0.2.66")
    assert is_let_in(client, alice, REMOTE_ADDR="192.0.2.1")


def test_one_network_of_ipv6_counts_as_one_address(client):
    alice = UserFactory()
    for number in range(6):
        fail(client, alice.email, times=1, REMOTE_ADDR=f"2001:db8:0:1::{number + 1}")
    assert not is_let_in(client, alice, REMOTE_ADDR="2001:db8:0:1:ffff::9")
    assert is_let_in(client, alice, REMOTE_ADDR="2001:db8:0:2::1")


def test_many_addresses_together_do_not_guess_on(client):
    alice = UserFactory()
    for number in range(21):
        fail(client, alice.email, times=5, REMOTE_ADDR=f"192.0.2.{number}")
    assert not is_let_in(client, alice, REMOTE_ADDR="198.51.100.1")


def lock_everywhere(client, email):
    for number in range(21):
        fail(client, email, times=5, REMOTE_ADDR=f"192.0.2.{number}")


def test_a_device_that_its_owner_used_before_is_not_locked_out_by_others(client):
    alice = UserFactory()
    assert is_let_in(client, alice)
    client.post(reverse("account_logout"))
    lock_everywhere(Client(), alice.email)
    assert not is_let_in(Client(), alice, REMOTE_ADDR="198.51.100.1")
    assert is_let_in(client, alice, REMOTE_ADDR="198.51.100.1")


def test_a_known_device_does_not_guess_on_and_counts_alone(client):
    alice = UserFactory()
    is_let_in(client, alice)
    client.post(reverse("account_logout"))
    for number in range(6):
        fail(client, alice.email, times=1, REMOTE_ADDR=f"192.0.2.{number}")
    assert not is_let_in(client, alice, REMOTE_ADDR="198.51.100.1")
    assert is_let_in(Client(), alice, REMOTE_ADDR="192.0.2.1")


def test_a_device_is_known_to_the_accounts_that_logged_in_on_it(client):
    alice, bob = UserFactory(), UserFactory()
    is_let_in(client, bob)
    client.post(reverse("account_logout"))
    lock_everywhere(Client(), alice.email)
    assert not is_let_in(client, alice)
    client.cookies["overbrug_device"] = client.cookies["overbrug_device"].value + "x"
    lock_everywhere(Client(), bob.email)
    assert not is_let_in(client, bob)


def test_the_cookie_of_a_device_names_nobody(client):
    alice = UserFactory()
    answer = log_in(client, alice.email, PASSWORD)
    cookie = answer.cookies["overbrug_device"]
    assert alice.email.partition("@")[0] not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "overbrug_device" not in client.get("/mijn-account/").cookies


def test_another_name_of_this_site_is_no_other_counter(client):
    alice = UserFactory()
    for number in range(6):
        fail(client, alice.email, times=1, HTTP_HOST=f"testserver:{4000 + number}")
    assert not is_let_in(client, alice, HTTP_HOST="testserver:4999")


def test_a_proxy_that_nobody_named_cannot_make_addresses_up(client):
    alice = UserFactory()
    for number in range(6):
        fail(client, alice.email, times=1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert not is_let_in(client, alice, HTTP_X_FORWARDED_FOR="192.0.2.99")


def test_a_flood_of_other_accounts_does_not_push_out_the_counter(client):
    alice = UserFactory()
    fail(client, alice.email, times=5)
    for number in range(400):
        cache.set(f"other-{number}", 1, 60)
    assert not is_let_in(client, alice)


def test_right_passwords_are_not_counted(client):
    alice = UserFactory()
    for _ in range(8):
        assert is_let_in(client, alice)
        client.post(reverse("account_logout"))


def test_guessing_at_many_accounts_from_one_address_is_stopped(client):
    for number in range(101):
        fail(client, f"guess{number}@overwater.example", times=1)
    assert not is_let_in(client, UserFactory())
    assert is_let_in(client, UserFactory(), REMOTE_ADDR="192.0.2.1")


def test_a_login_gets_a_session_of_its_own(client):
    client.get("/accounts/login/")
    client.cookies["overbrug_session"] = "chosen-by-somebody-else-000000"
    assert is_let_in(client, UserFactory())
    assert client.cookies["overbrug_session"].value != "chosen-by-somebody-else-000000"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
        "http://testserver@evil.example/",
    ],
)
def test_a_login_never_leads_away(client, target):
    user = UserFactory()
    data = {"login": user.email, "password": PASSWORD, "next": target}
    answer = client.post(reverse("account_login"), data)
    assert answer.status_code == 302
    assert answer.url == "/"


def test_too_many_logins_from_one_address_get_a_page_in_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [log_in(client, "a@overwater.example", "wrong password") for _ in range(3)]
    assert answers[-1].status_code == 429
    assert "<h1>" in answers[-1].content.decode()


def test_a_wrong_password_is_told_in_plain_words(client):
    page = log_in(client, UserFactory().email, "wrong password").content.decode()
    assert "horen niet bij elkaar" in page
