"""Who may see and change an opgave, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from overbrug.accounts.models import Role
from overbrug.core.visibility import Visibility
from overbrug.opgaven import rules
from overbrug.opgaven.models import Party
from overbrug.opgaven.queries import count_parties, homes_for, opgaven_for
from tests.factories import MembershipFactory, OpgaveFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db

PUBLIC, NETWORK, OWN = Visibility.PUBLIC, Visibility.NETWORK, Visibility.ORGANISATION
# who: sees public, network, own organisation; changes
TABLE = {
    "anonymous": (True, False, False, False),
    "stranger": (True, False, False, False),
    "platform": (True, False, False, False),
    "other organisation": (True, False, False, False),
    "former editor": (True, False, False, False),
    "guest of home": (True, True, False, False),
    "member of home": (True, True, True, False),
    "editor of home": (True, True, True, True),
    "admin of home": (True, True, True, True),
    "guest of partner": (True, True, False, False),
    "editor of partner": (True, True, False, True),
    "editor of declined": (True, False, False, False),
    "editor of empty chair": (True, False, False, False),
    "blocked editor": (True, False, False, False),
}


def person(who, opgave):
    if who in ("anonymous", "stranger", "platform"):
        user = UserFactory(is_platform=who == "platform")
        return AnonymousUser() if who == "anonymous" else user
    role = {"guest": Role.GUEST, "member": Role.MEMBER, "admin": Role.ADMIN}
    membership = MembershipFactory(role=role.get(who.split()[0], Role.EDITOR))
    organisation = membership.organisation
    if who.endswith("home"):
        membership.organisation = opgave.home
        membership.save()
    elif who == "former editor":
        PartyFactory(opgave=opgave, organisation=organisation)
        membership.ended_at = membership.started_at
        membership.save()
    elif who != "other organisation":
        presence = {"declined": Party.Presence.DECLINED, "chair": Party.Presence.MISSING}
        at_table = Party.Presence.AT_TABLE
        presence = presence.get(who.split()[-1], at_table)
        PartyFactory(opgave=opgave, organisation=organisation, presence=presence)
    if who == "blocked editor":
        membership.user.is_active = False
        membership.user.save()
    return membership.user


@pytest.mark.parametrize("who", TABLE)
def test_who_sees_and_changes(who):
    opgave = OpgaveFactory()
    PartyFactory(opgave=opgave, organisation=opgave.home)
    user = person(who, opgave)
    found = []
    for visibility in (PUBLIC, NETWORK, OWN):
        opgave.visibility = visibility
        opgave.save()
        found.append(rules.may_see_opgave(user, opgave))
        assert opgaven_for(user).filter(pk=opgave.pk).exists() == found[-1]
    opgave.visibility = NETWORK
    opgave.save()
    assert (*found, rules.may_change_opgave(user, opgave)) == TABLE[who]


@pytest.mark.parametrize("role", Role.values)
def test_who_proposes_and_publishes(role):
    membership = MembershipFactory(role=role)
    home, user = membership.organisation, membership.user
    assert rules.may_propose_opgave(user, home) == (role != Role.GUEST)
    assert rules.may_publish_opgave(user, home) == (role in (Role.ADMIN, Role.EDITOR))
    assert user.has_perm("opgaven.publish_opgave", home) == (role in (Role.ADMIN, Role.EDITOR))


def test_two_editors_in_two_organisations_count_once_in_the_list():
    opgave = OpgaveFactory(visibility=NETWORK)
    user = UserFactory()
    for _ in range(2):
        membership = MembershipFactory(user=user)
        PartyFactory(opgave=opgave, organisation=membership.organisation)
    found = opgaven_for(user).get()
    count_parties([found])
    assert found.party_count == 2


def test_homes_are_where_the_person_works_the_oldest_hat_first():
    user = UserFactory()
    second = MembershipFactory(user=user, organisation__name="Z first")
    third = MembershipFactory(user=user, organisation__name="A second", role=Role.MEMBER)
    MembershipFactory(user=user, role=Role.GUEST)
    MembershipFactory(user=user, ended_at=user.date_joined)
    for role in (Role.ADMIN, Role.GUEST):
        MembershipFactory(organisation=second.organisation, role=role)
    assert list(homes_for(user)) == [second.organisation, third.organisation]
