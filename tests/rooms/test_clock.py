"""The clock: numbers that stay sensible, whatever is pressed and whatever the time is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overbrug.rooms.clock import COMMANDS, Clock, run_clock, waiting_clock
from overbrug.rooms.errors import CommandRefused
from overbrug.rooms.plan import Plan
from tests.rooms.hall import PLAN

MINUTE = 60_000


def pressed(clock, do, now=0, **more):
    return run_clock(clock, do, more, PLAN, now) or clock


def begun(now=0):
    return pressed(waiting_clock(PLAN), "begin", now)


def left(clock, now):
    return (clock.planned_s + clock.added_s) * 1000 - clock.elapsed_ms(now)


def test_begin_starts_the_first_step():
    clock = begun(now=7)
    assert (clock.state, clock.step, clock.planned_s) == ("running", 0, 300)
    assert clock.began_at == clock.talk_began_at == 7
    assert left(clock, 7 + 2 * MINUTE) == 3 * MINUTE


def test_a_pause_takes_no_time():
    clock = pressed(begun(), "pause", 2 * MINUTE)
    assert clock.elapsed_ms(50 * MINUTE) == 2 * MINUTE
    clock = pressed(clock, "resume", 10 * MINUTE)
    assert clock.elapsed_ms(11 * MINUTE) == 3 * MINUTE


def test_nothing_locks_at_zero():
    clock = begun()
    assert left(clock, 9 * MINUTE) == -4 * MINUTE
    assert pressed(clock, "next", 9 * MINUTE, **{"from": 0}).step == 1


def test_added_time_counts():
    clock = pressed(begun(), "add", seconds=300)
    assert left(clock, 0) == 10 * MINUTE


@pytest.mark.parametrize("seconds", [0, -60, 61, 10**12, 60.0, "60", None, True, [60]])
def test_only_one_or_five_minutes_can_be_added(seconds):
    with pytest.raises(CommandRefused, match="bad_command"):
        run_clock(begun(), "add", {"seconds": seconds}, PLAN, 0)


def test_adding_has_an_end():
    clock = begun()
    for _ in range(24 * 12):
        clock = pressed(clock, "add", seconds=300)
    with pytest.raises(CommandRefused):
        pressed(clock, "add", seconds=60)


def test_two_presses_on_next_move_one_step():
    first = run_clock(begun(), "next", {"from": 0}, PLAN, MINUTE)
    assert first.step == 1
    assert run_clock(first, "next", {"from": 0}, PLAN, MINUTE) is None


def test_next_at_the_last_step_does_nothing():
    clock = Clock(state="running", step=2, began_at=0, spent_s=(1, 1), added_before_s=(0, 0))
    assert run_clock(clock, "next", {"from": 2}, PLAN, MINUTE) is None


def test_back_gives_what_was_left():
    clock = pressed(begun(), "add", seconds=60)
    clock = pressed(clock, "next", 2 * MINUTE, **{"from": 0})
    clock = pressed(clock, "back", 9 * MINUTE, **{"from": 1})
    assert (clock.step, clock.spent_s) == (0, ())
    assert left(clock, 9 * MINUTE) == 4 * MINUTE


def test_finish_and_reopen_go_on_where_it_was():
    clock = pressed(begun(), "finish", 2 * MINUTE, **{"from": 0})
    assert clock.state == "finished"
    assert clock.elapsed_ms(90 * MINUTE) == 2 * MINUTE
    clock = pressed(clock, "reopen", 60 * MINUTE)
    assert (clock.state, clock.elapsed_ms(60 * MINUTE)) == ("running", 2 * MINUTE)


@pytest.mark.parametrize("value", [None, "0", 0.0, True, [], {}])
def test_from_must_be_a_step(value):
    with pytest.raises(CommandRefused, match="bad_command"):
        run_clock(begun(), "next", {"from": value}, PLAN, 0)


@pytest.mark.parametrize("value", [-1, 99, 10**30])
def test_from_another_step_does_nothing(value):
    assert run_clock(begun(), "next", {"from": value}, PLAN, 0) is None


@pytest.mark.parametrize("do", ["pause", "resume", "add", "next", "finish"])
def test_before_the_beginning_nothing_runs(do):
    with pytest.raises(CommandRefused, match="not_running"):
        run_clock(waiting_clock(PLAN), do, {"from": 0, "seconds": 60}, PLAN, 0)


@pytest.mark.parametrize("do", ["begin", "pause", "resume", "add", "next", "back"])
def test_a_finished_talk_says_so(do):
    clock = pressed(begun(), "finish", **{"from": 0})
    with pytest.raises(CommandRefused, match="finished"):
        run_clock(clock, do, {"from": 0, "seconds": 60}, PLAN, 0)


def test_a_card_without_steps_cannot_begin():
    empty = Plan("tafel", ())
    with pytest.raises(CommandRefused, match="bad_command"):
        run_clock(waiting_clock(empty), "begin", {}, empty, 0)


presses = st.lists(
    st.tuples(
        st.sampled_from(sorted(COMMANDS)),
        st.integers(-(10**14), 10**14),
        st.integers(-1, 3),
        st.sampled_from([60, 300, 61]),
    ),
    max_size=30,
)


@given(presses)
def test_any_presses_at_any_time_keep_the_clock_sensible(presses):
    clock = waiting_clock(PLAN)
    for do, now, step, seconds in presses:
        try:
            clock = pressed(clock, do, now, **{"from": step, "seconds": seconds})
        except CommandRefused:
            continue
        assert 0 <= clock.step < len(PLAN.steps)
        assert len(clock.spent_s) == len(clock.added_before_s) == clock.step
        assert all(0 <= spent <= 24 * 3600 for spent in clock.spent_s)
        assert 0 <= clock.elapsed_ms(now) <= 24 * 3600 * 1000
        assert clock.paused_ms >= 0
        assert Clock.from_json(clock.as_json()) == clock
