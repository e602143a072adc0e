"""The small chart of one indicator: what was measured, where it has to go, and what is likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from overbrug.lib.moments import position, year_of
from overbrug.opgaven.bridge.gap import Value
from overbrug.opgaven.bridge.labels import Labels, Place, around
from overbrug.opgaven.bridge.shapes import el, path

# Small, so that its letters are large enough where the page is 320 points wide.
WIDTH, HEIGHT = 320, 200
LEFT, RIGHT, TOP, BOTTOM = 8.0, 312.0, 34.0, 158.0
INSET = 16.0
YEARS = 184.0
Show = Callable[[Decimal], str]


class Span(NamedTuple):
    """Between which two values it is likely to lie at a moment (a year with a fraction)."""

    at: float
    low: float
    high: float


class Goal(NamedTuple):
    """Where it has to be, when as far as that is known, and the word for it."""

    value: Decimal
    moment: str
    word: str


def chart(
    values: list[Value],
    *,
    goal: Goal | None,
    show: Show,
    label: str,
    ahead: Sequence[Span] = (),
) -> str:
    """A line through the values, a dashed one at the target, and what is likely as an area.

    `label` says the same in words.
    """
    ordered = sorted(values, key=lambda value: value.moment)
    scale = _Scale(ordered, goal, ahead)
    points = [(scale.x(position(value.moment)), scale.y(value.value)) for value in ordered]
    svg = el("svg", class_="chart", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label)
    svg.append(path(f"M{LEFT} {BOTTOM + 8}H{RIGHT}", "axis"))
    svg.extend(_likely(points[-1], ahead, scale))
    svg.extend(_goal(goal, scale))
    if len(points) > 1:
        svg.append(path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), "line"))
    for value, (x, y) in zip(ordered, points, strict=True):
        svg.extend(_range(value, x, scale))
        svg.append(el("circle", class_="dot", cx=x, cy=y, r=4.5))
    svg.extend(_words(ordered, points, goal, scale, show))
    return tostring(svg, encoding="unicode", short_empty_elements=False)


class _Scale:
    """Moments and values as places in the chart; one value alone stands in the middle."""

    def __init__(self, values: list[Value], goal: Goal | None, ahead: Sequence[Span]) -> None:
        moments = [position(value.moment) for value in values] + [span.at for span in ahead]
        if goal and goal.moment:
            moments.append(position(goal.moment))
        self.first, self.last = min(moments), max(moments)
        known = [float(n) for v in values for n in (v.value, v.low, v.high) if n is not None]
        known += [end for span in ahead for end in (span.low, span.high)]
        known += [float(goal.value)] if goal else []
        self.lowest, self.highest = min(known), max(known)

    def x(self, moment: float) -> float:
        """From left to right in time."""
        span = self.last - self.first
        share = (moment - self.first) / span if span else 0.5
        return LEFT + INSET + (RIGHT - LEFT - 2 * INSET) * share

    def y(self, value: Decimal | float) -> float:
        """More is higher."""
        span = self.highest - self.lowest
        return BOTTOM - (BOTTOM - TOP) * ((float(value) - self.lowest) / span if span else 0.5)


def _likely(last: tuple[float, float], ahead: Sequence[Span], scale: _Scale) -> list[Element]:
    """From the last measurement on, wider and wider."""
    if not ahead:
        return []
    above = [(scale.x(span.at), scale.y(span.high)) for span in ahead]
    below = [(scale.x(span.at), scale.y(span.low)) for span in reversed(ahead)]
    around = "L".join(f"{x:.1f} {y:.1f}" for x, y in [last, *above, *below])
    return [path(f"M{around}Z", "likely")]


def _goal(goal: Goal | None, scale: _Scale) -> list[Element]:
    if goal is None:
        return []
    y = scale.y(goal.value)
    found = [path(f"M{LEFT} {y:.1f}H{RIGHT}", "target")]
    if goal.moment:
        x = scale.x(position(goal.moment))
        found.append(path(f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z", "target-date"))
    return found


def _range(value: Value, x: float, scale: _Scale) -> list[Element]:
    if value.low is None and value.high is None:
        return []
    low = scale.y(value.value if value.low is None else value.low)
    high = scale.y(value.value if value.high is None else value.high)
    ends = "".join(f"M{x - 5:.1f} {y:.1f}h10" for y in (low, high))
    return [path(f"M{x:.1f} {low:.1f}V{high:.1f}{ends}", "range")]


def _words(
    values: list[Value],
    points: list[tuple[float, float]],
    goal: Goal | None,
    scale: _Scale,
    show: Show,
) -> list[Element]:
    """The last value, the target, the first value: who comes first has the best place."""
    figures, years = Labels(WIDTH, BOTTOM + 12), Labels(WIDTH, HEIGHT)
    ends = [(values[-1], points[-1])]
    ends += [(values[0], points[0])] if len(values) > 1 else []
    for value, (x, y) in ends[:1]:
        figures.put(show(value.value), "value", around(x, y))
    if goal is not None:
        figures.put(f"{goal.word} {show(goal.value)}", "target-text", _beside(goal, points, scale))
    for value, (x, y) in ends[1:]:
        figures.put(show(value.value), "value", around(x, y))
    for value, (x, _y) in ends:
        years.put(year_of(value.moment), "year", around(x, YEARS + 12))
    if goal is not None and goal.moment:
        years.put(year_of(goal.moment), "year", around(scale.x(position(goal.moment)), YEARS + 12))
    return [*figures.placed, *years.placed]


def _beside(goal: Goal, points: list[tuple[float, float]], scale: _Scale) -> list[Place]:
    """Along the line of the target, first where the measurements are furthest from it."""
    y = scale.y(goal.value)
    left = [Place(LEFT, y - 9, "start"), Place(LEFT, y + 20, "start")]
    right = [Place(RIGHT, y - 9, "end"), Place(RIGHT, y + 20, "end")]
    is_left = abs(points[0][1] - y) >= abs(points[-1][1] - y)
    return left + right if is_left else right + left
