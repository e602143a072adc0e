"""Pressing buttons at a table: the clock, the roles, the values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overbrug.rooms import SeatInfo
from tests.rooms.hall import PEOPLE, STEPS, TABLE, hall, in_loop


@in_loop
async def test_two_presses_on_next_by_two_people_move_one_step():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("begin")
        assert await anna.answer("next", **{"from": 0}) == "done"
        assert await bob.answer("next", **{"from": 0}) == "done"
        assert anna.state["clock"]["step"] == bob.state["clock"]["step"] == 1


@in_loop
async def test_state_plus_events_equals_fresh_state():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        for do, more in [
            ("begin", {}),
            ("take_role", {"role": "prober"}),
            ("set", {"field": "start/mood/anna", "value": 4}),
            ("add", {"seconds": 60}),
            ("next", {"from": 0}),
            ("set", {"field": "start/mood/anna", "value": None}),
            ("give_role", {"role": "prober", "to": "carla"}),
            ("pause", {}),
        ]:
            assert await anna.answer(do, **more) == "done"
        place.later(2)
        await bob.line.leave()
        place.later(2)
        carla = await place.sit("carla")
        place.later(2)
        assert anna.state == carla.state == place.room.fresh_state()["state"]


commands = st.one_of(
    st.tuples(
        st.sampled_from(["begin", "pause", "resume", "next", "back", "finish", "reopen", "redeal"]),
        st.fixed_dictionaries({"from": st.integers(0, len(STEPS))}),
    ),
    st.tuples(
        st.sampled_from(["take_role", "give_role", "drop_role"]),
        st.fixed_dictionaries(
            {
                "role": st.sampled_from(["timekeeper", "prober", "scribe", "boss"]),
                "to": st.sampled_from(["anna", "bob", "carla", "dirk"]),
            }
        ),
    ),
    st.tuples(
        st.just("set"),
        st.fixed_dictionaries(
            {
                "field": st.sampled_from(["start/mood/anna", "start/mood/bob", "start/theme/bob"]),
                "value": st.sampled_from([1, 5, 9, None, ["homes"], []]),
            }
        ),
    ),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["anna", "bob"]), commands), max_size=25))
def test_state_plus_events_equals_fresh_state_whatever_is_pressed(presses):
    @in_loop
    async def play():
        async with hall(messages_burst=1000) as place:
            people = {name: await place.sit(name) for name in ("anna", "bob")}
            for name, (do, more) in presses:
                await people[name].press(do, **more)
                place.clock.forward(3)
            place.later(2)
            fresh = place.room.fresh_state()["state"]
            assert people["anna"].state == people["bob"].state == fresh

    play()


@in_loop
async def test_only_the_timekeeper_runs_the_clock_until_away():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("take_role", role="timekeeper")
        await anna.answer("begin")
        assert await bob.answer("pause") == "not_timekeeper"
        await anna.line.leave()
        assert await bob.answer("pause") == "done"


@in_loop
async def test_everyone_may_begin_and_only_the_first_time_does_something():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("take_role", role="timekeeper")
        assert await bob.answer("begin") == "done"
        await anna.answer("next", **{"from": 0})
        assert await bob.answer("begin") == "done"
        assert anna.state["clock"]["step"] == 1


@in_loop
async def test_a_held_role_is_taken_over_only_after_the_grace():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("take_role", role="timekeeper")
        assert await bob.answer("take_role", role="timekeeper") == "role_held"
        await anna.line.leave()
        place.later(59)
        assert await bob.answer("take_role", role="timekeeper") == "role_held"
        place.later(1)
        assert await bob.answer("take_role", role="timekeeper") == "done"
        event = bob.out.events("roles")[-1]
        assert (event["by"], event["how"], event["roles"]["timekeeper"]) == (
            "bob",
            "taken_over",
            "bob",
        )


@in_loop
async def test_roles_survive_a_refresh_and_the_grace_starts_again():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("take_role", role="prober")
        await anna.line.leave()
        place.later(50)
        anna = await place.sit("anna")
        assert anna.state["roles"]["prober"] == "anna"
        await anna.line.leave()
        place.later(50)
        assert await bob.answer("take_role", role="prober") == "role_held"


@in_loop
async def test_roles_are_given_dropped_and_unknown_ones_refused():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        assert await anna.answer("take_role", role="boss") == "no_such_role"
        await anna.answer("take_role", role="scribe")
        assert await bob.answer("drop_role", role="scribe") == "role_held"
        assert await anna.answer("give_role", role="scribe", to="dirk") == "bad_command"
        assert await anna.answer("give_role", role="scribe", to="bob") == "done"
        assert await bob.answer("drop_role", role="scribe") == "done"
        assert bob.state["roles"]["scribe"] is None


@in_loop
async def test_a_new_deal_gives_everyone_something_else():
    async with hall() as place:
        anna = await place.sit("anna")
        await place.sit("bob")
        await place.sit("carla")
        await anna.answer("redeal")
        first = anna.state["roles"]
        await anna.answer("redeal")
        second = anna.state["roles"]
        assert sorted(first.values()) == sorted(second.values()) == ["anna", "bob", "carla"]
        assert all(first[role] != second[role] for role in first)


@in_loop
async def test_dealing_the_free_roles_takes_nobody_a_role():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("take_role", role="prober")
        assert await bob.answer("redeal", only_free=True) == "done"
        event = anna.out.events("roles")[-1]
        assert (event["by"], event["how"]) == ("bob", "dealt")
        assert event["roles"]["prober"] == "anna"
        assert None not in event["roles"].values()
        assert set(event["roles"].values()) == {"anna", "bob"}
        told = len(anna.out.events("roles"))
        assert await anna.answer("redeal", only_free=True) == "done"
        assert len(anna.out.events("roles")) == told


@in_loop
async def test_a_role_of_somebody_who_left_the_table_is_free():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await bob.answer("take_role", role="scribe")
        place.seats = [seat for seat in PEOPLE if seat.id != "bob"]
        await place.engine.refresh_seats(TABLE)
        assert anna.state["roles"]["scribe"] is None
        assert [seat["id"] for seat in anna.state["seats"]] == ["anna", "carla"]


@pytest.mark.parametrize(
    ("field", "value", "answer"),
    [
        ("start/mood/anna", 3, "done"),
        ("start/mood/anna", 6, "bad_value"),
        ("start/mood/anna", True, "bad_value"),
        ("start/mood/anna", "3", "bad_value"),
        ("start/mood/bob", 3, "not_your_seat"),
        ("start/mood/table", 3, "not_your_seat"),
        ("start/mood/anna/2", 3, "no_such_field"),
        ("start/none/anna", 3, "no_such_field"),
        ("start/mood", 3, "no_such_field"),
        (7, 3, "no_such_field"),
        ("start/theme/anna", ["homes"], "done"),
        ("start/theme/anna", ["homes", "youth"], "bad_value"),
        ("start/themes/anna", ["homes", "youth"], "done"),
        ("start/themes/anna", ["homes", "homes"], "bad_value"),
        ("start/themes/anna", ["cars"], "bad_value"),
        ("start/themes/anna", [["homes"]], "bad_value"),
        ("listen/dots/anna", ["listen/ideas/bob/1", "listen/ideas/bob/1"], "done"),
        ("listen/dots/anna", ["listen/ideas/bob"] * 4, "bad_value"),
        ("listen/dots/anna", ["start/ideas/bob"], "bad_value"),
        ("listen/dots/anna", ["listen/ideas"], "bad_value"),
        ("listen/dots/anna", ["listen/ideas/<b>"], "bad_value"),
        ("close/order/anna", ["c", "a", "b"], "done"),
        ("close/order/anna", ["c", "a"], "bad_value"),
        ("close/order/anna", {"c": 1}, "bad_value"),
    ],
)
@in_loop
async def test_values_follow_the_rules_of_the_card(field, value, answer):
    async with hall() as place:
        anna = await place.sit("anna")
        assert await anna.answer("set", field=field, value=value) == answer
        assert (field in anna.state["values"]) == (answer == "done")


@pytest.mark.parametrize("do", ["explode", None, 3, ["begin"], {"a": 1}])
@in_loop
async def test_unknown_commands_are_answered(do):
    async with hall() as place:
        anna = await place.sit("anna")
        assert await anna.answer(do) == "bad_command"


@in_loop
async def test_nobody_presses_for_another_seat():
    async with hall() as place:
        anna = await place.sit("anna")
        for seat in ("bob", "dirk", 7, ["anna"], {"anna": 1}):
            assert await anna.answer("begin", seat=seat) == "not_your_seat"


@in_loop
async def test_done_comes_after_the_commit():
    async with hall() as place:
        anna = await place.sit("anna")
        await place.engine.flush()
        place.store.gate.clear()
        await anna.press("begin")
        for _ in range(20):
            place.later(0)
            await anna.listen()
        assert anna.out.events("clock")
        assert not anna.out.events("done")
        place.store.gate.set()
        await place.engine.flush()
        assert anna.out.events("done")


@in_loop
async def test_new_seats_are_known_when_they_come_in():
    async with hall() as place:
        anna = await place.sit("anna")
        place.seats.append(SeatInfo("dirk", "Dirk", "D"))
        await place.sit("dirk")
        assert anna.out.events("seats")[-1]["seats"][-1]["name"] == "Dirk"


@in_loop
async def test_the_house_hears_which_step_a_table_left_forward():
    async with hall() as place:
        anna, heard = await place.sit("anna"), []
        place.engine._on_moved = lambda table, is_finished, left: heard.append((is_finished, left))
        await anna.answer("begin")
        for do, step in [("next", 0), ("back", 1), ("next", 0), ("finish", 1)]:
            await anna.answer(do, **{"from": step})
        assert heard == [(False, "start"), (False, ""), (False, "start"), (True, "")]


@in_loop
async def test_a_seat_that_moves_the_table_all_the_time_has_to_wait_and_others_have_not():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.answer("begin")
        said = [await anna.answer(do, **{"from": at}) for do, at in [("next", 0), ("back", 1)] * 10]
        assert said == ["done"] * 19 + ["too_fast"]
        assert await anna.answer("add", seconds=60) == "done"
        assert await bob.answer("back", **{"from": 1}) == "done"
        place.clock.forward(1)
        assert await anna.answer("next", **{"from": 0}) == "done"
        assert await anna.answer("back", **{"from": 1}) == "too_fast"
