"""What the parties agreed on changes by a proposal that each supports or objects to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.opgaven import actions
from overbrug.opgaven.models import Indicator, Opgave, Party, Proposal
from overbrug.outbox.models import OutgoingMail
from tests.factories import IndicatorFactory, MembershipFactory, OpgaveFactory, editor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

OLD, NEW = "Everyone finds a home.", "Everyone finds a home within a year."


def soon():
    return timezone.localdate() + timedelta(days=21)


def send(proposal, by, **facts):
    facts = {"reason": "We learned more.", "answer_by": soon(), "site": "https://x.example"} | facts
    return actions.send_proposal(proposal, by=by, **facts)


def answer(proposal, by, *, supports=True, reason=""):
    organisation = by.memberships.get().organisation
    party = proposal.opgave.parties.get(organisation=organisation)
    return actions.answer_proposal(proposal, party=party, by=by, supports=supports, reason=reason)


@pytest.fixture
def opgave():
    return OpgaveFactory(desired_situation=OLD)


@pytest.fixture
def bob(opgave):
    return editor_of(opgave, name="Bob")


@pytest.fixture
def carol(opgave):
    return editor_of(opgave, name="Carol")


@pytest.fixture
def draft(opgave, bob, carol):
    changed = actions.change_opgave(opgave, by=bob, revision=1, desired_situation=NEW)
    return changed.proposed


@pytest.fixture
def proposal(draft, bob):
    return send(draft, bob)


def stands(opgave):
    return Opgave.objects.get(pk=opgave.pk).desired_situation


def test_alone_at_the_table_words_change_at_once(opgave, bob):
    changed = actions.change_opgave(opgave, by=bob, revision=1, desired_situation=NEW)
    assert (changed.proposed, stands(opgave)) == (None, NEW)


def test_what_was_never_filled_in_needs_nobody(opgave, bob, carol):
    changed = actions.change_opgave(opgave, by=bob, revision=1, scope_in="Rooms")
    assert (changed.proposed, changed.scope_in) == (None, "Rooms")


def test_with_others_at_the_table_new_words_wait(opgave, draft):
    assert draft.is_draft
    assert stands(opgave) == OLD
    assert (draft.before, draft.after) == ({"desired_situation": OLD}, {"desired_situation": NEW})


def test_the_rest_of_the_change_is_saved(opgave, bob, carol):
    words = {"desired_situation": NEW, "essence": "Nobody dares"}
    changed = actions.change_opgave(opgave, by=bob, revision=1, **words)
    opgave.refresh_from_db()
    assert (opgave.essence, opgave.desired_situation, opgave.revision) == ("Nobody dares", OLD, 2)
    assert changed.proposed.after == {"desired_situation": NEW}


def test_a_change_that_waits_leaves_no_history(opgave, draft):
    opgave.refresh_from_db()
    assert (opgave.revision, opgave.history.filter(desired_situation=NEW).count()) == (1, 0)


def test_who_was_only_invited_is_not_awaited(opgave, bob, carol):
    carol_party = opgave.parties.get(organisation=carol.memberships.get().organisation)
    carol_party.presence = Party.Presence.INVITED
    carol_party.save()
    changed = actions.change_opgave(opgave, by=bob, revision=1, desired_situation=NEW)
    assert changed.proposed is None


def test_another_target_waits_and_keeps_its_figures(opgave, bob, carol):
    indicator = IndicatorFactory(opgave=opgave, target_at="2030")
    changed = actions.change_indicator(
        indicator, by=bob, revision=1, target=Decimal("12.5"), source="a report"
    )
    indicator.refresh_from_db()
    assert (indicator.target, indicator.source) == (0, "a report")
    sent = send(changed.proposed, bob)
    answer(sent, carol)
    indicator.refresh_from_db()
    assert indicator.target == Decimal("12.5")


def test_an_impossible_target_is_refused_before_it_is_proposed(opgave, bob, carol):
    indicator = IndicatorFactory(opgave=opgave)
    with pytest.raises(Refused) as refusal:
        actions.change_indicator(indicator, by=bob, revision=1, target=Decimal(200))
    assert refusal.value.field == "target"
    assert not Proposal.objects.exists()


def test_all_support_makes_it_the_new_version(opgave, proposal, carol):
    assert answer(proposal, carol).was_accepted
    assert stands(opgave) == NEW
    last = Opgave.history.filter(id=opgave.pk).first()
    assert last.hat_role == "agreed"
    assert last.hat_organisation == proposal.organisation.name


def test_an_objection_keeps_what_stands(opgave, proposal, bob, carol):
    assert answer(proposal, carol, supports=False, reason="Too soon.").is_open
    with pytest.raises(Refused, match="objects"):
        actions.conclude_proposal(proposal, by=bob)
    assert stands(opgave) == OLD


def test_an_objection_needs_a_reason(proposal, carol):
    with pytest.raises(Refused) as refusal:
        answer(proposal, carol, supports=False)
    assert refusal.value.field == "reason"


def test_an_answer_may_change_while_it_is_open(opgave, proposal, carol):
    answer(proposal, carol, supports=False, reason="Too soon.")
    assert answer(proposal, carol).was_accepted
    verbs = DomainEvent.objects.filter(verb="proposal_answered").values_list("facts", flat=True)
    assert [facts["supports"] for facts in verbs] == [True, False]


def test_nobody_answers_what_is_closed(proposal, bob, carol):
    actions.withdraw_proposal(proposal, by=bob)
    with pytest.raises(Refused, match="closed"):
        answer(proposal, carol)


def test_silence_is_no_yes_until_the_day_has_passed(opgave, proposal, bob):
    with pytest.raises(Refused, match="time"):
        actions.conclude_proposal(proposal, by=bob)
    Proposal.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    assert actions.conclude_proposal(proposal, by=bob).was_accepted
    assert stands(opgave) == NEW


def test_only_who_proposes_sends_withdraws_and_concludes(draft, bob, carol):
    for act in (actions.withdraw_proposal, actions.conclude_proposal):
        with pytest.raises(NotAllowed):
            act(draft, by=carol)
    with pytest.raises(NotAllowed):
        send(draft, carol)


def test_when_who_proposes_it_left_the_others_can_end_it(opgave, proposal, bob, carol):
    opgave.parties.filter(organisation=proposal.organisation).delete()
    assert actions.withdraw_proposal(proposal, by=carol).state == Proposal.State.WITHDRAWN


def test_a_member_without_the_role_does_not_answer(opgave, proposal, carol):
    house = carol.memberships.get().organisation
    member = MembershipFactory(organisation=house, role=Role.MEMBER).user
    party = opgave.parties.get(organisation=house)
    with pytest.raises(NotAllowed):
        actions.answer_proposal(proposal, party=party, by=member, supports=True)


def test_a_party_of_another_opgave_does_not_answer(proposal):
    dave = editor_of(OpgaveFactory(), name="Dave")
    party = Party.objects.get(organisation=dave.memberships.get().organisation)
    with pytest.raises(NotAllowed):
        actions.answer_proposal(proposal, party=party, by=dave, supports=True)


def test_two_proposals_about_the_same_words_are_one_too_many(opgave, proposal, carol):
    with pytest.raises(Refused) as refusal:
        actions.change_opgave(opgave, by=carol, revision=1, desired_situation="Other")
    assert refusal.value.field == "desired_situation"


def test_of_two_drafts_about_the_same_words_one_is_sent(opgave, draft, bob, carol):
    other = actions.change_opgave(opgave, by=carol, revision=1, desired_situation="Other").proposed
    send(other, carol)
    with pytest.raises(Refused, match="another proposal"):
        send(draft, bob)


def test_what_changed_meanwhile_is_not_overwritten(opgave, proposal, carol):
    Opgave.objects.update(desired_situation="Something else")
    with pytest.raises(Refused, match="changed meanwhile"):
        answer(proposal, carol)


def test_an_objection_stands_when_somebody_writes_that_its_party_left(opgave, proposal, bob, carol):
    answer(proposal, carol, supports=False, reason="Too soon.")
    party = opgave.parties.get(organisation=carol.memberships.get().organisation)
    Party.objects.filter(pk=party.pk).update(presence=Party.Presence.DECLINED)
    with pytest.raises(Refused, match="objects"):
        actions.conclude_proposal(proposal, by=bob)


def test_nobody_writes_to_all_parties_all_day(opgave, bob, carol, monkeypatch):
    monkeypatch.setattr("overbrug.opgaven.actions.proposals.MOST_A_DAY", 1)
    first = actions.change_opgave(opgave, by=bob, revision=1, desired_situation=NEW).proposed
    actions.withdraw_proposal(send(first, bob), by=bob)
    again = actions.change_opgave(opgave, by=bob, revision=1, desired_situation=NEW).proposed
    with pytest.raises(Refused, match="tomorrow"):
        send(again, bob)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_the_day_to_answer_lies_ahead(draft, bob, days):
    with pytest.raises(Refused) as refusal:
        send(draft, bob, answer_by=timezone.localdate() + timedelta(days=days))
    assert refusal.value.field == "answer_by"


def test_editors_of_the_others_get_a_mail(proposal, bob, carol):
    (letter,) = OutgoingMail.objects.all()
    assert letter.to == carol.email
    assert proposal.get_absolute_url() in letter.text
    assert NEW not in letter.text
    assert mail.outbox == []


def test_a_draft_that_is_dropped_is_gone(draft, bob):
    actions.withdraw_proposal(draft, by=bob)
    assert not Proposal.objects.exists()


def test_an_indicator_takes_its_proposal_along(opgave, bob, carol):
    indicator = IndicatorFactory(opgave=opgave)
    actions.change_indicator(indicator, by=bob, revision=1, target=Decimal(5))
    actions.remove_indicator(Indicator.objects.get(), by=bob)
    assert not Proposal.objects.exists()
