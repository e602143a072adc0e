"""The band of a forecast: by hand, and as often right as it says, over thousands of series."""

import math
import random

import pytest

from overbrug.opgaven.pace.forecast import Bounds, forecast
from overbrug.opgaven.pace.series import Point

RUNS = 1500


def years(*values, first=2020.0, step=1.0):
    return [Point(first + step * n, value) for n, value in enumerate(values)]


def test_the_band_by_hand():
    # Steps 2, -1, 4: mean 5/3, sd sqrt(19/3). Student's t with two degrees of freedom has closed
    # forms: its 90 % point is 0.8 * sqrt(2 / 0.36), and F(x) = 1/2 + x / (2 sqrt(2 + x^2)).
    off = math.sqrt(19 / 3) * math.sqrt(2 + 4 / 3)
    half = 0.8 * math.sqrt(2 / 0.36) * off
    band = forecast(years(10, 12, 11, 15)).at(2025)
    assert band.middle == pytest.approx(15 + 10 / 3)
    assert (band.low, band.high) == pytest.approx((15 + 10 / 3 - half, 15 + 10 / 3 + half))


@pytest.mark.parametrize(("is_better_up", "sign"), [(True, 1), (False, -1)])
def test_the_chance_to_reach_the_target_by_hand(is_better_up, sign):
    off = math.sqrt(19 / 3) * math.sqrt(2 + 4 / 3)
    x = sign * (20 - 15 - 10 / 3) / off
    chance = forecast(years(10, 12, 11, 15)).chance(Point(2025, 20), is_better_up=is_better_up)
    assert chance == pytest.approx(1 - (0.5 + x / (2 * math.sqrt(2 + x * x))))


def test_months_and_years_give_the_same_band():
    by_year = forecast(years(10, 12, 11, 15)).at(2023 + 2)
    by_month = forecast(years(10, 12, 11, 15, step=1 / 12)).at(2020 + 5 / 12)
    assert (by_month.low, by_month.high) == pytest.approx((by_year.low, by_year.high))


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 4), (1, 2, 3, 4)])
def test_too_few_measurements_or_no_chance_at_all_give_no_forecast(values):
    assert forecast(years(*values)) is None


def test_the_same_moment_twice_is_one_measurement():
    assert forecast([*years(1, 2, 4), Point(2022.0, 5)]) is None


def test_a_share_stays_between_nothing_and_everything():
    band = forecast(years(70, 84, 81, 97), Bounds(0, 100)).at(2030)
    assert 0 < band.low < band.middle < band.high < 100


def test_a_share_of_everything_can_be_forecast_too():
    assert forecast(years(80, 90, 100, 100), Bounds(0, 100)).at(2026).high <= 100


def held(make, *, points, ahead):
    """The share of series whose later value lay within the band; chance from a fixed seed."""
    dice = random.Random(f"{points} {ahead}")
    inside = 0
    for _ in range(RUNS):
        series = make(dice, points + ahead)
        band = forecast(years(*series[:points])).at(2020.0 + points - 1 + ahead)
        inside += band.low <= series[-1] <= band.high
    return inside / RUNS


def wandering(dice, count):
    """A random walk with drift, from 100."""
    values, drift = [100.0], dice.uniform(-3, 3)
    while len(values) < count:
        values.append(values[-1] + drift + dice.gauss(0, 2))
    return values


def swinging(dice, count):
    """Steps that take after the one before."""
    values, step = [100.0], 0.0
    while len(values) < count:
        step = 0.3 * step + dice.gauss(0, 2)
        values.append(values[-1] + 1 + step)
    return values


@pytest.mark.parametrize("points", [4, 5, 8, 12])
@pytest.mark.parametrize("ahead", [1, 3, 5])
def test_a_band_of_eighty_per_cent_holds_four_in_five_series_that_wander(points, ahead):
    assert 0.77 <= held(wandering, points=points, ahead=ahead) <= 0.83


@pytest.mark.parametrize("points", [5, 8, 12])
def test_it_is_not_far_off_where_steps_hang_together(points):
    assert 0.65 <= held(swinging, points=points, ahead=3) <= 0.97
