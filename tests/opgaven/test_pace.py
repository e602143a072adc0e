"""The published rule and the speed, beside figures worked out by hand."""

import pytest

from overbrug.opgaven.pace.rule import Pace, judge
from overbrug.opgaven.pace.series import Course, Point
from overbrug.opgaven.pace.speed import speed_of


def course(start, now, goal, *, up):
    return Course(Point(*start), Point(*goal), Point(*now), up)


# From 100 in 2020 to 50 in 2030 takes -6.697 % a year: 0.5 ** 0.1 - 1.
@pytest.mark.parametrize(
    ("value", "pace", "ratio"),
    [
        (70, Pace.ON_TRACK, 1.0281),  # -6.885 %
        (71.9, Pace.ON_TRACK, 0.9534),  # -6.385 %, just above the threshold
        (72.0, Pace.TOO_SLOW, 0.9495),  # -6.359 %, just below it
        (80, Pace.TOO_SLOW, 0.6517),  # -4.365 %
        (81.4, Pace.TOO_SLOW, 0.6021),  # -4.032 %
        (81.5, Pace.LIMITED, 0.5986),  # -4.009 %
        (90, Pace.LIMITED, 0.3113),  # -2.085 %
        (100, Pace.LIMITED, 0.0),
        (110, Pace.WORSE, -0.2874),  # +1.924 %
        (50, Pace.REACHED, 1.9331),  # -12.945 %
        (40, Pace.REACHED, 2.5004),  # -16.745 %
    ],
)
def test_the_rule_of_growth_by_hand(value, pace, ratio):
    verdict = judge(course((2020, 100), (2025, value), (2030, 50), up=False))
    assert (verdict.pace, verdict.is_linear) == (pace, False)
    assert verdict.ratio == pytest.approx(ratio, abs=0.0002)


@pytest.mark.parametrize(
    ("start", "now", "goal", "ratio", "pace"),
    [
        (10, 5, 0, 1.0, Pace.ON_TRACK),  # half of the way in half of the time
        (-4, -1, 2, 1.0, Pace.ON_TRACK),  # (3 / 5) / (6 / 10)
        (0, 1, 10, 0.2, Pace.LIMITED),
        (10, 11, 0, -0.2, Pace.WORSE),
    ],
)
def test_where_growth_is_undefined_the_yearly_change_counts(start, now, goal, ratio, pace):
    verdict = judge(course((2020, start), (2025, now), (2030, goal), up=goal > start))
    assert (verdict.pace, verdict.is_linear) == (pace, True)
    assert verdict.ratio == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("start", "now", "goal"),
    [
        ((2020, 100), (2025, 90), (2030, 100)),  # the target is what it was
        ((2020, 100), (2020, 100), (2030, 50)),  # nothing was measured since
        ((2020, 100), (2025, 90), (2019, 50)),  # dates the wrong way round
    ],
)
def test_where_there_is_nothing_to_compare_nothing_is_said(start, now, goal):
    assert judge(course(start, now, goal, up=False)) is None


def test_a_target_in_the_other_direction_than_is_better_is_reached():
    assert judge(course((2020, 100), (2025, 110), (2030, 90), up=True)).pace == Pace.REACHED


def test_the_speed_needed_beside_the_speed_so_far():
    speed = speed_of(course((2020, 100), (2024, 92), (2028, 60), up=False))
    assert (speed.needed, speed.so_far, speed.factor) == (-8.0, -2.0, 4.0)


def test_who_goes_the_other_way_has_to_turn_and_no_factor_says_so():
    speed = speed_of(course((2020, 100), (2024, 108), (2028, 60), up=False))
    assert (speed.needed, speed.so_far, speed.factor) == (-12.0, 2.0, None)


@pytest.mark.parametrize(
    ("now", "goal"), [((2024, 55), (2028, 60)), ((2029, 92), (2028, 60)), ((2020, 92), (2028, 60))]
)
def test_no_speed_is_needed_when_it_is_reached_or_over_or_has_just_begun(now, goal):
    assert speed_of(course((2020, 100), now, goal, up=False)) is None
