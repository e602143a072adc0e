"""The small chart of one indicator: what was measured, where it has to go."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from xml.etree.ElementTree import Element, tostring

from overbrug.lib.moments import position, year_of
from overbrug.opgaven.bridge.gap import Value
from overbrug.opgaven.bridge.shapes import el, path, words

LEFT, RIGHT, TOP, BOTTOM = 40.0, 370.0, 34.0, 150.0
# The width of one letter of the word at the target, rather too much than too little.
LETTER = 9.0
Show = Callable[[Decimal], str]


def chart(
    values: list[Value], *, target: Decimal | None, show: Show, target_word: str, label: str
) -> str:
    """A line through the values, a dashed one at the target. `label` says the same in words."""
    ordered = sorted(values, key=lambda value: value.moment)
    scale = _Scale(ordered, target)
    goal = "" if target is None else f"{target_word} {show(target)}"
    width = max(460, round(RIGHT + 20 + LETTER * len(goal)))
    svg = el("svg", class_="chart", viewBox=f"0 0 {width} 190", role="img", aria_label=label)
    svg.append(path(f"M{LEFT} {BOTTOM + 8}H{RIGHT}", "axis"))
    if target is not None:
        y = scale.y(target)
        svg.append(path(f"M{LEFT} {y:.1f}H{RIGHT}", "target"))
        svg.append(words(RIGHT + 8, y + 5, goal, "target-text", "start"))
    points = [(scale.x(value.moment), scale.y(value.value)) for value in ordered]
    if len(points) > 1:
        svg.append(path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), "line"))
    for value, (x, y) in zip(ordered, points, strict=True):
        svg.extend(_range(value, x, scale))
        svg.append(el("circle", class_="dot", cx=x, cy=y, r=4.5))
    for value, (x, y) in _ends(ordered, points):
        svg.append(words(x, y - 12, show(value.value), "value"))
        svg.append(words(x, 182, year_of(value.moment), "year"))
    return tostring(svg, encoding="unicode", short_empty_elements=False)


class _Scale:
    """Moments and values as places in the chart; one value alone stands in the middle."""

    def __init__(self, values: list[Value], target: Decimal | None) -> None:
        moments = [position(value.moment) for value in values]
        self.first, self.last = min(moments), max(moments)
        known = [n for v in values for n in (v.value, v.low, v.high) if n is not None]
        known += [] if target is None else [target]
        self.lowest, self.highest = float(min(known)), float(max(known))

    def x(self, moment: str) -> float:
        """From left to right in time."""
        span = self.last - self.first
        share = (position(moment) - self.first) / span if span else 0.5
        return LEFT + 30 + (RIGHT - LEFT - 70) * share

    def y(self, value: Decimal) -> float:
        """More is higher."""
        span = self.highest - self.lowest
        return BOTTOM - (BOTTOM - TOP) * ((float(value) - self.lowest) / span if span else 0.5)


def _range(value: Value, x: float, scale: _Scale) -> list[Element]:
    if value.low is None and value.high is None:
        return []
    low = scale.y(value.value if value.low is None else value.low)
    high = scale.y(value.value if value.high is None else value.high)
    ends = "".join(f"M{x - 5:.1f} {y:.1f}h10" for y in (low, high))
    return [path(f"M{x:.1f} {low:.1f}V{high:.1f}{ends}", "range")]


def _ends(
    values: list[Value], points: list[tuple[float, float]]
) -> list[tuple[Value, tuple[float, float]]]:
    """The first and the last: more figures than these two would collide."""
    both = list(zip(values, points, strict=True))
    return both[:1] + both[1:][-1:]
