"""An old session changes nothing about logging in: one shows who one is, by the best that one has."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from overbrug.accounts.models import User
from tests.accounts.provider import settings_for
from tests.factories import PASSWORD, UserFactory
from tests.factors import code_now, give_code_app, log_in, with_code

pytestmark = pytest.mark.django_db
BOTH = {"password1": "alleen ik weet dit nu", "password2": "alleen ik weet dit nu"}


@pytest.fixture
def dora(settings):
    """Logs in through her organisation only."""
    settings.SSO, settings.SOCIALACCOUNT_PROVIDERS = settings_for("https://idp.example")
    user = UserFactory(password=None)
    SocialAccount.objects.create(user=user, provider="sso", uid="a hash")
    return user


def came_in(client, user, *, hours_ago):
    """A session of a login through the organisation."""
    client.force_login(user)
    session = client.session
    at = time.time() - hours_ago * 3600
    session["account_authentication_methods"] = [
        {"method": "socialaccount", "at": at, "provider": "sso", "uid": "a hash"}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_activate_totp", "account_set_password"])
def test_an_old_login_elsewhere_is_asked_once_more_there(client, dora, name):
    came_in(client, dora, hours_ago=11)
    answer = client.get(reverse(name))
    assert answer.url == f"/accounts/sso/?next={reverse(name).replace('/', '%2F')}"
    came_in(client, dora, hours_ago=0)
    assert client.get(reverse(name)).status_code == 200


def test_an_old_login_elsewhere_sets_no_password(client, dora):
    came_in(client, dora, hours_ago=11)
    client.post(reverse("account_set_password"), BOTH)
    assert not User.objects.get(pk=dora.pk).has_usable_password()


def test_where_nobody_can_be_asked_it_is_refused(client, dora, settings):
    came_in(client, dora, hours_ago=11)
    settings.SSO = {}
    assert client.get(reverse("mfa_add_webauthn")).status_code == 403


def test_a_password_does_not_take_a_second_step_away(client):
    alice = UserFactory()
    give_code_app(alice)
    log_in(client, alice)
    with_code(client, code_now())
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=alice, type="totp").exists()
        with_code(client, code_now(), "mfa_reauthenticate", next=reverse("mfa_index"))
        client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=alice).exists()


def test_without_a_second_step_the_password_is_enough(client):
    alice = UserFactory()
    log_in(client, alice)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        asked = client.get(reverse("mfa_activate_totp"))
        assert asked.url.startswith(reverse("account_reauthenticate"))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_with_a_passkey_alone_the_passkey_is_asked(client):
    alice = UserFactory()
    client.force_login(alice)
    Authenticator.objects.create(user=alice, type="webauthn", data={"name": "laptop"})
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("mfa_reauthenticate_webauthn"))
