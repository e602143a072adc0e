"""The audit trail and the history keep the deed when the person goes."""

import pytest

from overbrug.core.models import DomainEvent, record
from overbrug.opgaven import actions
from tests.factories import (
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    UserFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db


def test_a_domain_event_is_never_changed():
    event = record("looked", OrganisationFactory())
    with pytest.raises(TypeError):
        event.save()


def test_the_event_says_in_which_role():
    membership = MembershipFactory()
    second = MembershipFactory(user=membership.user)
    assert record("looked", OrganisationFactory(), by=membership.user).organisation == str(
        membership.organisation
    )
    assert record(
        "looked", OrganisationFactory(), by=membership.user, hat=second
    ).organisation == str(second.organisation)
    assert (
        record("looked", OrganisationFactory(), by=UserFactory(is_platform=True)).role == "platform"
    )


def test_erasing_a_person_leaves_the_deed_and_the_role():
    opgave = OpgaveFactory()
    user = editor_of(opgave)
    actions.change_opgave(opgave, by=user, revision=1, question="Why?")
    user.delete()
    row = opgave.history.first()
    assert (row.history_user, row.hat_role) == (None, "opgave_editor")
    assert DomainEvent.objects.get(verb="opgave_changed").person is None
