"""Organisations, memberships, one-time links."""

from datetime import UTC, datetime

import pytest
import time_machine

from overbrug.accounts import actions
from overbrug.accounts.models import Membership, OneTimeLink, Organisation, Role
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.opgaven.actions import change_opgave
from tests.factories import (
    PASSWORD,
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    UserFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db
PERSON = {"email": "alice@overwater.example", "name": "Alice", "password": PASSWORD}


def token_of(path):
    return path.rstrip("/").rsplit("/", 1)[-1]


@pytest.fixture
def admin():
    return MembershipFactory(role=Role.ADMIN)


def test_the_platform_brings_an_organisation_in_once():
    platform = UserFactory(is_platform=True)
    actions.create_organisation(by=platform, name="Overwater")
    with pytest.raises(Refused) as caught:
        actions.create_organisation(by=platform, name="OVERWATER")
    assert caught.value.field == "name"
    assert DomainEvent.objects.get(verb="organisation_created").role == "platform"


def test_nobody_else_does(admin):
    with pytest.raises(NotAllowed):
        actions.create_organisation(by=admin.user, name="Overwater")
    assert Organisation.objects.count() == 1


def test_a_new_member_gets_a_link_and_chooses_a_password(admin):
    new = actions.add_member(admin.organisation, by=admin.user, email="Bob@overwater.example")
    bob = actions.use_password_link(token_of(new.link_path), password=PASSWORD)
    assert bob == new.membership.user
    assert bob.check_password(PASSWORD)


def test_no_link_to_a_password_is_made_for_an_account_that_works(admin):
    bob = UserFactory()
    new = actions.add_member(admin.organisation, by=admin.user, email=bob.email.upper())
    assert new.membership.user == bob
    with pytest.raises(Refused):
        actions.use_password_link(token_of(new.link_path), password="taken over by somebody")
    member = MembershipFactory(organisation=admin.organisation)
    with pytest.raises(NotAllowed):
        actions.renew_link(member, by=admin.user)


def test_a_second_organisation_gets_no_say_over_the_password(admin):
    other = MembershipFactory(role=Role.ADMIN)
    first = actions.add_member(admin.organisation, by=admin.user, email="bob@overwater.example")
    second = actions.add_member(other.organisation, by=other.user, email="bob@overwater.example")
    assert second.membership.accepted_at is None
    for path in (second.link_path, actions.renew_link(second.membership, by=other.user)):
        with pytest.raises(Refused):
            actions.use_password_link(token_of(path), password=PASSWORD)
    actions.use_password_link(token_of(first.link_path), password=PASSWORD)


def test_a_member_is_added_once(admin):
    with pytest.raises(Refused):
        actions.add_member(admin.organisation, by=admin.user, email=admin.user.email)


def test_a_role_changes_in_sight_of_the_audit_trail(admin):
    member = MembershipFactory(organisation=admin.organisation, role=Role.MEMBER)
    actions.change_role(member, by=admin.user, role=Role.EDITOR)
    event = DomainEvent.objects.get(verb="role_changed")
    assert event.facts == {"before": "member", "after": "opgave_editor"}
    assert (event.person, event.role) == (admin.user, Role.ADMIN)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.EDITOR])
def test_nobody_promotes_themselves(role):
    member = MembershipFactory(role=Role.MEMBER)
    with pytest.raises(NotAllowed):
        actions.change_role(member, by=member.user, role=role)


def test_the_only_administrator_stays(admin):
    with pytest.raises(Refused):
        actions.change_role(admin, by=admin.user, role=Role.MEMBER)
    with pytest.raises(Refused):
        actions.end_membership(admin, by=admin.user)
    MembershipFactory(organisation=admin.organisation, role=Role.ADMIN)
    assert actions.end_membership(admin, by=admin.user).ended_at


def test_who_leaves_is_logged_out_everywhere_at_once(admin, client):
    member = MembershipFactory(organisation=admin.organisation)
    client.force_login(member.user)
    assert client.get("/mijn-account/").status_code == 200
    actions.end_membership(member, by=admin.user)
    assert client.get("/mijn-account/").status_code == 302


def test_an_ended_membership_can_begin_again(admin):
    member = MembershipFactory(organisation=admin.organisation)
    actions.end_membership(member, by=admin.user)
    again = actions.add_member(admin.organisation, by=admin.user, email=member.user.email)
    assert again.membership != member


def test_the_link_of_the_first_start_works_once():
    token = token_of(actions.make_admin_link())
    assert actions.use_admin_link(token, **PERSON).is_platform
    with pytest.raises(Refused):
        actions.use_admin_link(token, **PERSON | {"email": "bob@overwater.example"})


def test_only_the_hash_of_a_link_is_kept():
    token = token_of(actions.make_admin_link())
    assert token not in str(OneTimeLink.objects.values().get())


def test_a_new_link_makes_the_unused_one_void():
    old = token_of(actions.make_admin_link())
    actions.make_admin_link()
    with pytest.raises(Refused):
        actions.use_admin_link(old, **PERSON)


def test_a_taken_address_leaves_the_link_whole():
    UserFactory(email=PERSON["email"])
    token = token_of(actions.make_admin_link())
    with pytest.raises(Refused, match=r"address|adres"):
        actions.use_admin_link(token, **PERSON)
    actions.use_admin_link(token, **PERSON | {"email": "bob@overwater.example"})


def test_a_link_expires():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)):
        token = token_of(actions.make_admin_link())
    with pytest.raises(Refused):
        actions.use_admin_link(token, **PERSON)


def test_a_link_of_one_kind_opens_no_other_door(admin):
    path = actions.add_member(
        admin.organisation, by=admin.user, email="bob@overwater.example"
    ).link_path
    with pytest.raises(Refused):
        actions.use_admin_link(token_of(path), **PERSON)


def test_organisations_keep_their_people_apart():
    from overbrug.accounts.queries import members_for

    membership = MembershipFactory()
    colleague = MembershipFactory(organisation=membership.organisation)
    boss = MembershipFactory(organisation=membership.organisation, role=Role.ADMIN)
    platform = UserFactory(is_platform=True)
    organisation = membership.organisation
    assert set(members_for(boss.user, organisation)) == {membership, colleague, boss}
    assert set(members_for(membership.user, organisation)) == {membership}
    assert set(members_for(platform, organisation)) == {boss}
    assert not members_for(MembershipFactory(role=Role.ADMIN).user, OrganisationFactory())


def test_an_erased_account_leaves_what_was_done_in_which_role():
    opgave = OpgaveFactory()
    alice = editor_of(opgave, name="Alice")
    change_opgave(opgave, by=alice, revision=1, essence="Nobody dares")
    actions.erase_account(alice)
    row = opgave.history.first()
    assert (row.history_user, row.hat_role) == (None, Role.EDITOR)
    assert not DomainEvent.objects.exclude(person=None).exists()
    assert not Membership.objects.filter(role=Role.EDITOR).exists()
