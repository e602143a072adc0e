"""Double booking: the same hours promised to two opgaven are shown to the organisation first, then to both."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.commitments.booking import bookings_of, warnings_for
from overbrug.core.errors import NotAllowed, Refused
from tests.english import english
from tests.factories import (
    CommitmentFactory,
    MembershipFactory,
    NeedFactory,
    OpgaveFactory,
    OrganisationFactory,
    PartyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LONG_AGO = timedelta(days=30)


@pytest.fixture
def house():
    return OrganisationFactory(name="Hallum")


@pytest.fixture
def admin(house):
    return MembershipFactory(organisation=house, role=Role.ADMIN).user


@pytest.fixture
def opgaven(house):
    return [OpgaveFactory(parties=[house], home=house) for _number in range(2)]


def declare(house, admin, amount=40):
    facts = {"kind": "people", "unit": "hours a week", "amount": Decimal(amount)}
    return actions.declare_capacity(house, by=admin, **facts)


def promise(opgave, house, amount, **facts):
    need = NeedFactory(opgave=opgave, kind="people", unit="Hours a week")
    facts = {"status": "confirmed", "is_mandated": True, "confirmed_at": timezone.now()} | facts
    return CommitmentFactory(
        opgave=opgave, organisation=house, need=need, amount=Decimal(amount), **facts
    )


def test_what_fits_is_no_double_booking(house, admin, opgaven):
    declare(house, admin)
    for opgave in opgaven:
        promise(opgave, house, 20)
    (booking,) = bookings_of([house])
    assert (booking.promised, booking.over_since) == (40, None)


def test_more_than_there_is_says_how_much_too_much(house, admin, opgaven):
    declare(house, admin)
    for opgave in opgaven:
        promise(opgave, house, 30)
    (booking,) = bookings_of([house])
    assert "That is 20 hours a week too much" in booking.words


@pytest.mark.parametrize(
    "facts", [{"status": "proposed"}, {"is_mandated": False}, {"status": "delivered"}]
)
def test_only_what_is_firm_and_still_to_do_draws_on_it(house, admin, opgaven, facts):
    declare(house, admin)
    promise(opgaven[0], house, 300, **facts)
    assert bookings_of([house])[0].promised == 0


def test_the_organisation_reads_it_at_once_and_the_opgaven_after_two_weeks(house, admin, opgaven):
    declare(house, admin)
    for opgave in opgaven:
        promise(opgave, house, 30)
    page = english(admin)
    assert "too much" in page.get(f"/organisaties/{house.public_id}/").content.decode()
    assert warnings_for(opgaven[0]) == []
    later = timezone.now() + timedelta(days=15)
    for opgave in opgaven:
        (words,) = warnings_for(opgave, now=later)
        assert "Hallum promised more" in words
        assert str(next(o for o in opgaven if o != opgave)) not in words


def test_an_opgave_that_it_is_not_promised_to_hears_nothing(house, admin, opgaven):
    declare(house, admin, amount=10)
    promise(opgaven[0], house, 30)
    later = timezone.now() + LONG_AGO
    assert warnings_for(opgaven[1], now=later) == []


def test_on_the_page_only_who_takes_part_reads_it(house, admin, opgaven):
    capacity = declare(house, admin, amount=10)
    row = promise(opgaven[0], house, 30, confirmed_at=timezone.now() - LONG_AGO)
    type(capacity).objects.update(declared_at=timezone.now() - LONG_AGO)
    address = f"{row.opgave.get_absolute_url()}wat-nodig-is/"
    inside = english(admin)
    assert "Ask which promise comes first" in inside.get(address).content.decode()
    assert "Ask which promise comes first" not in english().get(address).content.decode()


def test_only_the_administrator_says_what_there_is(house):
    editor = MembershipFactory(organisation=house, role=Role.EDITOR).user
    with pytest.raises(NotAllowed):
        declare(house, editor)


def test_of_one_kind_and_unit_the_last_word_counts(house, admin):
    declare(house, admin)
    again = actions.declare_capacity(
        house, by=admin, kind="people", unit="HOURS a week", amount=Decimal(10)
    )
    assert house.capacities.get() == again
    actions.end_capacity(again, by=admin)
    assert not house.capacities.exists()


def test_nothing_is_refused_with_its_field(house, admin):
    with pytest.raises(Refused) as refusal:
        declare(house, admin, amount=0)
    assert refusal.value.field == "amount"


def test_the_form_saves_and_says_what_is_wrong(house, admin):
    page = english(admin)
    address = f"/organisaties/{house.public_id}/te-geven/nieuw/"
    wrong = page.post(address, {"kind": "people", "unit": "hours a week", "amount": "many"})
    assert wrong.status_code == 422
    assert "many" in wrong.content.decode()
    page.post(address, {"kind": "people", "unit": "hours a week", "amount": "40"})
    assert house.capacities.get().amount == 40


def test_a_partner_of_another_organisation_does_not_read_it(house, admin, opgaven):
    declare(house, admin)
    other = MembershipFactory(role=Role.ADMIN)
    PartyFactory(opgave=opgaven[0], organisation=other.organisation)
    page = english(other.user)
    assert page.get(f"/organisaties/{house.public_id}/").status_code == 404
