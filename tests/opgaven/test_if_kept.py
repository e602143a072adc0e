"""The second line of a forecast: what is likely when promises hold."""

import pytest

from overbrug.opgaven.effects import Claimed
from overbrug.opgaven.estimate.pert import Estimate
from overbrug.opgaven.if_kept import IfKept
from overbrug.opgaven.models import Indicator
from overbrug.opgaven.pace.forecast import Bounds, forecast
from overbrug.opgaven.pace.promised import if_they_hold
from overbrug.opgaven.pace.series import Point
from overbrug.opgaven.readings import reading_of
from tests.factories import IndicatorFactory, MeasurementFactory

pytestmark = pytest.mark.usefixtures("in_english")

WALK = [Point(2019 + n, value) for n, value in enumerate([100, 96, 93, 88, 85, 80])]


def outcome(effects, *, walk=WALK, bounds=None, goal=20.0):
    seen = forecast(walk, bounds)
    return if_they_hold(seen, effects, at=2028.0, goal=goal, is_better_up=False, seed=7)


def test_without_a_promise_it_is_the_band_of_the_formula():
    band, drawn = forecast(WALK).at(2028.0), outcome([]).band
    assert drawn.low == pytest.approx(band.low, abs=1)
    assert drawn.high == pytest.approx(band.high, abs=1)


def test_a_sure_effect_moves_the_band_and_does_not_widen_it():
    before, after = outcome([]).band, outcome([Estimate(-20, -20, -20)]).band
    assert after.low == pytest.approx(before.low - 20)
    assert after.high == pytest.approx(before.high - 20)


def test_an_unsure_effect_widens_it_and_its_mean_is_that_of_pert():
    effect = Estimate(-60, -20, -10)
    before, after = outcome([]).band, outcome([effect]).band
    assert after.high - after.low > before.high - before.low
    mean = (effect.low + 4 * effect.likely + effect.high) / 6
    assert after.middle - before.middle == pytest.approx(mean, abs=2)


def test_a_promise_makes_the_target_likelier():
    with_it = outcome([Estimate(-30, -25, -20)], goal=45.0)
    assert with_it.chance > outcome([], goal=45.0).chance


def test_nothing_goes_past_what_is_possible():
    band = outcome([Estimate(-300, -200, -100)], bounds=Bounds(0, 100)).band
    assert band.low == band.middle == 0


def test_a_page_that_is_opened_again_shows_the_same():
    assert outcome([Estimate(-30, -20, -10)]) == outcome([Estimate(-30, -20, -10)])


def claim(*, is_reviewed=True, by="2027"):
    return Claimed("Hallum", "builds", "/x/", -30, -20, -10, by, is_reviewed)


def if_kept(*claims):
    indicator = IndicatorFactory(target_at="2030", baseline_at="2019")
    for year, value in zip(range(2020, 2026), (98, 95, 96, 90, 88, 85), strict=True):
        MeasurementFactory(indicator=indicator, measured_at=str(year), value=value)
    return IfKept(reading_of(Indicator.objects.get(pk=indicator.pk)).outlook, list(claims))


@pytest.mark.django_db
def test_it_is_said_in_a_sentence():
    assert "If this promise holds as well" in if_kept(claim()).words
    assert "If these 2 promises hold" in if_kept(claim(), claim(by="2029")).words


@pytest.mark.django_db
@pytest.mark.parametrize("one", [claim(is_reviewed=False), claim(by="2031")])
def test_unweighed_and_late_promises_do_not_count(one):
    found = if_kept(one)
    assert (found.words, found.waiting) == ("", [one])
    assert "count once two other organisations" in found.why_not


@pytest.mark.django_db
def test_without_claims_nothing_is_said():
    found = if_kept()
    assert (found.words, found.why_not) == ("", "")
