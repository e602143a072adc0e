"""What only PostgreSQL can show: who writes waits for who writes, and one server at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import OperationalError, connection

from overbrug.accounts.actions import create_organisation
from overbrug.accounts.models import Organisation
from overbrug.config.postgres.base import QUEUE
from overbrug.config.serving import CannotServe, facts
from overbrug.core.errors import Refused
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="for PostgreSQL"),
]


def test_of_many_who_take_a_name_at_once_one_gets_it():
    """They look whether it is free, and each writes it in another way: no index refuses that."""
    platform = UserFactory(is_platform=True)
    names = ["Overwater", "OVERWATER", "overwater", "OverWater"]
    start = Barrier(len(names))

    def take(name):
        start.wait()
        try:
            return create_organisation(by=platform, name=name)
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(names)) as people:
        made = [one for one in people.map(take, names) if one]
    assert list(Organisation.objects.all()) == made
    assert len(made) == 1


@pytest.fixture
def impatient():
    """A connection of its own, outside the pool, that waits 50 ms for a lock."""
    made = connection.copy()
    made.settings_dict["OPTIONS"] |= {"pool": None, "options": "-c lock_timeout=50ms"}
    yield made
    made.close()


def test_who_waited_too_long_can_go_on_afterwards(impatient):
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])
        with pytest.raises(OperationalError, match="timeout"):
            impatient.set_autocommit(False)
    impatient.set_autocommit(False)
    assert impatient.is_usable()


def test_a_second_server_on_the_same_database_is_refused():
    with facts.hold(), pytest.raises(CannotServe, match="another Overbrug"), facts.hold():
        pass
    with facts.hold():
        pass


def test_servers_that_hear_each_other_share_a_database_and_one_folder(tmp_path):
    with facts.hold(tmp_path), facts.hold(tmp_path):
        with pytest.raises(CannotServe, match="another data folder"), facts.hold(tmp_path / "x"):
            pass
        with pytest.raises(CannotServe, match="another Overbrug"), facts.hold():
            pass
    with facts.hold():
        pass
