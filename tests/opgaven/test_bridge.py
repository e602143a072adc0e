"""The drawing alone: dataclasses in, SVG out."""

from decimal import Decimal
from itertools import combinations
from xml.etree.ElementTree import fromstring

import pytest

from overbrug.opgaven.bridge.chart import HEIGHT, WIDTH, Goal, Span, chart
from overbrug.opgaven.bridge.drawing import Rulers, plank, small, wide
from overbrug.opgaven.bridge.gap import Gap, Value, percent
from overbrug.opgaven.bridge.geometry import WIDE, Scene
from overbrug.opgaven.bridge.parts import HOLE, STATUSES, UNKNOWN, Arch, Part, fold
from tests.hostile import TEXTS

NO_RULERS = Rulers()


def gap(baseline, now, target, low=None, high=None):
    start = Value("2023", Decimal(baseline))
    return Gap(start, Decimal(target), (Value("2024", Decimal(now), low, high),))


def arches(count, status="promise", needs=1):
    return [
        Arch(chr(65 + n), "ground", tuple(Part(status, number=str(i + 1)) for i in range(count)))
        for n in range(needs)
    ]


@pytest.mark.parametrize(
    ("facts", "closed"),
    [
        ((390, 401, 169), -0.05),
        ((45, 66, 75), 0.7),
        ((100, 0, 0), 1.0),
        ((100, 100, 0), 0.0),
        ((100, -10, 0), 1.1),
    ],
)
def test_the_share_that_is_closed(facts, closed):
    assert gap(*facts).closed == pytest.approx(closed, abs=0.001)


def test_a_target_equal_to_the_start_cannot_be_drawn_to_scale():
    assert not gap(5, 4, 5).is_measured
    assert not Gap(Value("2023", Decimal(5)), Decimal(1)).is_measured
    assert not Gap().is_measured


def test_nearly_closed_is_not_closed():
    assert percent(0.999) == 99
    assert percent(0.7) == 70


@pytest.mark.parametrize("closed", [-50, -0.05, 0, 0.3, 0.7, 0.999, 1, 3])
def test_only_the_water_is_to_scale_and_it_fits_between_the_dikes(closed):
    scene = Scene(WIDE, closed)
    assert scene.now == pytest.approx(WIDE.right - scene.unit * max(0, 1 - closed))
    assert WIDE.right - WIDE.scale - 1 <= scene.now <= WIDE.right
    assert scene.left < scene.right - 200


def test_a_gap_that_widens_moves_the_left_bank_back():
    scene = Scene(WIDE, -0.5)
    assert scene.now < scene.baseline
    assert "widened" in wide(arches(3), gap(100, 150, 0), Rulers("still 150", "100", "+ 50"))


def test_land_is_won_and_a_closed_gap_has_no_water():
    assert 'class="measure won"' in wide(arches(3), gap(100, 30, 0), Rulers("30", "100", "70 %"))
    closed = wide(arches(3), gap(100, 0, 0), Rulers("", "100", "all closed"))
    assert 'class="water' not in closed
    assert 'class="wave' not in closed


def test_not_measured_is_dotted_and_says_so():
    drawn = wide(arches(3), Gap(), Rulers("width unknown"))
    assert 'class="water unmeasured"' in drawn
    assert "width unknown" in drawn
    assert 'class="wave' not in drawn


def test_a_range_is_hatched_and_ticked():
    drawn = wide(arches(1), gap(100, 60, 0, Decimal(50), Decimal(80)), Rulers("60", "100", "40 %"))
    assert "url(#p-doubt)" in drawn
    assert "doubt-ticks" in drawn
    assert Scene(WIDE, 0.4, True, (0.2, 0.5)).left <= Scene(WIDE, 0.4).left


@pytest.mark.parametrize(("count", "needs"), [(0, 0), (1, 1), (3, 1), (25, 1), (5, 5), (40, 2)])
def test_every_number_of_promises_can_be_drawn(count, needs):
    for drawn in (
        wide(arches(count, needs=needs), gap(100, 60, 0), NO_RULERS),
        small(arches(count, needs=needs), gap(100, 60, 0)),
    ):
        assert fromstring(drawn).attrib["aria-hidden"] == "true"
        assert "nan" not in drawn


