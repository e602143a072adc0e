"""One server for all tests that leave it whole; each test has a table of its own."""

import shutil

import pytest

from tests.realtime.house import House


def pytest_collection_modifyitems(items):
    """Tests that share a server go to one process."""
    for item in items:
        if "tests/realtime" in str(item.path) or "tests/config/serving" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("house"))


@pytest.fixture(scope="session")
def open_house():
    """A server that runs during the session."""
    house = House()
    house.start()
    house.free = house.tables(80)
    yield house
    house.stop()
    shutil.rmtree(house.folder, ignore_errors=True)


@pytest.fixture
def table(open_house):
    """Three seats at a table where nobody sat before."""
    return open_house.free.pop()
