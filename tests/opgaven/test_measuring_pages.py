"""The form of an indicator: what is off stands beside its field, and nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from overbrug.opgaven import actions
from overbrug.opgaven.models import Indicator
from tests.factories import IndicatorFactory, MeasurementFactory, OpgaveFactory, editor_of

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "homes too few",
    "unit": "homes",
    "direction": "less",
    "baseline": "100",
    "baseline_at": "2023",
    "target": "0",
    "target_at": "2030",
    "source": "a report",
}


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def form(client, opgave):
    client.force_login(editor_of(opgave))

    def send(where="add_indicator", pk=None, **facts):
        args = [opgave.slug] + ([pk] if pk else [])
        return client.post(reverse(f"opgaven:{where}", args=args), facts)

    return send


OFF = [
    ({"baseline": "a hundred"}, "baseline", "Waarde bij de start: Schrijf een getal in cijfers"),
    ({"target": "12 homes"}, "target", "Doel: Schrijf een getal in cijfers"),
    ({"target": "100"}, "target", "Doel: Het doel is gelijk aan de waarde bij de start"),
    ({"target": "100"}, "target", "Wijzig een van de twee"),
    ({"target": "200"}, "target", "Doel: Dit doel gaat de andere kant op"),
    ({"target_at": "2020"}, "target_at", "Datum van het doel: Het doel komt na de start"),
    ({"target_at": "2023"}, "target_at", "Kies een latere datum"),
    ({"baseline_at": "31-2-2024"}, "baseline_at", "Datum van de start: Schrijf een datum zoals"),
]


@pytest.mark.parametrize(("typed", "field", "words"), OFF)
def test_what_is_off_is_named_with_its_mend(form, typed, field, words):
    answer = form(**GOOD | typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in html
    assert words in html
    assert not Indicator.objects.exists()


@pytest.mark.parametrize(("typed", "field", "words"), OFF)
def test_what_was_typed_is_still_there(form, typed, field, words):
    html = form(**GOOD | typed).content.decode()
    for name, value in (GOOD | typed).items():
        if name != "direction":
            assert re.search(rf'name="{name}"[^>]*value="{value}"', html), name


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"value": "five"}, "value", "Schrijf een getal in cijfers"),
        ({"low": "9", "high": "3"}, "low", "Draai ze om"),
        ({"low": "7"}, "value", "Wijzig de waarde of het bereik"),
        ({"measured_at": "2199"}, "measured_at", "Schrijf wanneer"),
        ({"measured_at": "later"}, "measured_at", "Schrijf een datum zoals"),
    ],
)
def test_a_measurement_says_it_too(form, opgave, typed, field, words):
    indicator = IndicatorFactory(opgave=opgave)
    data = {"measured_at": "2024", "value": "5", "source": "a report"} | typed
    answer = form("add_measurement", indicator.pk, **data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in html
    assert words in html
    assert all(f'value="{value}"' in html for value in data.values())


def test_two_editors_of_one_indicator_both_read_both_texts(form, opgave):
    indicator = IndicatorFactory(opgave=opgave)
    actions.change_indicator(indicator, by=editor_of(opgave), revision=1, unit="dwellings")
    mine = GOOD | {"unit": "houses", "is_leading": "on", "revision": "1", "target_at": ""}
    answer = form("change_indicator", indicator.pk, **mine)
    html = answer.content.decode()
    indicator.refresh_from_db()
    assert answer.status_code == 409
    assert indicator.unit == "dwellings"
    assert "dwellings" in html
    assert 'value="houses"' in html


@pytest.mark.parametrize(("choice", "unit"), [("mine", "houses"), ("theirs", "dwellings")])
def test_the_person_chooses_and_the_other_text_stays_in_the_history(form, opgave, choice, unit):
    indicator = IndicatorFactory(opgave=opgave)
    actions.change_indicator(indicator, by=editor_of(opgave), revision=1, unit="dwellings")
    mine = GOOD | {"unit": "houses", "is_leading": "on", "revision": "2", "choose-unit": choice}
    assert form("change_indicator", indicator.pk, **mine).status_code == 302
    indicator.refresh_from_db()
    assert indicator.unit == unit
    assert indicator.history.filter(unit="dwellings").exists()


def test_number_and_date_of_two_people_are_never_mixed(form, opgave):
    row = MeasurementFactory(indicator=IndicatorFactory(opgave=opgave), value=60)
    actions.change_measurement(row, by=editor_of(opgave), revision=1, measured_at="2025")
    data = {"measured_at": "2024", "value": "55", "revision": "1"}
    assert form("change_measurement", row.pk, **data).status_code == 409
    row.refresh_from_db()
    assert (row.measured_at, row.value) == ("2025", 60)
