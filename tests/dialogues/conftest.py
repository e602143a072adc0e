"""A facts database in a real file, for what memory cannot show: locks between threads, bytes."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils.safestring import mark_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader


@pytest.fixture(autouse=True)
def _no_failed_codes_yet():
    cache.clear()


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch):
    """The browser code need not be built for these tests."""

    def named(self, path, *args, **kwargs):
        return mark_safe(f"<!-- {path} -->")

    monkeypatch.setattr(DjangoViteAssetLoader, "generate_vite_asset", named)


@pytest.fixture
def file_database(tmp_path, django_db_setup, django_db_blocker):
    """Use a fresh SQLite file instead of the one in memory; gives its path."""
    path = tmp_path / "facts.sqlite3"
    in_memory = connections["default"]
    name = connections.settings["default"]["NAME"]
    with django_db_blocker.unblock():
        connections.settings["default"]["NAME"] = path
        connections["default"] = connections.create_connection("default")
        try:
            call_command("migrate", verbosity=0)
            yield path
        finally:
            connections["default"].close()
            connections.settings["default"]["NAME"] = name
            connections["default"] = in_memory
