"""One seat cannot fill the table: the others go on writing."""

from overbrug.rooms import Limits
from overbrug.rooms.share import Shares
from overbrug.rooms.wire import varbytes
from tests.rooms.hall import hall, in_loop


@in_loop
async def test_a_seat_that_brings_too_much_is_told_and_the_others_go_on():
    async with hall(document_bytes=100_000, share_bytes=20_000) as place:
        mallory, bob = await place.sit("anna"), await place.sit("bob")
        for _ in range(5):
            await mallory.type("y", "y" * 6_000)
        assert [error["why"] for error in mallory.out.errors()] == ["share_full"] * 2
        assert mallory.out.errors()[0]["code"] == 4413
        # Nor from another line, nor as work from before.
        again = await place.sit("anna")
        await again.type("z", "z" * 6_000)
        assert [error["why"] for error in again.out.errors()] == ["share_full"]
        await bob.type("start/hello/bob", "ik ben er")
        await place.engine.flush()
        assert (mallory.out.acked(), bob.out.acked()) == (3, 1)
        assert mallory.out.closed is bob.out.closed is None
        # What the table has already is no more text.
        back = await place.sit("anna")
        await back.send(b"\x00\x01" + varbytes(back.doc.get_update()))
        assert back.out.errors() == []


@in_loop
async def test_seats_together_leave_room_for_the_next():
    async with hall(document_bytes=40_000, share_bytes=20_000) as place:
        for seat in ("anna", "bob"):
            phone = await place.sit(seat)
            for _ in range(100):
                await phone.type("y", "y" * 1_000)
        carla = await place.sit("carla")
        await carla.type("start/hello/carla", "en ik ook " * 200)
        await place.engine.flush()
        assert carla.out.acked() == 1


@in_loop
async def test_letters_typed_one_by_one_count_as_what_a_snapshot_makes_of_them():
    async with hall(messages_burst=10_000) as place:
        anna = await place.sit("anna")
        for _ in range(1_000):
            await anna.type("start/hello/anna", "a")
        assert place.room.shares.of("anna") > 10_000
        place.room.compact()
        assert 1_000 <= place.room.shares.of("anna") < 2_000


def test_what_was_there_before_is_nobodys_share():
    shares = Shares(Limits(), 50_000)
    shares.settle(20_000)
    shares.bring("anna", 300)
    shares.bring("bob", 100)
    shares.settle(20_200)
    assert (shares.of("anna"), shares.of("bob")) == (150, 50)
    shares.settle(20_100)
    assert (shares.of("anna"), shares.of("bob")) == (150, 50)
