"""An invitation stops when who was asked or who asked is not there any more."""

import pytest

from overbrug.accounts.actions import end_membership
from overbrug.accounts.models import Role
from overbrug.core.models import DomainEvent
from overbrug.opgaven import actions
from overbrug.outbox.models import OutgoingMail
from tests.factories import (
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    PartyFactory,
    editor_of,
    invitation_to,
)
from tests.opgaven.phone import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def party():
    return PartyFactory(opgave=OpgaveFactory(), organisation=None, name="Youth")


@pytest.fixture
def bob(party):
    return editor_of(party.opgave)


@pytest.mark.parametrize("becomes", ["another organisation", "another name"])
def test_a_row_that_becomes_another_party_takes_its_invitations_back(party, bob, becomes):
    invitation, token = invitation_to(party, email="youth@example.org")
    changes = {"name": "Elders"}
    if becomes == "another organisation":
        changes = {"name": "", "organisation": OrganisationFactory()}
    actions.change_party(party, by=bob, revision=party.revision, **changes)
    assert Phone(token).look().status_code == 410
    invitation.refresh_from_db()
    assert (invitation.state, invitation.email) == ("revoked", "")
    assert DomainEvent.objects.filter(verb="invitation_revoked").count() == 1


def test_other_words_about_the_same_party_leave_its_invitation_open(party, bob):
    _invitation, token = invitation_to(party)
    actions.change_party(party, by=bob, revision=party.revision, stake="cheap rooms")
    assert Phone(token).look().status_code == 200


@pytest.fixture
def leave(django_capture_on_commit_callbacks):
    def end(hat):
        admin = MembershipFactory(organisation=hat.organisation, role=Role.ADMIN).user
        with django_capture_on_commit_callbacks(execute=True):
            end_membership(hat, by=admin)

    return end


def test_the_invitations_of_who_left_stop_and_their_mail_too(party, bob, leave):
    made = actions.invite_party(party, by=bob, site="https://x.example", email="y@example.org")
    leave(bob.memberships.get())
    assert Phone(made.link.split("/")[-2]).look().status_code == 410
    made.invitation.refresh_from_db()
    assert made.invitation.email == ""
    assert not OutgoingMail.objects.filter(to="y@example.org", state="waiting").exists()


def test_who_still_edits_by_another_membership_keeps_the_invitation(party, bob, leave):
    made = actions.invite_party(party, by=bob, site="https://x.example")
    first = bob.memberships.get()
    other = MembershipFactory(user=bob, role=Role.EDITOR)
    PartyFactory(opgave=party.opgave, organisation=other.organisation)
    leave(first)
    assert Phone(made.link.split("/")[-2]).look().status_code == 200
