"""No administrator logs in as somebody who already logs in: not by a link, and not past a passkey."""

import pytest
from allauth.core.context import request_context
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from overbrug.accounts import actions
from overbrug.accounts.models import Role, User
from overbrug.accounts.sessions import begin
from overbrug.core.errors import NotAllowed
from overbrug.outbox.models import OutgoingMail
from tests.factories import MembershipFactory, UserFactory
from tests.factors import give_code_app

pytestmark = pytest.mark.django_db
NEW = "alleen ik weet dit nu"


@pytest.fixture
def eva():
    return MembershipFactory(role=Role.ADMIN)


@pytest.fixture
def alice():
    """Logs in through her organisation, and never chose a password."""
    return UserFactory(email="alice@overwater.example", password=None)


def logs_in_elsewhere(user):
    SocialAccount.objects.create(user=user, provider="sso", uid="a hash")


def logged_in_once(user):
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())


WAYS = [logs_in_elsewhere, give_code_app, logged_in_once]


@pytest.mark.parametrize("way", WAYS)
def test_who_logs_in_without_a_password_is_only_invited(eva, alice, way):
    way(alice)
    new = actions.add_member(eva.organisation, by=eva.user, email=alice.email)
    assert new.membership.accepted_at is None
    assert "/uitnodiging/" in new.link_path


@pytest.mark.parametrize("way", WAYS)
def test_no_new_link_is_made_for_a_member_who_logs_in(client, eva, alice, way):
    member = MembershipFactory(user=alice, organisation=eva.organisation)
    assert "/wachtwoord-kiezen/" in actions.renew_link(member, by=eva.user)
    way(alice)
    with pytest.raises(NotAllowed):
        actions.renew_link(User.objects.get(pk=alice.pk).memberships.get(), by=eva.user)


@pytest.mark.parametrize("way", WAYS)
def test_a_link_that_was_made_before_opens_nothing_any_more(client, eva, way):
    new = actions.add_member(eva.organisation, by=eva.user, email="alice@overwater.example")
    way(new.membership.user)
    assert client.get(new.link_path).status_code == 404
    assert client.post(new.link_path, {"password": NEW}).status_code == 404
    assert not User.objects.get(pk=new.membership.user.pk).has_usable_password()
    assert client.get("/mijn-account/").status_code == 302


def test_the_person_hears_that_a_password_was_chosen(client, eva):
    new = actions.add_member(eva.organisation, by=eva.user, email="alice@overwater.example")
    client.post(new.link_path, {"password": NEW})
    mail = OutgoingMail.objects.get()
    assert mail.to == "alice@overwater.example"
    assert "koos het eerste wachtwoord" in mail.text
    assert client.get("/mijn-account/").status_code == 200


def test_a_link_logs_nobody_in_past_a_second_step(client, alice):
    give_code_app(alice)
    request = client.get("/").wsgi_request
    request.session = client.session
    with request_context(request):
        step = begin(request, alice)
    assert step is not None
    assert step.url == "/accounts/tweede-stap/code/"
    assert not request.user.is_authenticated
