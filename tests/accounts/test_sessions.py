"""A session that ended leaves nothing behind."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from overbrug.core.sweeping import sweep_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    store = SessionStore()
    store["links"] = {"name": "hash"}
    store.set_expiry(timedelta(hours=12))
    store.save()
    return store


def test_the_sweep_clears_what_ended_and_nothing_else(session, time_machine):
    sweep_all(timezone.now())
    assert Session.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(hours=13))
    sweep_all(timezone.now())
    assert not Session.objects.exists()


def test_a_sweep_of_another_moment_logs_nobody_out(session):
    sweep_all(timezone.now() + timedelta(days=30))
    assert Session.objects.exists()
