"""A facts database in a real file, for what memory cannot show: locks between threads, bytes."""

import contextlib
import shutil

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils.safestring import mark_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader

from overbrug.dialogues.waiting import waiting


@pytest.fixture(autouse=True)
def _no_failed_codes_yet():
    cache.clear()


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch):
    """The browser code need not be built for these tests."""

    def named(self, path, *args, **kwargs):
        return mark_safe(f"<!-- {path} -->")

    monkeypatch.setattr(DjangoViteAssetLoader, "generate_vite_asset", named)


@pytest.fixture(autouse=True)
def _nobody_sent_a_line_yet():
    waiting._fields.clear()
    waiting._sent.clear()


@pytest.fixture
def shared_database(request, transactional_db):
    """Facts that many threads may use at once: SQLite in a file, or PostgreSQL as it is."""
    if connections["default"].vendor == "sqlite":
        request.getfixturevalue("file_database")


FILES = {"default": "facts.sqlite3", "unnamed": "unnamed.sqlite3"}


@contextlib.contextmanager
def _databases_in(folder):
    """The two databases as files of a folder, instead of those in memory."""
    in_memory = {alias: connections[alias] for alias in FILES}
    names = {alias: connections.settings[alias]["NAME"] for alias in FILES}
    for alias in FILES:
        connections.settings[alias]["NAME"] = folder / FILES[alias]
        connections[alias] = connections.create_connection(alias)
    try:
        yield
    finally:
        for alias in FILES:
            connections[alias].close()
            connections.settings[alias]["NAME"] = names[alias]
            connections[alias] = in_memory[alias]


@pytest.fixture(scope="session")
def empty_files(tmp_path_factory, django_db_setup, django_db_blocker):
    """Databases that had all migrations: copying them is quicker than migrating again."""
    folder = tmp_path_factory.mktemp("empty-databases")
    with django_db_blocker.unblock(), _databases_in(folder):
        for alias in FILES:
            call_command("migrate", database=alias, verbosity=0)
    return folder


@pytest.fixture
def file_database(request, tmp_path, django_db_blocker):
    """Use fresh SQLite files instead of those in memory; gives the path of the facts."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("what this looks at is in the files of SQLite")
    shutil.copytree(request.getfixturevalue("empty_files"), tmp_path, dirs_exist_ok=True)
    with django_db_blocker.unblock(), _databases_in(tmp_path):
        yield tmp_path / FILES["default"]
