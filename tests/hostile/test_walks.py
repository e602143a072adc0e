"""Random walks of 20 steps through all roles: nobody reads or promises what is not theirs, nothing breaks."""

import pytest
from django.db import transaction

from overbrug.core.visibility import Visibility
from tests.hostile.campaign import again, chance, size
from tests.hostile.walking import Walk
from tests.hostile.world import HostileWorld

STEPS = 20
GROUPS = 4  # so that two processes share them
WALKS = size(40, 2000) // GROUPS


@pytest.mark.django_db
@pytest.mark.parametrize("group", range(GROUPS))
def test_nobody_gets_further_than_they_may(group, settings, tmp_path):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    settings.ACCOUNT_RATE_LIMITS = False
    visibility = (Visibility.PUBLIC, Visibility.NETWORK)[group % 2]
    world = HostileWorld(visibility, settings.ROOM_LOG_PATH)
    for number in range(WALKS):
        with transaction.atomic(), transaction.atomic("unnamed"):
            walk = Walk(world, chance("walk", group, number))
            try:
                for _ in range(STEPS):
                    walk.step()
            except Exception as error:
                trail = "\n".join(walk.trail)
                raise AssertionError(f"{error}\n{trail}\n{again(__file__)}") from error
            transaction.set_rollback(True)
            transaction.set_rollback(True, "unnamed")
