"""What it takes, beforehand: amounts, the weakest link, what was promised how firmly."""

from decimal import Decimal

import pytest

from overbrug.core.errors import Refused
from overbrug.opgaven import actions
from overbrug.opgaven.estimate.pert import Estimate, total
from overbrug.opgaven.spans import Span
from overbrug.opgaven.taking import taking_of
from tests.english import english
from tests.factories import CommitmentFactory, NeedFactory, OpgaveFactory, editor_of

pytestmark = pytest.mark.usefixtures("in_english")


def test_the_mean_of_three_points_is_the_published_one():
    assert Estimate(2, 5, 14).mean == 6  # (2 + 4 * 5 + 14) / 6


def test_half_and_eight_of_ten_are_those_of_the_distribution():
    """Beside the exact quantiles of the same beta distribution."""
    from scipy.stats import beta

    exact = beta(1 + 4 * 3 / 12, 1 + 4 * 9 / 12, loc=2, scale=12)
    found = total([Estimate(2, 5, 14)], seed=1)
    assert found.p50 == pytest.approx(exact.ppf(0.5), abs=0.2)
    assert found.p80 == pytest.approx(exact.ppf(0.8), abs=0.25)


def test_the_sum_is_surer_than_the_sum_of_what_is_sure():
    one = total([Estimate(0, 50, 100)], seed=1).p80
    assert total([Estimate(0, 50, 100)] * 10, seed=1).p80 < 10 * one


def test_a_sure_amount_is_itself_and_the_same_seed_gives_the_same():
    assert total([Estimate(7, 7, 7)], seed=3).p80 == 7
    assert total([Estimate(0, 5, 9)], seed=3) == total([Estimate(0, 5, 9)], seed=3)


@pytest.fixture
def opgave(db):
    return OpgaveFactory()


def span(need, status, amount=None):
    return Span(need.opgave_id, need.pk, status, "Hallum", "brings", "/x/", amount)


def estimated(opgave, **facts):
    amounts = {"low": Decimal(80), "likely": Decimal(100), "high": Decimal(120), "unit": "euro"}
    return NeedFactory(opgave=opgave, **amounts | facts)


def test_nobody_words_part_whole(opgave):
    need = estimated(opgave)
    states = []
    for spans in (
        [],
        [span(need, "wish", Decimal(500))],
        [span(need, "promise", Decimal(30))],
        [span(need, "binding", Decimal(120))],
        [span(need, "withdrawn", Decimal(120))],
    ):
        states.append(taking_of(opgave, spans).rows[0].state)
    assert states == ["nobody", "words", "partly", "covered", "nobody"]


def test_half_a_permit_is_none(opgave):
    need = estimated(opgave, is_indivisible=True)
    row = taking_of(opgave, [span(need, "binding", Decimal(60))]).rows[0]
    assert (row.covered, row.state) == (0, "partly")


def test_without_an_estimate_one_firm_promise_is_enough_to_count(opgave):
    need = NeedFactory(opgave=opgave)
    row = taking_of(opgave, [span(need, "promise")]).rows[0]
    assert row.state == "covered"
    assert "not been estimated" in row.how_much


def test_a_promise_that_does_not_say_how_much_is_named(opgave):
    need = estimated(opgave)
    row = taking_of(opgave, [span(need, "promise")]).rows[0]
    assert (row.unsaid, row.state) == (1, "partly")


def test_ready_is_what_the_weakest_critical_need_is(opgave):
    weak = NeedFactory(opgave=opgave, what="power", is_critical=True)
    strong = NeedFactory(opgave=opgave, what="ground", is_critical=True)
    taking = taking_of(opgave, [span(strong, "binding")])
    assert taking.weakest.need == weak
    assert "The weakest link is “power”" in taking.readiness
    both = [span(strong, "binding"), span(weak, "promise")]
    assert taking_of(opgave, both).readiness.startswith("Ready")


def test_money_of_several_needs_is_one_sum_and_other_units_are_not(opgave):
    for unit in ("euro", "Euro", "plots"):
        estimated(opgave, kind="money", unit=unit)
    (together,) = taking_of(opgave, []).sums
    assert 190 < together.needed.p50 < 210
    assert together.needed.p50 < together.needed.p80


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"low": Decimal(5)}, "likely"),
        ({"low": Decimal(5), "likely": Decimal(3), "high": Decimal(9)}, "likely"),
        ({"low": Decimal(-1), "likely": Decimal(3)}, "low"),
        ({"likely": Decimal(0)}, "likely"),
        ({"needed_by": "soon"}, "needed_by"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(opgave, facts, field):
    with pytest.raises(Refused) as refusal:
        actions.add_need(opgave, by=editor_of(opgave), what="money", **facts)
    assert refusal.value.field == field


def test_one_amount_is_what_it_is_for_sure(opgave):
    need = actions.add_need(opgave, by=editor_of(opgave), what="money", likely=Decimal(3))
    assert (need.low, need.high) == (3, 3)


def test_the_page_says_it_and_keeps_what_only_parties_see(opgave):
    need = estimated(opgave, what="money", is_critical=True)
    facts = {"opgave": opgave, "need": need, "status": "confirmed", "is_mandated": True}
    CommitmentFactory(amount=Decimal(40), visibility=1, **facts)
    CommitmentFactory(amount=Decimal(50), **facts)
    address = f"{opgave.get_absolute_url()}wat-nodig-is/"
    assert "Promised firmly: 50 euro" in english().get(address).content.decode()
    inside = english(editor_of(opgave))
    assert "Promised firmly: 90 euro" in inside.get(address).content.decode()


def test_an_opgave_without_needs_says_so(opgave):
    page = english().get(f"{opgave.get_absolute_url()}wat-nodig-is/").content.decode()
    assert "has not been written down yet" in page
