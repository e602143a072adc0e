"""What the tests here share: one look at everything, and facts that many threads use at once."""

import pytest
from django.db import connection

from tests.dialogues.conftest import empty_files, file_database, shared_database
from tests.hostile.campaign import IS_FULL
from tests.hostile.figures import (
    pytest_runtest_makereport,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from tests.hostile.looking import look

__all__ = [
    "empty_files",
    "file_database",
    "pytest_runtest_makereport",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_testnodedown",
    "shared_database",
]


@pytest.fixture(scope="session")
def seen(django_db_setup, django_db_blocker, tmp_path_factory):
    """What a harmless and a hostile world answered, everywhere."""
    if connection.vendor == "postgresql" and not IS_FULL:
        pytest.skip("a page is the same whatever keeps its rows; walks and races run on both")
    with django_db_blocker.unblock():
        return look(tmp_path_factory.mktemp("room"))
