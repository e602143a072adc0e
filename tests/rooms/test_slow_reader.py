"""A device that cannot keep up gets one fresh difference, not a backlog."""

from overbrug.rooms import wire
from tests.rooms.hall import hall, in_loop

HIGH = 64 * 1024


async def table_with_a_slow_reader(place):
    anna, slow = await place.sit("anna"), await place.sit("bob")
    slow.out.held = HIGH + 1
    await anna.type("start/hello/anna", "een ")
    return anna, slow


@in_loop
async def test_a_slow_reader_gets_one_difference_and_a_fresh_state():
    async with hall(messages_burst=1000) as place:
        anna, slow = await table_with_a_slow_reader(place)
        await slow.listen()
        slow.out.forget()
        slow._heard = 0
        for i in range(100):
            await anna.type("start/hello/anna", f"{i} ")
        await anna.press("begin")
        assert slow.out.frames == []
        place.later(1)
        assert slow.out.frames == []
        slow.out.held = 0
        place.later(1)
        assert len(slow.out.sync(wire.STEP_2)) == 1
        assert slow.out.sync(wire.UPDATE) == []
        assert slow.state == anna.state
        await slow.listen()
        assert str(slow.text("start/hello/anna")).endswith("98 99 ")
        await anna.type("start/hello/anna", "verder")
        assert len(slow.out.sync(wire.UPDATE)) == 1


@in_loop
async def test_a_slow_reader_still_hears_what_of_its_own_is_saved():
    async with hall() as place:
        _anna, slow = await table_with_a_slow_reader(place)
        await slow.type("start/hello/bob", "traag")
        await place.engine.flush()
        assert slow.out.acked() == 0
        slow.out.held = 0
        place.later(1)
        assert slow.out.acked() == 1


@in_loop
async def test_a_slow_newcomer_gets_the_whole_text_later():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.type("start/hello/anna", "van het begin af")
        slow = place.phone("bob")
        slow.out.held = HIGH + 1
        congested = slow.out
        slow.line = await place.engine.join("tafel", seats=["bob"], outlet=congested)
        await slow.send(wire.step_1(slow.doc.get_state()))
        await slow.listen()
        assert str(slow.text("start/hello/anna")) == ""
        congested.held = 0
        place.later(1)
        await slow.listen()
        assert str(slow.text("start/hello/anna")) == "van het begin af"


@in_loop
async def test_too_long_behind_is_sent_away_to_come_back():
    async with hall() as place:
        _anna, slow = await table_with_a_slow_reader(place)
        place.later(19)
        assert slow.out.closed is None
        place.later(2)
        assert slow.out.closed == (1013, "too_slow")


@in_loop
async def test_too_far_behind_is_sent_away_to_come_back():
    async with hall() as place:
        _anna, slow = await table_with_a_slow_reader(place)
        slow.out.held = 2 * 1024 * 1024
        place.later(1)
        assert slow.out.closed == (1013, "too_slow")


@in_loop
async def test_a_broken_socket_does_not_hurt_the_others():
    async with hall() as place:
        anna, bob, carla = [await place.sit(n) for n in ("anna", "bob", "carla")]

        def broken(frame):
            raise RuntimeError("socket fell over")

        bob.out.send = broken
        await anna.type("start/hello/anna", "Dag")
        await carla.listen()
        assert str(carla.text("start/hello/anna")) == "Dag"
        place.later(2)
        assert carla.state["here"] == ["anna", "carla"]
