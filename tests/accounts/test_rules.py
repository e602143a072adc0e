"""Who looks after organisations and their people, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from overbrug.accounts import rules
from overbrug.accounts.models import Role
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

# who: creates organisations, sees this one, manages members, appoints administrators
TABLE = {
    "anonymous": (False, False, False, False),
    "stranger": (False, False, False, False),
    "platform": (True, True, False, True),
    "blocked platform": (False, False, False, False),
    "admin elsewhere": (False, False, False, False),
    "former admin": (False, False, False, False),
    "organisation_admin": (False, True, True, True),
    "opgave_editor": (False, True, False, False),
    "member": (False, True, False, False),
    "partner_guest": (False, True, False, False),
}


def person(who, organisation):
    if who == "anonymous":
        return AnonymousUser()
    user = UserFactory(is_platform="platform" in who, is_active="blocked" not in who)
    if who in Role.values:
        MembershipFactory(user=user, organisation=organisation, role=who)
    if who == "admin elsewhere":
        MembershipFactory(user=user, role=Role.ADMIN)
    if who == "former admin":
        ended = {"ended_at": user.date_joined}
        MembershipFactory(user=user, organisation=organisation, role=Role.ADMIN, **ended)
    return user


@pytest.mark.parametrize("who", TABLE)
def test_who_may_what(who):
    organisation = OrganisationFactory()
    user = person(who, organisation)
    assert TABLE[who] == (
        rules.may_create_organisation(user),
        rules.may_see_organisation(user, organisation),
        rules.may_manage_members(user, organisation),
        rules.may_give_role(user, organisation, Role.ADMIN),
    )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MEMBER, Role.GUEST])
def test_the_platform_appoints_administrators_only(role):
    assert not rules.may_give_role(UserFactory(is_platform=True), OrganisationFactory(), role)


def test_a_made_up_role_is_given_by_nobody():
    admin = MembershipFactory(role=Role.ADMIN)
    assert not rules.may_give_role(admin.user, admin.organisation, "emperor")


def test_anyone_may_leave():
    membership = MembershipFactory(role=Role.GUEST)
    assert rules.may_end_membership(membership.user, membership)
    assert not rules.may_end_membership(UserFactory(), membership)
