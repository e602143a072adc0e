"""Nobody gets rights in an organisation through an address that somebody else made or chose."""

import importlib
import re

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from overbrug.accounts import actions, queries
from overbrug.accounts.models import Membership, Role, User
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.opgaven.queries import homes_for
from overbrug.outbox.models import OutgoingMail
from tests.factories import PASSWORD, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "alleen ik weet dit nu"
LINK = re.compile(r"http://testserver(/uitnodiging/[^/]+/)")


def token_of(path):
    return path.rstrip("/").rsplit("/", 1)[-1]


@pytest.fixture
def mayor():
    """An account that the administrator of another organisation made, who knows the password."""
    return MembershipFactory(role=Role.MEMBER).user


@pytest.fixture
def admin():
    return MembershipFactory(role=Role.ADMIN)


@pytest.fixture
def invited(admin, mayor):
    return actions.add_member(admin.organisation, by=admin.user, email=mayor.email, role=Role.ADMIN)


def test_an_account_that_exists_gets_no_right_by_being_added(client, admin, mayor, invited):
    assert invited.membership not in mayor.memberships_now()
    assert admin.organisation not in homes_for(mayor)
    assert admin.organisation not in queries.organisations_for(mayor)
    client.force_login(mayor)
    assert client.get(f"/organisaties/{admin.organisation.public_id}/").status_code == 404


def test_the_password_alone_does_not_accept(client, mayor, invited):
    client.force_login(mayor)
    html = client.get("/mijn-account/").content.decode()
    assert str(invited.membership.organisation) in html
    assert not re.search("/uitnodiging/", html.replace("/mijn-account/uitnodiging/", ""))


def test_the_link_and_the_login_together_do(client, mayor, invited):
    client.force_login(mayor)
    assert client.get(invited.link_path).status_code == 200
    assert not mayor.memberships_now().filter(role=Role.ADMIN).exists()
    house = invited.membership.organisation.public_id
    assert client.post(invited.link_path, {"password": NEW}).url == f"/organisaties/{house}/"
    assert invited.membership in mayor.memberships_now()
    assert client.get("/mijn-account/").status_code == 200
    assert client.get(invited.link_path).status_code == 404


def test_whoever_was_logged_in_elsewhere_is_not_any_more(client, mayor, invited):
    client.force_login(mayor)
    actions.accept_membership(token_of(invited.link_path), by=mayor, password=NEW)
    assert client.get("/mijn-account/").status_code == 302


def test_whoever_knew_the_old_password_has_nothing_left(client, mayor, invited):
    client.force_login(mayor)
    refused = client.post(invited.link_path, {"password": PASSWORD})
    assert refused.status_code == 422
    assert not mayor.memberships_now().filter(role=Role.ADMIN).exists()
    client.post(invited.link_path, {"password": NEW})
    again = User.objects.get(pk=mayor.pk)
    assert (again.check_password(PASSWORD), again.check_password(NEW)) == (False, True)


def test_the_link_is_for_one_person(client, invited):
    stranger = UserFactory()
    client.force_login(stranger)
    assert client.get(invited.link_path).status_code == 404
    with pytest.raises(NotAllowed):
        actions.accept_membership(token_of(invited.link_path), by=stranger, password=NEW)
    invited.membership.refresh_from_db()
    assert invited.membership.accepted_at is None


def test_the_administrator_reads_who_made_the_account_but_not_how_it_is_called(client, admin):
    maker = OrganisationFactory(name="Gemeente Bovenstroom")
    bob = MembershipFactory(organisation=maker, user=UserFactory(name="Bob Geheim")).user
    client.force_login(admin.user)
    where = f"/organisaties/{admin.organisation.public_id}/"
    html = client.post(where + "leden/nieuw/", {"email": bob.email, "role": "member"})
    assert "Gemeente Bovenstroom" in html.content.decode()
    assert LINK.search(html.content.decode())
    assert "Bob Geheim" not in html.content.decode() + client.get(where).content.decode()


def test_an_invitation_is_declined(client, mayor, invited):
    client.force_login(mayor)
    address = reverse("accounts:decline", args=[invited.membership.pk])
    assert client.post(address).status_code == 302
    assert not mayor.invitations().exists()
    assert client.get(invited.link_path).status_code == 404
    assert client.post(address).status_code == 404
    assert DomainEvent.objects.filter(verb="membership_declined").exists()


