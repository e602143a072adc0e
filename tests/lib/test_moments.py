"""Dates as far as a source knows them."""

import pytest

from overbrug.lib.moments import is_before, position, read_moment, typed_moment


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2024", "2024"),
        ("7-2024", "2024-07"),
        ("2024-07", "2024-07"),
        ("15-7-2024", "2024-07-15"),
        ("15/7/2024", "2024-07-15"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_read(typed, moment):
    assert read_moment(typed) == moment
    assert read_moment(typed_moment(moment)) == moment


@pytest.mark.parametrize(
    "typed", ["", "24", "13-2024", "30-2-2024", "july", "1500", "9999999", "٢٠٢٤"]
)
def test_no_date(typed):
    assert read_moment(typed) is None


def test_a_year_is_neither_before_nor_after_its_own_months():
    assert not is_before("2024", "2024-07")
    assert not is_before("2024-07", "2024")
    assert is_before("2023", "2024-01-01")
    assert position("2024-07") == 2024.5
