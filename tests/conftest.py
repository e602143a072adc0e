"""Shared parts of all tests: an own data folder, made before Django reads its settings."""

import os
import tempfile

import pytest

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="overbrug-test-")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,tafel.test,overbrug.test")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure(config):
    """A quick password hash: the slow one is Django's own and tested there."""
    from django.conf import settings
    from django.contrib.auth.signals import user_logged_in

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user_logged_in.connect(_with_both_steps)


def _with_both_steps(sender, request, user, **_):
    """`client.force_login` stands for a whole login; `tests.factors.log_in_halfway` for a half."""
    from overbrug.accounts.factors.proof import note_second_step

    if not request.path:  # a request that came through no page
        note_second_step(request, user, type="test")


def pytest_collection_modifyitems(items):
    """A test that uses the facts may use the lines without a name too: they are apart."""
    for item in items:
        if (marker := item.get_closest_marker("django_db")) and "databases" not in marker.kwargs:
            marked = pytest.mark.django_db(*marker.args, **marker.kwargs, databases="__all__")
            item.add_marker(marked, append=False)


@pytest.fixture
def in_english():
    """Messages as the code writes them, whatever the first language of the screen is."""
    from django.utils import translation

    with translation.override("en"):
        yield
