"""Random walks of 20 steps through all roles: nobody reads or promises what is not theirs, nothing breaks."""

import re
from base64 import urlsafe_b64encode
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from overbrug.core.visibility import Visibility
from overbrug.lib import tokens
from tests.hostile.campaign import again, chance, size
from tests.hostile.figures import note
from tests.hostile.walking import Walk
from tests.hostile.world import HostileWorld

STEPS = 20
GROUPS = 4  # so that two processes share them
WALKS = size(40, 2000) // GROUPS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits(settings, tmp_path):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def names_by(monkeypatch):
    """Codes and names drawn from this chance too: addresses hold them, and a seed must walk the same way."""

    def drawn(rng):
        made = lambda n: urlsafe_b64encode(rng.randbytes(n)).decode().rstrip("=")  # noqa: E731
        letters = SimpleNamespace(choice=rng.choice, token_urlsafe=made)
        monkeypatch.setattr(tokens, "secrets", letters)

    return drawn


def walk_of(world, rng):
    """One walk, of which nothing is left behind; its trail stands in what goes wrong."""
    with transaction.atomic(), transaction.atomic("unnamed"):
        walk = Walk(world, rng)
        try:
            for _ in range(STEPS):
                walk.step()
        except Exception as error:
            trail = "\n".join(walk.trail)
            raise AssertionError(f"{error}\n{trail}\n{again(__file__)}") from error
        transaction.set_rollback(True)
        transaction.set_rollback(True, "unnamed")
    return walk.trail


@pytest.mark.parametrize("group", range(GROUPS))
def test_nobody_gets_further_than_they_may(group, settings, names_by):
    visibility = (Visibility.PUBLIC, Visibility.NETWORK)[group % 2]
    names_by(chance("names", group))
    world = HostileWorld(visibility, settings.ROOM_LOG_PATH)
    for number in range(WALKS):
        names_by(chance("names", group, number))
        walk_of(world, chance("walk", group, number))
        note("walks: walks")


def test_a_seed_walks_the_same_way_again(settings, names_by):
    _number_from_a_million()
    trails = []
    for turn in range(2):
        cache.clear()  # how often somebody tried already is remembered there
        names_by(chance("names"))
        settings.ROOM_LOG_PATH = settings.ROOM_LOG_PATH.with_name(f"rooms{turn}.sqlite3")
        with transaction.atomic(), transaction.atomic("unnamed"):
            world = HostileWorld(Visibility.NETWORK, settings.ROOM_LOG_PATH)
            trails.append([walk_of(world, chance("again", n)) for n in range(3)])
            transaction.set_rollback(True)
            transaction.set_rollback(True, "unnamed")
    first, second = (re.sub(r"\d+", "#", str(trail)) for trail in trails)  # rows number on
    assert first == second


def _number_from_a_million():
    """PostgreSQL numbers on in the second turn: with as many figures, or addresses are cut elsewhere."""
    if connection.vendor == "postgresql":
        every = (
            "SELECT setval(format('%I.%I', schemaname, sequencename), 1000000) FROM pg_sequences"
        )
        with connection.cursor() as cursor:
            cursor.execute(every)
