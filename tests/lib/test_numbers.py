"""Numbers as people write them."""

from decimal import Decimal

import pytest

from overbrug.lib.numbers import read_number, round_like, round_to, show_number, whole_number


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("nl", "401.000", "401000"),
        ("nl", "4,9", "4.9"),
        ("nl", "4.9", "4.9"),
        ("nl", "1.234.567,25", "1234567.25"),
        ("nl", "1 000", "1000"),
        ("nl", "-3", "-3"),
        ("en", "401,000", "401000"),
        ("en", "4.9", "4.9"),
        ("en", "1,234.5", "1234.5"),
    ],
)
def test_reading(language, typed, number):
    assert read_number(typed, language=language) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "many", "1.2.3", "1,2,3", "12 %", "1e9", "٣", "NaN", "9" * 13, "1,23456"]
)
def test_what_is_no_number(typed):
    assert read_number(typed, language="nl") is None


@pytest.mark.parametrize(
    ("language", "number", "shown"),
    [
        ("nl", "401000.0000", "401.000"),
        ("nl", "4.9000", "4,9"),
        ("en", "1234567.5", "1,234,567.5"),
        ("nl", "0", "0"),
        ("nl", "100", "100"),
    ],
)
def test_showing(language, number, shown):
    assert show_number(Decimal(number), language=language) == shown


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("0", 0), ("", 0), ("-1", 0), ("1.0", 0), ("٣", 0), ("²", 0), ("1" * 10, 0)],
)
def test_a_number_that_was_sent_back(typed, number):
    assert whole_number(typed) == number


def test_a_number_with_too_many_figures_is_none():
    assert (whole_number("99", figures=2), whole_number("100", figures=2)) == (99, 0)


@pytest.mark.parametrize(
    ("number", "figures", "rounded"),
    [(380123, 3, "380000"), (0.01234, 3, "0.0123"), (-9.996, 3, "-10.0"), (0, 3, "0")],
)
def test_so_many_figures_that_mean_something(number, figures, rounded):
    assert str(round_to(number, figures)) == rounded


@pytest.mark.parametrize(
    ("number", "width", "rounded"),
    [(28.26, 83, "28"), (380123, 52000, "380000"), (0.1234, 0.05, "0.123"), (12.5, 0, "12.5")],
)
def test_no_more_exact_than_the_width_it_lies_in(number, width, rounded):
    assert str(round_like(number, width).normalize().__format__("f")) == rounded
