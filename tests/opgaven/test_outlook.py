"""Where an indicator goes, in words."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from overbrug.opgaven.outlook import chance_words
from overbrug.opgaven.readings import reading_of
from tests.factories import IndicatorFactory, MeasurementFactory, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def outlook(*values, **facts):
    """From 100 homes in 2020 to 40 in 2030, measured in 2021, 2022 and on."""
    start = {"baseline_at": "2020", "target": Decimal(40), "target_at": "2030"}
    indicator = IndicatorFactory(**{**start, **facts})
    for year, value in enumerate(values, start=2021):
        MeasurementFactory(indicator=indicator, measured_at=str(year), value=Decimal(str(value)))
    return reading_of(indicator).outlook


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (40, "The target has been reached."),
        (91, "On course: at this pace the target is reached in time."),
        (94, "Forward, but too slow to reach the target in time."),
        (99, "Forward, but much too slow to reach the target in time."),
        (100, "It stands still."),
        (101, "The wrong way."),
    ],
)
def test_the_pace_in_a_sentence(value, words):
    assert outlook(value).pace == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            [98, 96],
            "To be there in 2030 it must go 3.5 times as fast: −7 homes a year. So far: −2 homes a year.",
        ),
        ([80], "Needed until 2030: −4.44 homes a year. So far: −20 homes a year."),
        ([100], "It has to turn: −6.67 homes a year until 2030. So far: 0 homes a year."),
        ([106], "It has to turn: −7.33 homes a year until 2030. So far: +6 homes a year."),
        ([30], ""),
    ],
)
def test_the_speed_that_is_needed(values, words):
    assert outlook(*values).speed == words


def test_a_target_that_is_over_asks_for_a_new_one():
    late = outlook(98, 96, target_at="2022")
    assert (
        late.speed == "The date of the target has passed (2022). Choose a new one, or a new date."
    )
    assert late.likely == ""


def test_a_target_of_the_past_without_a_measurement_since_is_no_forecast(time_machine):
    time_machine.move_to("2031-05-01")
    late = outlook(98, 90, 91)
    assert (late.pace, late.likely) == ("", "")
    assert late.speed.startswith("The date of the target has passed (2030).")


@pytest.mark.parametrize(
    ("facts", "what"), [({"target_at": ""}, "the target"), ({"baseline_at": ""}, "the start")]
)
def test_what_somebody_can_add_is_told(facts, what):
    assert f"Give {what} a date" in outlook(98, **facts).lacks


def test_three_measurements_are_too_few_to_look_ahead():
    words = "Too few measurements to look ahead: 3, and it takes 4."
    assert outlook(98, 96).likely == words


# Steps -2, -8 and 1: mean -3, sd sqrt(21); 91 - 7 * 3 = 70, give or take
# 1.8856 * sqrt(21) * sqrt(7 + 49 / 3) = 41.7.
def test_the_band_and_the_chance_in_words():
    assert outlook(98, 90, 91).likely == (
        "If nothing changes it will be between 28 and 112 homes in 2030: "
        "that is so in 8 of 10 cases. Chance to reach the target: about 15 %."
    )


def test_steps_that_were_all_the_same_say_nothing_about_chance():
    assert outlook(98, 96, 94).likely.startswith("Every step was the same")


def test_a_share_is_never_said_to_pass_its_limits():
    limits = {"lowest": Decimal(0), "highest": Decimal(100), "unit": "%", "direction": "more"}
    rising = outlook(60, 80, 84, 97, baseline=Decimal(50), target=Decimal(99), **limits)
    assert 0 < rising.forecast.at(2060).low < rising.forecast.at(2060).high <= 100


@pytest.mark.parametrize(
    "facts", [{"target_at": ""}, {"target": None}, {"baseline": None}, {"baseline_at": ""}]
)
def test_without_a_start_and_a_dated_target_nothing_is_said(facts):
    silent = outlook(98, 96, 90, 91, **facts)
    assert (silent.pace, silent.speed, silent.likely) == ("", "", "")


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.001, "less than 5 %"),
        (0.024, "less than 5 %"),
        (0.03, "about 5 %"),
        (0.5, "about 50 %"),
        (0.96, "about 95 %"),
        (0.99, "more than 95 %"),
    ],
)
def test_a_chance_is_told_in_steps(chance, words):
    assert chance_words(chance) == words


def test_the_page_of_the_measurements_says_it(client, settings):
    indicator = outlook(98, 96).indicator
    client.force_login(editor_of(indicator.opgave))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = reverse("opgaven:measurements", args=[indicator.opgave.slug, indicator.pk])
    assert "3.5 times as fast" in client.get(address).content.decode()
