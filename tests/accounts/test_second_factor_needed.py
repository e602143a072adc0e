"""Administrators show a second step before they do what only they may; nobody else is asked."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from overbrug.accounts.actions import make_admin_link
from overbrug.accounts.models import Membership, Organisation, Role
from overbrug.config.cli import main
from overbrug.config.serving.welcome import Welcome
from tests.factories import PASSWORD, MembershipFactory, UserFactory
from tests.factors import code_now, give_code_app, log_in, log_in_halfway, secret_on, with_code

pytestmark = pytest.mark.django_db
NEW = "/organisaties/nieuw/"


@pytest.fixture
def platform(client):
    user = UserFactory(is_platform=True)
    log_in_halfway(client, user)
    return user


@pytest.mark.django_db(transaction=True)
def test_the_first_administrator_is_led_to_a_second_step_and_on(client):
    person = {"email": "alice@overwater.example", "name": "Alice", "password": PASSWORD}
    assert client.post(make_admin_link(), person).url == "/organisaties/"
    answer = client.get(NEW, follow=True)
    assert "twee minuten" in answer.content.decode()
    secret = secret_on(client.get(reverse("mfa_activate_totp")))  # the password is not asked again
    codes = with_code(client, code_now(secret), "mfa_activate_totp", follow=True)
    assert f'href="{NEW}"' in client.get(codes.url).content.decode()
    assert client.get(NEW).status_code == 200


def test_who_has_one_shows_it_and_goes_on(client, platform):
    give_code_app(platform)
    asked = client.get(NEW)
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert client.post(asked.url, {"code": code_now(), "next": NEW}).url == NEW
    assert client.get(NEW).status_code == 200


def test_after_a_login_in_two_steps_nothing_is_asked(client):
    platform = UserFactory(is_platform=True)
    give_code_app(platform)
    log_in(client, platform)
    with_code(client, code_now())
    assert client.get(NEW).status_code == 200


def test_what_was_typed_is_kept_and_sent_again(client, platform):
    give_code_app(platform)
    sent = {"name": 'Overwater "en" <omstreken>', "kind": "municipality", "with_me": "on"}
    answer = client.post(NEW, sent)
    assert answer.status_code == 403
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()))
    assert kept["name"] == "Overwater &quot;en&quot; &lt;omstreken&gt;"
    assert not Organisation.objects.exists()
    with_code(client, code_now(), "mfa_reauthenticate", next="/")
    client.post(NEW, sent)
    assert Organisation.objects.get().name == sent["name"]


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example/", "javascript:x"])
def test_the_way_on_never_leads_away(client, platform, onward):
    client.get(reverse("accounts:second_factor"), {"next": onward})
    assert "after_factor" not in client.session


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MEMBER, Role.GUEST])
def test_others_are_never_asked(client, role):
    hat = MembershipFactory(role=role)
    log_in_halfway(client, hat.user)
    for path in ("/", "/mijn-account/", f"/organisaties/{hat.organisation.public_id}/"):
        assert client.get(path).status_code == 200


def test_an_administrator_reads_and_edits_without(client):
    hat = MembershipFactory(role=Role.ADMIN)
    log_in_halfway(client, hat.user)
    for path in ("/", "/opgaven/", "/opgaven/nieuw/", "/mijn-account/", "/organisaties/"):
        assert client.get(path).status_code == 200
    assert client.get(f"/organisaties/{hat.organisation.public_id}/").status_code == 302


def test_a_role_that_ended_is_asked_nothing(client):
    hat = MembershipFactory(role=Role.ADMIN)
    Membership.objects.update(ended_at=hat.started_at)
    log_in_halfway(client, hat.user)
    assert client.get("/organisaties/").status_code == 200


def test_off_is_possible_and_said_loudly(client, platform, settings):
    settings.SECOND_FACTOR = False
    assert client.get(NEW).status_code == 200
    facts = {"host": "127.0.0.1", "port": 8000, "own_addresses": ()}
    assert "SECOND_FACTOR IS OFF" in Welcome(**facts, is_second_factor_off=True).text()
    assert "SECOND_FACTOR" not in Welcome(**facts).text()


def test_a_lost_phone_is_rescued_by_who_has_the_server(client, capsys):
    alice = UserFactory(email="alice@overwater.example")
    give_code_app(alice)
    client.force_login(alice)
    assert main(["second-factor", alice.email]) == 1
    assert Authenticator.objects.count() == 2
    assert main(["second-factor", "nobody@overwater.example"]) == 1
    assert main(["second-factor", "Alice@overwater.example", "--remove"]) == 0
    assert "Removed 2" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert client.get("/mijn-account/").status_code == 302
