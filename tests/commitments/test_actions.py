"""Who makes a promise firm, and who does not."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from overbrug.accounts.actions import end_membership
from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.commitments.actions.saving import TextChanged
from overbrug.commitments.queries import members_to_mandate
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.core.revisions import EditConflict
from tests.factories import (
    CommitmentFactory,
    MandateFactory,
    MembershipFactory,
    NeedFactory,
    OrganisationFactory,
    PartyFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db


def yes(proposal, hat, speaks_as="personal"):
    return actions.confirm(
        proposal, by=hat.user, revision=proposal.revision, speaks_as=str(speaks_as)
    )


def test_an_editor_of_another_party_only_proposes(opgave, alice):
    editor = editor_of(opgave)
    made = actions.propose_commitment(
        opgave, by=editor, organisation=alice.organisation, what="builds homes"
    )
    assert made.firmness == "wish"
    with pytest.raises(NotAllowed):
        actions.confirm(made, by=editor, revision=1, speaks_as="personal")


def test_a_member_proposes_for_the_own_organisation_only(opgave, alice):
    other = PartyFactory(opgave=opgave)
    actions.propose_commitment(opgave, by=alice.user, organisation=alice.organisation, what="a")
    with pytest.raises(NotAllowed):
        actions.propose_commitment(opgave, by=alice.user, organisation=other.organisation, what="b")


def test_a_form_sent_twice_makes_one_proposal(opgave, alice):
    facts = {"by": alice.user, "organisation": alice.organisation, "what": "builds homes"}
    assert actions.propose_commitment(opgave, **facts) == actions.propose_commitment(
        opgave, **facts
    )


def test_only_a_party_of_the_opgave_can_be_asked(opgave):
    with pytest.raises(Refused, match="partij"):
        actions.propose_commitment(
            opgave, by=editor_of(opgave), organisation=OrganisationFactory(), what="x"
        )


def test_without_a_mandate_it_is_an_intention(proposal, alice):
    assert yes(proposal, alice).firmness == "intention"


def test_with_a_recorded_mandate_it_is_a_promise(proposal, alice):
    mandate = MandateFactory(membership=alice)
    made = yes(proposal, alice, mandate.pk)
    assert made.firmness == "promise"
    assert made.mandate_text == mandate.text
    assert DomainEvent.objects.get(verb="commitment_confirmed").organisation == str(
        alice.organisation
    )


def test_with_date_means_and_evidence_it_is_binding(opgave, alice):
    proposal = CommitmentFactory(
        opgave=opgave,
        organisation=alice.organisation,
        due_on=date(2030, 1, 1),
        means="own budget",
        evidence="keys handed over",
    )
    assert yes(proposal, alice, MandateFactory(membership=alice).pk).firmness == "binding"


def test_a_mandate_of_another_organisation_makes_nothing_firm(proposal, alice):
    elsewhere = MembershipFactory(user=alice.user)
    mandate = MandateFactory(membership=elsewhere)
    with pytest.raises(Refused, match="mandaat"):
        yes(proposal, alice, mandate.pk)


def test_a_mandate_that_expired_between_opening_and_pressing_confirms_nothing(proposal, alice):
    mandate = MandateFactory(membership=alice)
    mandate.valid_until = timezone.localdate() - timedelta(days=1)
    mandate.save()
    with pytest.raises(Refused, match="mandaat"):
        yes(proposal, alice, mandate.pk)
    proposal.refresh_from_db()
    assert proposal.firmness == "wish"


def test_a_text_that_changed_while_reading_is_not_confirmed(proposal, alice):
    actions.change_commitment(proposal, by=alice.user, revision=1, what="builds nothing")
    with pytest.raises(TextChanged):
        yes(proposal, alice)


def test_who_left_the_organisation_confirms_nothing(proposal, alice):
    end_membership(alice, by=alice.user)
    with pytest.raises(NotAllowed):
        yes(proposal, alice)


def test_an_organisation_that_left_the_opgave_confirms_nothing(opgave, proposal, alice):
    opgave.parties.update(presence="declined")
    with pytest.raises(Refused, match="doet niet meer mee"):
        yes(proposal, alice)


def test_a_colleague_with_a_mandate_makes_an_intention_firm(proposal, alice):
    intention = yes(proposal, alice)
    bob = MembershipFactory(organisation=alice.organisation, role=Role.MEMBER)
    assert yes(intention, bob, MandateFactory(membership=bob).pk).firmness == "promise"


def test_pressing_twice_confirms_once(proposal, alice):
    mandate = MandateFactory(membership=alice)
    first = yes(proposal, alice, mandate.pk)
    again = actions.confirm(proposal, by=alice.user, revision=1, speaks_as=str(mandate.pk))
    assert again.revision == first.revision


def test_only_a_mandate_changes_or_withdraws_what_was_promised_with_one(proposal, alice):
    made = yes(proposal, alice, MandateFactory(membership=alice).pk)
    bob = MembershipFactory(organisation=alice.organisation, role=Role.MEMBER)
    with pytest.raises(Refused, match="mandaat"):
        actions.change_commitment(made, by=bob.user, revision=made.revision, what="less")
    with pytest.raises(Refused, match="mandaat"):
        actions.withdraw(made, by=bob.user, revision=made.revision, reason="no money")


def test_a_changed_promise_keeps_its_old_text(proposal, alice):
    made = yes(proposal, alice, MandateFactory(membership=alice).pk)
    changed = actions.change_commitment(
        made, by=alice.user, revision=made.revision, what="builds half"
    )
    assert changed.was_changed
    assert proposal.what in changed.history.values_list("what", flat=True)


def test_two_who_change_at_once_see_both_texts(proposal, alice):
    actions.change_commitment(proposal, by=alice.user, revision=1, what="one")
    with pytest.raises(EditConflict):
        actions.change_commitment(proposal, by=alice.user, revision=1, what="two")


def test_an_editor_of_the_opgave_does_not_change_a_confirmed_promise(opgave, proposal, alice):
    made = yes(proposal, alice)
    with pytest.raises(NotAllowed):
        actions.change_commitment(made, by=editor_of(opgave), revision=made.revision, what="more")


def test_no_needs_a_reason(proposal, alice):
    with pytest.raises(Refused) as refusal:
        actions.decline(proposal, by=alice.user, revision=1, reason="")
    assert refusal.value.field == "reason"
    assert actions.decline(proposal, by=alice.user, revision=1, reason="no").status == "declined"


def test_delivered_needs_a_mandate_and_something_to_see(proposal, alice):
    made = yes(proposal, alice)
    facts = {"by": alice.user, "revision": made.revision, "delivered_on": date(2026, 1, 1)}
    with pytest.raises(Refused, match="mandaat"):
        actions.deliver(made, evidence="keys", **facts)
    MandateFactory(membership=alice)
    with pytest.raises(Refused) as refusal:
        actions.deliver(made, evidence="", **facts)
    assert refusal.value.field == "evidence"
    assert actions.deliver(made, evidence="keys", **facts).firmness == "delivered"


def test_a_need_of_another_opgave_is_refused(opgave, alice):
    with pytest.raises(Refused):
        actions.propose_commitment(
            opgave, by=alice.user, organisation=alice.organisation, what="x", need=NeedFactory()
        )


def test_only_the_administrator_records_a_mandate(alice):
    facts = {"text": "homes", "valid_from": date(2026, 1, 1)}
    admin = MembershipFactory(organisation=alice.organisation, role=Role.ADMIN)
    assert actions.record_mandate(alice, by=admin.user, **facts).is_valid
    with pytest.raises(NotAllowed):
        actions.record_mandate(alice, by=alice.user, **facts)


def test_who_is_only_invited_gets_no_mandate(alice):
    admin = MembershipFactory(organisation=alice.organisation, role=Role.ADMIN)
    invited = MembershipFactory(organisation=alice.organisation, accepted_at=None)
    facts = {"text": "homes", "valid_from": date(2026, 1, 1)}
    with pytest.raises(Refused):
        actions.record_mandate(invited, by=admin.user, **facts)
    assert set(members_to_mandate(alice.organisation)) == {alice, admin}


def test_a_mandate_with_its_dates_reversed_is_refused(alice):
    admin = MembershipFactory(organisation=alice.organisation, role=Role.ADMIN)
    with pytest.raises(Refused) as refusal:
        actions.record_mandate(
            alice,
            by=admin.user,
            text="homes",
            valid_from=date(2026, 2, 1),
            valid_until=date(2026, 1, 1),
        )
    assert refusal.value.field == "valid_until"


def test_an_ended_mandate_leaves_the_promise(proposal, alice):
    mandate = MandateFactory(membership=alice)
    made = yes(proposal, alice, mandate.pk)
    admin = MembershipFactory(organisation=alice.organisation, role=Role.ADMIN)
    actions.end_mandate(mandate, by=admin.user)
    made.refresh_from_db()
    assert made.firmness == "promise"
    assert not mandate.is_valid
