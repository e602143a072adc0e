"""Redis may go away: nobody waits for it, it is said once, and limits stay limits."""

import pytest
from django.core.cache import caches
from redis.exceptions import ConnectionError as Away

from overbrug.core import counters
from overbrug.core.counting import count_one
from overbrug.core.link import SECONDS_OF_REST, Link
from overbrug.dialogues import presence
from overbrug.rooms import running
from tests.factories_dialogues import make_seat


def gone(_redis):
    raise Away("gone")


class Seconds:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_when_redis_is_away_that_is_said_once_and_nobody_waits(caplog):
    clock, asked = Seconds(), []
    redis = Link("redis", now=clock)
    for _ in range(3):
        assert redis.ask(gone, otherwise=7) == 7
        redis.ask(asked.append, otherwise=None)
    assert asked == []
    clock.now += SECONDS_OF_REST
    redis.ask(gone, otherwise=7)
    assert caplog.text.count("does not answer") == 1
    clock.now += SECONDS_OF_REST
    assert redis.ask(str.upper, otherwise="") == "REDIS"
    assert caplog.text.count("answers again") == 1


def test_while_redis_is_away_each_process_counts_by_itself(monkeypatch, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "overbrug.core.counters.SharedCounters",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    away = Link("redis")
    monkeypatch.setattr(counters, "link", lambda: away)
    assert [count_one("tries", seconds=60) for _ in range(3)] == [1, 2, 3]
    caches["default"].delete("tries")
    assert count_one("tries", seconds=60) == 1


class Shown:
    """What another process shows in Redis."""

    def __init__(self, text):
        self.text = text

    def get(self, _key):
        return self.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shown", "is_here"), [('[["%s"], {}]', True), ('[[], {"%s": 0}]', False), (None, False)]
)
def test_who_sits_at_a_table_of_another_process_is_here(settings, monkeypatch, shown, is_here):
    settings.SEVERAL_PROCESSES = True
    monkeypatch.setattr(running, "engine", None)
    seat = make_seat()
    text = shown and shown % seat.public_id
    monkeypatch.setattr(presence, "link", lambda: Link(Shown(text)))
    assert presence.is_here(seat) == presence.was_here_lately(seat) == is_here
    away = presence.away_for(seat.table.public_id)
    assert set(away) == ({seat.public_id} if shown and not is_here else set())


@pytest.mark.django_db
def test_when_nobody_can_tell_no_seat_is_given_away(settings, monkeypatch):
    settings.SEVERAL_PROCESSES = True
    monkeypatch.setattr(running, "engine", None)
    monkeypatch.setattr(Link, "ask", lambda self, question, otherwise: otherwise)
    monkeypatch.setattr(presence, "link", lambda: Link(None))
    seat = make_seat()
    assert presence.is_here(seat)
    assert presence.was_here_lately(seat)
    assert presence.away_for(seat.table.public_id) == {}
