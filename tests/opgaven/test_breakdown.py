"""One figure taken apart: by group, by partner; kept by whom, moved by what else."""

from decimal import Decimal

import pytest

from overbrug.core.errors import Refused
from overbrug.opgaven import actions
from overbrug.opgaven.breakdown import groups_of, shares_of
from overbrug.opgaven.models import Indicator
from overbrug.opgaven.readings import reading_of
from tests.english import english
from tests.factories import (
    IndicatorFactory,
    MeasurementFactory,
    OpgaveFactory,
    OrganisationFactory,
    PartyFactory,
    editor_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def bob(opgave):
    return editor_of(opgave)


@pytest.fixture
def indicator(opgave):
    return IndicatorFactory(opgave=opgave, source="a report")


def read(indicator):
    return reading_of(Indicator.objects.get(pk=indicator.pk))


def test_a_group_does_not_move_the_gap_of_all(indicator):
    MeasurementFactory(indicator=indicator, value=60)
    MeasurementFactory(indicator=indicator, measured_at="2025", value=90, group="18 to 30")
    reading = read(indicator)
    assert reading.gap.now.value == 60
    assert [(g.name, g.left) for g in groups_of(reading.gap, reading.measurements)] == [
        ("18 to 30", 90)
    ]


def test_who_is_furthest_from_the_target_comes_first(indicator):
    MeasurementFactory(indicator=indicator, value=60)
    for group, value in (("old", 20), ("young", 90), ("young", 80)):
        year = "2024" if value == 90 else "2025"
        MeasurementFactory(indicator=indicator, measured_at=year, value=value, group=group)
    reading = read(indicator)
    assert [(g.name, g.last.value) for g in reading.groups] == [("young", 80), ("old", 20)]


def test_the_same_date_twice_is_two_groups_when_pasted(indicator, bob):
    from overbrug.opgaven.pasting import read_paste

    paste = read_paste("2024;60;;;;;\n2024;90;;;;;young", language="en")
    assert paste.troubles == []
    plan = actions.plan_series(indicator, paste)
    actions.add_series(indicator, by=bob, paste=paste, mark=plan.mark)
    assert sorted(indicator.measurements.values_list("group", flat=True)) == ["", "young"]


def test_parts_of_the_way_add_up_in_words(indicator, opgave, bob):
    for value in (30, 20):
        party = PartyFactory(opgave=opgave)
        actions.add_share(indicator, by=bob, party=party, value=Decimal(value))
    words = shares_of(indicator).words
    assert "From the start to the target is 100 homes" in words
    assert "Of 50 homes nobody said" in words


def test_only_a_party_itself_says_that_it_takes_a_part(indicator, opgave, bob):
    own = opgave.parties.get(organisation=bob.memberships.get().organisation)
    assert actions.add_share(indicator, by=bob, party=own, value=Decimal(5)).is_own
    other = PartyFactory(opgave=opgave)
    share = actions.add_share(indicator, by=bob, party=other, value=Decimal(5))
    assert not share.is_own


def test_what_a_party_said_is_not_its_word_once_another_changed_it(indicator, opgave, bob):
    own = opgave.parties.get(organisation=bob.memberships.get().organisation)
    share = actions.add_share(indicator, by=bob, party=own, value=Decimal(5))
    carol = editor_of(opgave, name="Carol")
    assert not actions.change_share(share, by=carol, revision=1, value=Decimal(50)).is_own


def test_a_party_takes_one_part_and_of_its_own_opgave(indicator, opgave, bob):
    party = PartyFactory(opgave=opgave)
    actions.add_share(indicator, by=bob, party=party, value=Decimal(5))
    for wrong in (party, PartyFactory()):
        with pytest.raises(Refused) as refusal:
            actions.add_share(indicator, by=bob, party=wrong, value=Decimal(5))
        assert refusal.value.field == "party"


def test_an_indicator_is_kept_by_an_organisation_that_takes_part(opgave, indicator, bob):
    stranger = OrganisationFactory()
    with pytest.raises(Refused) as refusal:
        actions.change_indicator(indicator, by=bob, revision=1, owner=stranger)
    assert refusal.value.field == "owner"
    house = bob.memberships.get().organisation
    actions.change_indicator(indicator, by=bob, revision=1, owner=house)
    assert f"Kept by {house}" in english().get(opgave.get_absolute_url()).content.decode()


def test_what_else_moves_it_stands_beside_the_chart(opgave, indicator, bob):
    MeasurementFactory(indicator=indicator, value=60)
    page = english().get(opgave.get_absolute_url()).content.decode()
    assert "Nobody wrote yet what else moves this figure" in page
    actions.change_indicator(indicator, by=bob, revision=1, outside="Interest\nMigration")
    page = english().get(opgave.get_absolute_url()).content.decode()
    assert "Interest" in page
    assert "Migration" in page


def test_without_a_source_nothing_is_drawn(indicator):
    MeasurementFactory(indicator=indicator, value=60)
    assert "<svg" in read(indicator).chart
    Indicator.objects.update(source="")
    assert read(indicator).chart == ""


def test_the_page_of_measurements_shows_groups_and_parts(opgave, indicator, bob):
    MeasurementFactory(indicator=indicator, value=90, group="18 to 30")
    party = PartyFactory(opgave=opgave)
    client = english(bob)
    at = f"{opgave.get_absolute_url()}indicatoren/{indicator.pk}"
    client.post(f"{at}/aandelen/nieuw/", {"party": party.pk, "value": "40"})
    page = client.get(f"{at}/metingen/").content.decode()
    assert "For whom is the gap widest?" in page
    assert "Filled in by others: it is no promise." in page


def test_history_tells_of_parts_also_after_the_party_left(opgave, indicator, bob):
    party = PartyFactory(opgave=opgave)
    actions.add_share(indicator, by=bob, party=party, value=Decimal(5))
    client = english(bob)
    address = f"{opgave.get_absolute_url()}geschiedenis/"
    assert f"Part of the target added: {party}" in client.get(address).content.decode()
    actions.remove_party(party, by=bob)
    assert client.get(address).status_code == 200
