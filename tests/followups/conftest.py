"""A table that has just finished, and what comes in the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from overbrug.core.sweeping import sweep_all
from overbrug.followups.actions import leave_address
from tests.dialogues.conftest import empty_files, file_database, shared_database
from tests.factories_dialogues import make_seat, make_table
from tests.outbox.conftest import server

# The mail server of the outbox, and facts that many threads use at once.
__all__ = ("empty_files", "file_database", "server", "shared_database")

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
STEP = "Ik bel dinsdag met de corporatie."


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """The mark of a restore lies in the data folder."""
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = "https://overbrug.example"


@pytest.fixture
def now(time_machine):
    """The end of the conversation; the clock stands still there."""
    time_machine.move_to("2026-11-21T15:00:00+00:00", tick=False)
    return timezone.now()


@pytest.fixture
def table(now):
    return make_table(tables=1, closed_at=now)


@pytest.fixture
def alice(table):
    return make_seat(table, "Alice")


@pytest.fixture
def leave():
    """Leave an address for a seat."""

    def leave(seat, email="alice@overwater.example", step=STEP, language="nl", **facts):
        return leave_address(seat, email=email, step=step, language=language, **facts)

    return leave


@pytest.fixture
def at(time_machine):
    """Put the clock somewhere and sweep, as the server does."""

    def go(moment):
        time_machine.move_to(moment, tick=False)
        return sweep_all(moment)

    return go


def mails():
    """How many went to each address."""
    return [m.to[0] for m in mail.outbox]


def link_in(message=None, word="morgen"):
    """The path of the link in a mail: `morgen` to answer, `stop` to stop."""
    body = (message or mail.outbox[-1]).body
    found = re.search(rf"https://overbrug\.example(/{word}/open/\S+)", body)
    assert found, body
    return found[1]


def opened(client, path):
    """Follow a link of a mail; returns the address of the page behind it."""
    answer = client.get(path)
    assert answer.status_code == 302
    return answer["Location"]
