"""Room used well: columns stand beside each other on a desk."""

import pytest

from tests.browser.conftest import DESKTOP

COLUMNS = ".main-column, .side-column"
TOPS = "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"


@pytest.mark.parametrize("path", ["/wie-ziet-wat/", "/opgaven/genoeg-passende-woningen/"])
def test_the_short_column_stands_beside_the_long_one(phone, path):
    page = phone(DESKTOP)
    page.goto(path)
    long, short = page.locator(COLUMNS).evaluate_all(TOPS)
    assert long == short
