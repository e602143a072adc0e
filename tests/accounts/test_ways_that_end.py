"""Who made an account, or held it for a while, keeps no way in once its owner accepts a role."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from overbrug.accounts import actions
from overbrug.accounts.models import Role
from overbrug.outbox.models import OutgoingMail
from tests.factories import MembershipFactory
from tests.factors import code_now, did_second_step, give_code_app, log_in, secret_on, with_code

pytestmark = pytest.mark.django_db
NEW = "alleen ik weet dit nu"


@pytest.fixture
def vera():
    return MembershipFactory(role=Role.MEMBER).user


@pytest.fixture
def invited(vera):
    admin = MembershipFactory(role=Role.ADMIN)
    return actions.add_member(admin.organisation, by=admin.user, email=vera.email, role=Role.ADMIN)


def kinds(user):
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def give_passkey(user):
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "laptop"}
    )


def accept(client, invited):
    return client.post(invited.link_path, {"password": NEW})


def test_a_passkey_of_whoever_held_the_account_ends(client, vera, invited):
    client.force_login(vera)
    give_passkey(vera)
    RecoveryCodes.activate(vera)
    assert "verwijderd" in client.get(invited.link_path).content.decode()
    answer = accept(client, invited)
    assert kinds(vera) == []
    assert "verwijderd" in client.get(answer.url, follow=True).content.decode()
    assert "uitnodiging" in OutgoingMail.objects.get().text


def test_a_login_elsewhere_that_was_not_used_ends(client, vera, invited):
    SocialAccount.objects.create(user=vera, provider="sso", uid="of another")
    client.force_login(vera)
    accept(client, invited)
    assert not SocialAccount.objects.exists()


def test_what_was_shown_in_this_sitting_stays(client, vera, invited):
    give_code_app(vera)
    log_in(client, vera)
    with_code(client, code_now())
    give_passkey(vera)
    accept(client, invited)
    assert kinds(vera) == ["totp"]
    assert did_second_step(client)
    assert client.get("/mijn-account/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_was_set_up_in_this_sitting_stays_with_its_codes(client, vera, invited):
    log_in(client, vera)
    secret = secret_on(client.get(reverse("mfa_activate_totp")))
    client.get(with_code(client, code_now(secret), "mfa_activate_totp").url)
    page = client.get(invited.link_path).content.decode()
    assert "verwijderd" not in page
    accept(client, invited)
    assert kinds(vera) == ["recovery_codes", "totp"]


def test_a_refused_password_ends_nothing(client, vera, invited):
    give_code_app(vera)
    client.force_login(vera)
    client.post(invited.link_path, {"password": "kort"})
    assert kinds(vera) == ["recovery_codes", "totp"]


def test_after_a_password_by_mail_second_steps_stay_and_are_pointed_at(client, vera):
    give_code_app(vera)
    page = client.get(reverse("account_reset_password_from_key_done")).content.decode()
    assert reverse("mfa_index") in page
    assert kinds(vera) == ["recovery_codes", "totp"]
