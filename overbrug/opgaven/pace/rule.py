"""The published rule: is the observed growth enough to be at the target in time?

Source: the progress methodology of Open SDG (Statistics Canada, after Eurostat),
https://github.com/open-sdg/open-sdg/blob/26d2e38/docs/progress-methodology.md

    observed = (y / y0) ** (1 / (t - t0)) - 1
    required = (yT / y0) ** (1 / (T - t0)) - 1
    R = d * observed / |required|

It is undefined where a value is not above zero. There, and only there, the same is asked of the
change per year: R = [(y - y0) / (t - t0)] / [(yT - y0) / (T - t0)], with the same thresholds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .series import Course, Point

ON_TRACK, ENOUGH_TO_HOPE = 0.95, 0.60


class Pace(StrEnum):
    """What the rule says, in a word."""

    REACHED = "reached"
    ON_TRACK = "on-track"
    TOO_SLOW = "too-slow"  # progress made, but acceleration needed
    LIMITED = "limited"
    WORSE = "worse"


@dataclass(frozen=True)
class Verdict:
    """The word, the ratio behind it, and whether it is the ratio of growth or of yearly change."""

    pace: Pace
    ratio: float
    is_linear: bool


def judge(course: Course) -> Verdict | None:
    """What the rule says of `course`; None where there is nothing to compare."""
    if not course.is_measured:
        return None
    is_linear = min(course.start.value, course.now.value, course.goal.value) <= 0
    observed, required = (
        _per_year(course.start, point) if is_linear else _growth(course.start, point)
        for point in (course.now, course.goal)
    )
    ratio = course.sign * observed / abs(required)
    pace = Pace.REACHED if course.is_reached else _word(ratio)
    return Verdict(pace, ratio, is_linear)


def _growth(start: Point, end: Point) -> float:
    return float((end.value / start.value) ** (1 / (end.at - start.at))) - 1


def _per_year(start: Point, end: Point) -> float:
    return (end.value - start.value) / (end.at - start.at)


def _word(ratio: float) -> Pace:
    if ratio >= ON_TRACK:
        return Pace.ON_TRACK
    if ratio >= ENOUGH_TO_HOPE:
        return Pace.TOO_SLOW
    return Pace.LIMITED if ratio >= 0 else Pace.WORSE