def test_nothing_known_is_one_open_question():
    drawn = wide([], Gap(), NO_RULERS)
    assert drawn.count('class="question-mark"') == 1
    assert 'class="slice' not in drawn


def test_above_thirty_the_firmest_stay_and_the_rest_is_one_slice():
    many = [*arches(30, "promise"), *arches(9, "wish")]
    kept, folded = fold(many)
    assert len(kept.parts) == 30
    assert [part.number for part in folded.parts] == ["+9"]


def test_firm_parts_carry_road_and_railing_and_only_delivered_ones_a_walker():
    def drawn(status):
        return wide(arches(1, status), gap(100, 60, 0), NO_RULERS)

    assert [s for s in STATUSES if 'class="road"' in drawn(s)] == [
        "delivered",
        "binding",
        "promise",
    ]
    on_the_bank = drawn("promise").count('class="person"')
    assert drawn("delivered").count('class="person"') == on_the_bank + 1


def test_a_hole_has_a_plus_and_no_slice():
    drawn = wide([Arch("A", "ground", (Part(HOLE, target="#hole-1"),))], Gap(), NO_RULERS)
    assert "hole-plus" in drawn
    assert 'href="#hole-1"' in drawn
    assert 'tabindex="-1"' in drawn
    assert 'class="slice' not in drawn


@pytest.mark.parametrize("name", TEXTS)
def test_what_people_type_is_text_and_never_markup(name):
    text = TEXTS[name][:400]
    parts = (Part("promise", number="1", label=text), Part(UNKNOWN))
    drawn = wide([Arch("A", text, parts)], gap(100, 60, 0), Rulers(text, text, text))
    tags = {element.tag for element in fromstring(drawn).iter()}
    assert tags <= {"svg", "g", "a", "path", "circle", "rect", "text", "tspan"}
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_a_drawing_has_no_inline_style():
    for status in (*STATUSES, HOLE, UNKNOWN):
        assert "style" not in plank(status)


def test_a_chart_says_in_words_what_it_shows():
    values = [Value("2023", Decimal(1)), Value("2024", Decimal(2), Decimal(0), Decimal(3))]
    goal = Goal(Decimal(0), "2030", "target")
    drawn = chart(values, goal=goal, show=str, label="<b>homes</b>")
    assert fromstring(drawn).attrib["aria-label"] == "<b>homes</b>"
    assert "target 0" in drawn
    assert chart(values[:1], goal=None, show=str, label="x").count("dot") == 1


@pytest.mark.parametrize("moment", ["", "2030"])
@pytest.mark.parametrize(
    ("first", "last", "target"),
    [(390_000, 401_000, 169_000), (10, 90, 95), (5, 5, 5), (-400, 12, 0), (0.5, 4.9, 2)],
)
def test_the_words_in_a_chart_lie_in_it_and_not_on_each_other(first, last, target, moment):
    values = [Value(str(2018 + n), Decimal(str(v))) for n, v in enumerate((first, last, last))]
    ahead = [Span(2021.0 + n, last - 9 * n, last + 9.0 * n) for n in range(1, 9)] if moment else []
    goal = Goal(Decimal(str(target)), moment, "target")
    drawn = fromstring(chart(values, goal=goal, show="{:,}".format, label="x", ahead=ahead))
    boxes = [_box_of(text) for text in drawn.iter("text")]
    assert all(x >= 0 and end <= WIDTH and 14 <= y <= HEIGHT for x, end, y in boxes)
    for (x, end, y), (x2, end2, y2) in combinations(boxes, 2):
        assert end < x2 or end2 < x or abs(y - y2) >= 12


def _box_of(text):
    """From where to where it stands, rather too wide, and on which line."""
    width, x = 8.5 * len(text.text), float(text.get("x"))
    start = x - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")] * width
    return start, start + width, float(text.get("y"))
