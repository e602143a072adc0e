"""Pasting a series: first look, then save; nothing pasted is lost, and nothing is saved by half."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from overbrug.opgaven import actions
from overbrug.opgaven.models import Measurement
from tests.factories import IndicatorFactory, MeasurementFactory, OpgaveFactory, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    return OpgaveFactory()


@pytest.fixture
def indicator(opgave):
    return IndicatorFactory(opgave=opgave)


@pytest.fixture
def paste(client, opgave, indicator):
    client.force_login(editor_of(opgave))
    address = reverse("opgaven:paste_measurements", args=[opgave.slug, indicator.pk])
    return lambda text, **more: client.post(address, {"text": text, **more}, follow=True)


@pytest.fixture
def save(paste):
    """Looks, and presses save on what it sees."""

    def press(text):
        seen = paste(text).content.decode()
        mark = re.search(r'name="mark" value="(\w+)"', seen)[1]
        return paste(text, mark=mark, save="1")

    return press


def values():
    return dict(Measurement.objects.values_list("measured_at", "value"))


def test_looking_saves_nothing(paste):
    answer = paste("2021;98\n2022;96,5")
    assert answer.status_code == 200
    assert "96,5" in answer.content.decode()
    assert not values()


def test_what_was_looked_at_is_saved(save):
    page = save("jaar;tekort\n2021;98\n2022;96,5").content.decode()
    assert values() == {"2021": Decimal(98), "2022": Decimal("96.5")}
    assert "2 metingen toegevoegd" in page


def test_what_is_there_stays_and_what_differs_is_corrected_with_its_history(save, indicator):
    MeasurementFactory(indicator=indicator, measured_at="2021", value=Decimal(98))
    other = MeasurementFactory(indicator=indicator, measured_at="2022", value=Decimal(99))
    page = save("2021;98\n2022;96\n2023;90").content.decode()
    assert values() == {"2021": 98, "2022": 96, "2023": 90}
    assert other.history.first().value == 96
    assert re.search(r"1 meting toegevoegd.*1 gewijzigd.*1 stond er al", page, re.S)


def test_one_wrong_cell_saves_nothing_and_loses_nothing(paste):
    text = "2021;98\n2022;N/A\n2023;90"
    answer = paste(text, save="1", mark="anything")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Rij 2, waarde" in html
    assert "N/A" in html
    assert "2023;90" in html
    assert 'name="save"' not in html
    assert not values()


def test_what_an_indicator_or_the_calendar_refuses_is_named_by_its_row(paste, opgave, indicator):
    by = editor_of(opgave)
    limits = {"lowest": Decimal(0), "highest": Decimal(100)}
    actions.change_indicator(indicator, by=by, revision=1, **limits)
    html = paste("2021;98\n2022;101\n2199;5").content.decode()
    assert "Rij 2, waarde" in html
    assert "Rij 3, datum" in html


def test_who_changed_something_meanwhile_is_not_overwritten_unseen(paste, opgave, indicator):
    seen = paste("2021;98").content.decode()
    mark = re.search(r'name="mark" value="(\w+)"', seen)[1]
    actions.add_measurement(indicator, by=editor_of(opgave), measured_at="2021", value=Decimal(7))
    answer = paste("2021;98", mark=mark, save="1")
    assert answer.status_code == 422
    assert "In plaats van 7" in answer.content.decode()
    assert values() == {"2021": 7}


def test_pressing_twice_saves_once(save):
    save("2021;98\n2022;96")
    page = save("2021;98\n2022;96").content.decode()
    assert len(values()) == 2
    assert "2 stonden er al" in page


def test_two_measurements_of_one_date_are_not_guessed_at(paste, indicator):
    MeasurementFactory.create_batch(2, indicator=indicator, measured_at="2021")
    assert "Rij 1, datum" in paste("2021;98").content.decode()


def test_a_thousand_rows_at_once_and_no_more(save, paste):
    rows = [f"{1 + n % 12}-{1900 + n // 12};{n}" for n in range(1001)]
    save("\n".join(rows[:1000]))
    assert len(values()) == 1000
    assert paste("\n".join(rows)).status_code == 422
