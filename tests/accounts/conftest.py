"""Nobody has tried anything yet: counters of attempts outlive a test, as they stand in memory."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()