def test_an_accepted_membership_is_not_declined(mayor):
    with pytest.raises(NotAllowed):
        actions.decline_membership(mayor.memberships.get(), by=mayor)


def test_taking_an_invitation_back_logs_nobody_out(client, admin, mayor, invited):
    client.force_login(mayor)
    actions.end_membership(invited.membership, by=admin.user)
    assert client.get("/mijn-account/").status_code == 200
    with pytest.raises((Refused, NotAllowed)):
        actions.accept_membership(token_of(invited.link_path), by=mayor, password=NEW)


def test_whoever_is_only_invited_does_not_count_as_an_administrator(admin, invited):
    with pytest.raises(Refused):
        actions.end_membership(admin, by=admin.user)


def test_a_new_link_makes_the_old_one_void(admin, mayor, invited):
    again = actions.renew_link(invited.membership, by=admin.user)
    with pytest.raises(Refused):
        actions.accept_membership(token_of(invited.link_path), by=mayor, password=NEW)
    actions.accept_membership(token_of(again), by=mayor, password=NEW)


def test_nobody_is_invited_twice(admin, mayor, invited):
    with pytest.raises(Refused):
        actions.add_member(admin.organisation, by=admin.user, email=mayor.email)


def test_oneself_needs_no_invitation():
    platform = UserFactory(is_platform=True)
    organisation = actions.create_organisation(by=platform, name="Overwater", with_me=True)
    assert platform.memberships_now().get().organisation == organisation


def test_a_new_account_has_its_role_at_once(admin):
    new = actions.add_member(admin.organisation, by=admin.user, email="new@overwater.example")
    assert new.membership in new.membership.user.memberships_now()
    assert "/wachtwoord-kiezen/" in new.link_path


def test_memberships_from_before_count_as_accepted(admin):
    Membership.objects.update(accepted_at=None)
    step = importlib.import_module("overbrug.accounts.migrations.0002_invitations")
    step.accept_all(apps, None)
    admin.refresh_from_db()
    assert admin.accepted_at == admin.started_at


def test_nobody_changes_the_own_address(client, mayor):
    client.force_login(mayor)
    data = {"email": "burgemeester@overwater.example", "action_add": ""}
    assert client.get("/accounts/email/").status_code == 404
    assert client.post("/accounts/email/", data).status_code == 404
    assert User.objects.get(pk=mayor.pk).email == mayor.email
    with pytest.raises(NoReverseMatch):
        reverse("account_email")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "email/",
        "signup/",
        "confirm-email/",
        "confirm-email/a:b/",
        "reauthenticate/",
        "login/code/",
        "login/code/confirm/",
        "3rdparty/",
        "verify-email/",
    ],
)
@pytest.mark.parametrize("is_member", [True, False])
def test_other_pages_of_the_library_are_not_there(client, mayor, path, is_member):
    if is_member:
        client.force_login(mayor)
    assert client.get(f"/accounts/{path}").status_code == 404


ADDRESSES = {
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_reauthenticate": 302,
    "account_change_password": 302,
    "account_set_password": 302,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key_done": 200,
}


def test_every_page_of_the_library_that_is_left_works(client):
    there = {str(n) for n in get_resolver().reverse_dict if str(n).startswith("account_")}
    assert there == {*ADDRESSES, "account_reset_password_from_key"}
    assert {name: client.get(reverse(name)).status_code for name in ADDRESSES} == ADDRESSES


def test_a_password_is_reset_by_mail_and_changed(client, settings):
    settings.PUBLIC_URL = "https://bridge.example"
    bob = UserFactory()
    for email in (bob.email, "nobody@overwater.example"):
        answer = client.post("/accounts/password/reset/", {"email": email})
        assert answer.url == "/accounts/password/reset/done/"
    letter = OutgoingMail.objects.get()
    assert letter.to == bob.email
    path = re.search(r"https://bridge.example(/\S+)", letter.text)[1]
    assert path in letter.html
    form = client.get(path).url
    both = {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    assert client.post(form, both).url == "/accounts/password/reset/key/done/"
    client.force_login(User.objects.get(pk=bob.pk))
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD + "!", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert answer.status_code == 302
    assert User.objects.get(pk=bob.pk).check_password(PASSWORD)
    assert client.post("/accounts/logout/").status_code == 302
