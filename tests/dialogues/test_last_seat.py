"""Many phones, one chair: real threads, in SQLite or PostgreSQL."""

import threading

import pytest
from django.db import connection

from overbrug.core.errors import Refused
from overbrug.dialogues.actions import sit_down
from tests.factories_dialogues import make_dialogue, make_seat


@pytest.mark.slow
def test_of_fifty_who_want_the_last_seat_exactly_one_gets_it(shared_database):
    dialogue = make_dialogue()
    table = dialogue.tables.get()
    for n in range(8):
        make_seat(table, name=f"P{n}")
    won, lost = [], []

    def try_it(n):
        try:
            won.append(sit_down(dialogue, name=f"Late {n}"))
        except Refused:
            lost.append(n)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert (len(won), len(lost)) == (1, 49)
    assert table.seats.count() == 9
