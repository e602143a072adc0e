"""Needs, indicators and measurements: what is accepted, and what is said about the rest."""

from decimal import Decimal

import pytest

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.revisions import EditConflict
from overbrug.opgaven import actions
from overbrug.opgaven.bridging import bridge_of
from overbrug.opgaven.models import Opgave
from tests.factories import (
    CommitmentFactory,
    IndicatorFactory,
    MeasurementFactory,
    MembershipFactory,
    NeedFactory,
    OpgaveFactory,
    PartyFactory,
    UserFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def bob(opgave):
    return editor_of(opgave)


def refusal_of(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.field


def test_a_name_is_enough_and_the_first_indicator_leads(opgave, bob):
    first = actions.add_indicator(opgave, by=bob, name="homes")
    second = actions.add_indicator(opgave, by=bob, name="rents", is_leading=True)
    first.refresh_from_db()
    assert (first.is_leading, second.is_leading) == (False, True)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"baseline": Decimal(5), "target": Decimal(5)}, "target"),
        ({"baseline": Decimal(5), "target": Decimal(9)}, "target"),
        ({"baseline_at": "2024", "target_at": "2023"}, "target_at"),
        ({"baseline_at": "next year"}, "baseline_at"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(opgave, bob, facts, field):
    assert refusal_of(actions.add_indicator, opgave, by=bob, name="homes", **facts) == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"measured_at": "2024", "value": Decimal(5), "low": Decimal(6)}, "value"),
        (
            {"measured_at": "2024", "value": Decimal(5), "low": Decimal(6), "high": Decimal(4)},
            "low",
        ),
        ({"measured_at": "2199", "value": Decimal(5)}, "measured_at"),
        ({"measured_at": "soon", "value": Decimal(5)}, "measured_at"),
    ],
)
def test_a_measurement_that_cannot_be(opgave, bob, facts, field):
    indicator = IndicatorFactory(opgave=opgave)
    assert refusal_of(actions.add_measurement, indicator, by=bob, **facts) == field


def test_two_editors_of_one_indicator_see_both(opgave, bob):
    indicator = IndicatorFactory(opgave=opgave)
    actions.change_indicator(indicator, by=bob, revision=1, unit="houses")
    with pytest.raises(EditConflict):
        actions.change_indicator(indicator, by=bob, revision=1, unit="dwellings")


def test_who_does_not_take_part_measures_nothing(opgave):
    with pytest.raises(NotAllowed):
        actions.add_measurement(
            IndicatorFactory(opgave=opgave), by=UserFactory(), measured_at="2024", value=1
        )


def test_a_need_is_an_arch_and_without_a_promise_a_hole(opgave, bob):
    actions.add_need(opgave, by=bob, what="ground")
    (bay,) = bridge_of(opgave).bays
    assert (bay.letter, [line.status for line in bay.lines]) == ("A", ["hole", "unknown"])


def test_the_question_mark_goes_when_the_list_is_complete(opgave):
    NeedFactory(opgave=opgave)
    Opgave.objects.update(needs_complete=True)
    opgave.refresh_from_db()
    assert [line.status for line in bridge_of(opgave).lines] == ["hole"]


def test_an_offer_is_no_more_than_a_wish(opgave, bob):
    party = PartyFactory(opgave=opgave)
    need = actions.add_need(opgave, by=bob, what="ground", offered_by=party)
    assert bridge_of(opgave).lines[0].status == "wish"
    CommitmentFactory(opgave=opgave, need=need, status="confirmed")
    opgave = Opgave.objects.get(pk=opgave.pk)
    assert bridge_of(opgave).lines[0].status == "intention"


def test_firmest_first_and_numbered_in_that_order(opgave):
    need = NeedFactory(opgave=opgave)
    CommitmentFactory(opgave=opgave, need=need)
    CommitmentFactory(opgave=opgave, need=need, status="confirmed", is_mandated=True)
    lines = bridge_of(opgave).lines
    assert [(line.number, line.status) for line in lines[:2]] == [("1", "promise"), ("2", "wish")]


def test_a_promise_never_moves_the_shore(opgave):
    indicator = IndicatorFactory(opgave=opgave)
    MeasurementFactory(indicator=indicator, value=Decimal(60))
    before = bridge_of(opgave).gap.closed
    CommitmentFactory(opgave=opgave, status="delivered", is_mandated=True)
    assert bridge_of(Opgave.objects.get(pk=opgave.pk)).gap.closed == before == 0.4


@pytest.mark.parametrize(
    ("value", "state"), [(120, "wider"), (100, "same"), (30, "narrower"), (0, "closed")]
)
def test_the_sentence_says_it_as_it_is(opgave, value, state):
    MeasurementFactory(indicator=IndicatorFactory(opgave=opgave), value=Decimal(value))
    bridge = bridge_of(opgave)
    assert bridge.state == state
    assert "%(" not in bridge.sentence + bridge.explanation + bridge.text


def test_without_a_measurement_the_width_is_unknown(opgave):
    IndicatorFactory(opgave=opgave)
    assert bridge_of(opgave).state == "unmeasured"


def test_a_stake_is_own_only_when_the_party_wrote_it(opgave, bob):
    hat = MembershipFactory()
    party = PartyFactory(opgave=opgave, organisation=hat.organisation)
    assert not actions.change_party(party, by=bob, revision=1, stake="they want it").stake_is_own
    assert actions.change_party(party, by=hat.user, revision=2, stake="we want it").stake_is_own


def test_own_words_are_not_replaced_by_others(opgave, bob):
    hat = MembershipFactory()
    party = PartyFactory(opgave=opgave, organisation=hat.organisation)
    actions.change_party(party, by=hat.user, revision=1, stake="we want it")
    assert refusal_of(actions.change_party, party, by=bob, revision=2, stake="no") == "stake"


def test_a_bridge_has_no_more_arches_than_letters(opgave, bob):
    for _number in range(26):
        NeedFactory(opgave=opgave)
    refusal_of(actions.add_need, opgave, by=bob, what="one more")
