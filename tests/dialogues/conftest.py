"""A facts database in a real file, for what memory cannot show: locks between threads, bytes."""

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


@pytest.fixture
def file_database(tmp_path, django_db_setup, django_db_blocker):
    """Use fresh SQLite files instead of those in memory; gives the path of the facts."""
    if connections["default"].vendor != "sqlite":
        pytest.skip("what this looks at is in the files of SQLite")
    files = {"default": tmp_path / "facts.sqlite3", "unnamed": tmp_path / "unnamed.sqlite3"}
    in_memory = {alias: connections[alias] for alias in files}
    names = {alias: connections.settings[alias]["NAME"] for alias in files}
    with django_db_blocker.unblock():
        for alias, path in files.items():
            connections.settings[alias]["NAME"] = path
            connections[alias] = connections.create_connection(alias)
        try:
            for alias in files:
                call_command("migrate", database=alias, verbosity=0)
            yield files["default"]
        finally:
            for alias in files:
                connections[alias].close()
                connections.settings[alias]["NAME"] = names[alias]
                connections[alias] = in_memory[alias]
