"""What a promise changes: said by its party, weighed by two others."""

from decimal import Decimal

import pytest

from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.commitments.effect_source import claimed_of
from overbrug.commitments.models import Commitment, Effect
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.visibility import Visibility
from tests.english import english
from tests.factories import (
    CommitmentFactory,
    IndicatorFactory,
    MembershipFactory,
    OpgaveFactory,
    editor_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def bob(opgave):
    return editor_of(opgave, name="Bob")


@pytest.fixture
def others(opgave):
    return [editor_of(opgave) for _number in range(2)]


@pytest.fixture
def promise(opgave, bob):
    facts = {"organisation": house_of(bob), "status": "confirmed", "is_mandated": True}
    return CommitmentFactory(opgave=opgave, **facts)


@pytest.fixture
def indicator(opgave):
    return IndicatorFactory(opgave=opgave)


def house_of(user):
    return user.memberships.get().organisation


def claim(promise, by, indicator, **facts):
    amounts = {"low": Decimal(-30), "likely": Decimal(-20), "high": Decimal(-10)}
    words = {"complete_at": "2028", "reason": "It went so in Hallum."}
    return actions.claim_effect(promise, by=by, indicator=indicator, **amounts | words | facts)


def weigh(effect, by, **facts):
    facts = {"is_plausible": True, "claimed_at": effect.claimed_at.isoformat()} | facts
    return actions.review_effect(effect, by=by, **facts)


def counted(indicator):
    return [claimed.is_reviewed for claimed in claimed_of(indicator)]


def test_it_counts_once_two_others_find_it_plausible(promise, bob, others, indicator):
    effect = claim(promise, bob, indicator)
    assert counted(indicator) == [False]
    weigh(effect, others[0])
    assert counted(indicator) == [False]
    weigh(effect, others[1])
    assert counted(indicator) == [True]


def test_one_organisation_has_one_say(promise, bob, others, indicator):
    effect = claim(promise, bob, indicator)
    weigh(effect, others[0])
    colleague = MembershipFactory(organisation=house_of(others[0]), role=Role.EDITOR).user
    weigh(effect, colleague)
    assert counted(indicator) == [False]


def test_nobody_weighs_the_own_promise_or_claims_for_another(promise, bob, others, indicator):
    effect = claim(promise, bob, indicator)
    with pytest.raises(NotAllowed):
        weigh(effect, bob)
    with pytest.raises(NotAllowed):
        claim(promise, others[0], indicator)


def test_other_words_end_what_was_thought_of_the_old(promise, bob, others, indicator):
    effect = claim(promise, bob, indicator)
    weigh(effect, others[0])
    read_at = effect.claimed_at.isoformat()
    again = claim(promise, bob, indicator, high=Decimal(-1))
    assert again.pk == effect.pk
    assert not again.reviews.exists()
    with pytest.raises(Refused, match="Read it again"):
        weigh(effect, others[1], claimed_at=read_at)


def test_a_doubt_says_which_and_does_not_count(promise, bob, others, indicator):
    effect = claim(promise, bob, indicator)
    with pytest.raises(Refused) as refusal:
        weigh(effect, others[0], is_plausible=False)
    assert refusal.value.field == "reason"
    weigh(effect, others[0], is_plausible=False, reason="Too hopeful.")
    weigh(effect, others[1])
    assert counted(indicator) == [False]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"low": Decimal(0)}, "likely"),
        ({"low": Decimal(0), "likely": Decimal(0), "high": Decimal(0)}, "likely"),
        ({"complete_at": "soon"}, "complete_at"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(promise, bob, indicator, facts, field):
    with pytest.raises(Refused) as refusal:
        claim(promise, bob, indicator, **facts)
    assert refusal.value.field == field


def test_a_figure_of_another_opgave_is_refused(promise, bob):
    with pytest.raises(Refused) as refusal:
        claim(promise, bob, IndicatorFactory())
    assert refusal.value.field == "indicator"


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "proposed"},
        {"status": "withdrawn"},
        {"is_mandated": False},
        {"visibility": Visibility.NETWORK},
    ],
)
def test_only_firm_promises_that_all_may_read_are_brought(promise, bob, indicator, facts):
    claim(promise, bob, indicator)
    Commitment.objects.update(**facts)
    assert claimed_of(indicator) == []


def test_pages_from_claim_to_weighing(opgave, promise, bob, others, indicator):
    at, client = promise.get_absolute_url(), english(bob)
    words = {"indicator": indicator.pk, "low": "-30", "likely": "-20", "high": "-10"}
    refused = client.post(f"{at}effect/", words | {"complete_at": "2028", "reason": ""})
    assert refused.status_code == 422
    client.post(f"{at}effect/", words | {"complete_at": "2028", "reason": "Seen elsewhere."})
    effect = Effect.objects.get()
    other = english(others[0])
    page = other.get(f"{at}effect/{effect.pk}/weeg/")
    assert "Seen elsewhere." in page.content.decode()
    read_at = effect.claimed_at.isoformat()
    other.post(f"{at}effect/{effect.pk}/weeg/", {"answer": "plausible", "claimed_at": read_at})
    assert "finds it plausible." in english().get(at).content.decode()
    assert client.get(f"{at}effect/{effect.pk}/weeg/").status_code == 403
    client.post(f"{at}effect/{effect.pk}/weg/")
    assert not Effect.objects.exists()
