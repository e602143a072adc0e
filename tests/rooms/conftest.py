"""Where the log of these rooms lies."""

import pytest


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rooms" / "rooms.sqlite3"
