"""When lines without a name are shown: never so that one of them can be told from the others."""

from uuid import uuid4

import pytest

from overbrug.core.errors import Refused
from overbrug.dialogues.actions import (
    leave_seat,
    mark_finished,
    release_due,
    release_step,
    submit_unnamed,
    unnamed,
)
from overbrug.dialogues.queries import shown_unnamed
from overbrug.dialogues.waiting import LATEST_S, MOST_PER_DEVICE, SOONEST_S, Waiting
from overbrug.realtime.service import _write_down
from tests.factories_dialogues import UNNAMED_FIELD, make_seat, make_table

pytestmark = pytest.mark.django_db
BLOCK = UNNAMED_FIELD.partition("/")[0]


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Time stands still, and each batch waits as long as it may."""
    clock = Clock()
    monkeypatch.setattr(unnamed, "waiting", Waiting(now=clock, draw=lambda soonest, latest: latest))
    return clock


def send(table, seat, text="Niemand zegt dit"):
    device = seat.public_id
    submit_unnamed(table, line_id=uuid4().hex, field=UNNAMED_FIELD, text=text, device=device)


def three_at(table):
    return [make_seat(table, name=f"P{n}") for n in range(3)]


def count(table):
    return len(shown_unnamed(table).get(UNNAMED_FIELD, []))


def test_lines_of_three_people_appear_later_and_together(clock):
    table = make_table()
    for seat in three_at(table):
        send(table, seat)

    release_due()
    assert count(table) == 0, "the moment of sending shows nothing"
    clock.now = LATEST_S
    release_due()
    assert count(table) == 3


def test_dummy_lines_of_one_person_bring_out_nobodys_line(clock):
    table = make_table()
    nosy, quiet, _other = three_at(table)
    for _n in range(5):
        send(table, nosy)
    send(table, quiet)

    clock.now = 3_600
    release_due()

    assert count(table) == 0


def test_who_sits_down_three_times_is_one_person(clock):
    table = make_table()
    nosy, nosy_again, quiet = three_at(table)
    for seat in (nosy, nosy_again, quiet):
        send(table, seat)
    leave_seat(nosy_again)

    clock.now = 3_600
    release_due()

    assert count(table) == 0


def test_the_moment_is_drawn_between_twenty_and_forty_seconds():
    drawn = []
    waiting = Waiting(now=lambda: 100.0, draw=lambda *ends: drawn.append(ends) or 30.0)
    for name in "abcd":
        waiting.add("t", "f", name)

    assert drawn == [(20.0, 40.0)] == [(SOONEST_S, LATEST_S)]
    assert waiting.due() == {}


def test_the_end_of_a_step_shows_lines_of_three_people_and_never_of_fewer(clock):
    table = make_table()
    nosy, quiet, third = three_at(table)
    for seat in (nosy, nosy, quiet):
        send(table, seat)

    release_step(table, BLOCK)
    assert count(table) == 0, "a dummy line and a press on next bring out nobody's line"
    send(table, third)
    release_step(table, "elsewhere")
    assert count(table) == 0
    release_step(table, BLOCK)
    assert count(table) == 4


def test_ending_again_and_again_is_no_way_to_read_along(clock):
    table = make_table()
    seats = three_at(table)
    send(table, seats[0])
    mark_finished(table)
    mark_finished(table, is_finished=False)

    send(table, seats[1])
    mark_finished(table)
    assert count(table) == 1
    mark_finished(table, is_finished=False)
    for seat in seats:
        send(table, seat)
    mark_finished(table)
    assert count(table) == 5


def test_the_room_that_says_again_that_it_finished_shows_nothing_more(clock):
    table = make_table()
    mark_finished(table)
    send(table, make_seat(table))

    _write_down(table.public_id, is_finished=True, left="")

    assert count(table) == 0


def test_ending_gives_nobody_more_lines(clock):
    table = make_table()
    loud = make_seat(table)
    for _n in range(MOST_PER_DEVICE):
        send(table, loud)
    mark_finished(table)
    mark_finished(table, is_finished=False)

    with pytest.raises(Refused):
        send(table, loud)


def test_sitting_down_again_and_again_leaves_room_for_who_was_there(clock):
    table = make_table()
    quiet, writer = make_seat(table), make_seat(table)
    send(table, writer)
    for _turn in range(unnamed.MOST_BY_GONE // MOST_PER_DEVICE):
        loud = make_seat(table)
        for _n in range(MOST_PER_DEVICE):
            send(table, loud)
        leave_seat(loud)

    with pytest.raises(Refused):
        send(table, make_seat(table))
    for _n in range(MOST_PER_DEVICE):
        send(table, quiet)
    send(table, writer)


def test_after_a_restart_the_end_of_the_step_still_shows_them(clock, monkeypatch):
    table = make_table()
    for seat in three_at(table):
        send(table, seat)
    monkeypatch.setattr(unnamed, "waiting", Waiting(now=clock))

    clock.now = 3_600
    release_due()
    assert count(table) == 0
    release_step(table, BLOCK)
    assert count(table) == 3


def test_a_table_that_finishes_shows_the_last_one_too(clock):
    table = make_table()
    send(table, three_at(table)[0])

    mark_finished(table)

    assert count(table) == 1


def test_one_device_does_not_fill_a_question(clock):
    table = make_table()
    loud, quiet, _other = three_at(table)
    for _n in range(MOST_PER_DEVICE):
        send(table, loud)

    with pytest.raises(Refused):
        send(table, loud)
    send(table, quiet)
