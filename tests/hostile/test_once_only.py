"""Many people press at the same moment what works once: exactly one gets it, in SQLite and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from overbrug.core.errors import Conflict, NotAllowed, Refused
from tests.hostile.campaign import size
from tests.hostile.figures import note
from tests.hostile.once_only import CASES
from tests.hostile.once_only_promises import PROMISES

ROUNDS, PEOPLE = size(2, 50), size(20, 100)


def press_together(press):
    """What went wrong in another way than in words."""
    start = Barrier(PEOPLE)

    def one(n):
        start.wait(60)
        try:
            press(n)
        except (Refused, NotAllowed, Conflict, PermissionDenied):
            pass
        except Exception as error:  # noqa: BLE001  whatever it is, it is told
            return f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(PEOPLE) as people:
        return {wrong for wrong in people.map(one, range(PEOPLE)) if wrong}


@pytest.mark.slow
def test_of_many_who_press_at_once_exactly_one_wins(shared_database):
    wrong = []
    for number in range(ROUNDS):
        for case in [*CASES, *PROMISES]:
            press, count = case()
            trouble, won = press_together(press), count()
            note("once only: presses", PEOPLE)
            note("once only: rounds of a case")
            note("once only: rounds that exactly one won", won == 1)
            if trouble or won != 1:
                wrong.append(f"{case.__name__}, round {number}: {won} {trouble or ''}"[:500])
    assert not wrong, "\n".join(wrong)
