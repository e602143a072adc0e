"""What a broken or hostile device may send, and how little that changes."""

import random
import time

import pycrdt
import pytest

from overbrug.rooms import wire
from overbrug.rooms.document import Panicked
from tests.rooms.hall import TABLE, hall, in_loop

BROKEN = {
    "nothing": b"",
    "one byte": b"\x00",
    "unknown message": b"\x07\x00",
    "a server frame": b"\x08\x01",
    "unknown sync": b"\x00\x05\x00",
    "no length": b"\x00\x02",
    "length too long": b"\x00\x02\x05ab",
    "trailing bytes": b"\x00\x02\x02\x00\x00\x09",
    "endless number": b"\x00\x02" + b"\xff" * 20,
    "no update": wire.update(b""),
    "half an update": wire.update(b"\x01\x01"),
    "step 2 of rubbish": wire.step_2(b"\xff\xff\xff"),
    "state vector of rubbish": wire.step_1(b"\xff\xff"),
    "awareness of rubbish": wire.awareness(b"\x05\x01"),
    "awareness without JSON": wire.awareness(b"\x01\x01\x01\x01{"),
    "awareness that is a list": wire.awareness(b"\x01\x01\x01\x02[]"),
    "command without JSON": b"\x09\x02{]",
    "command that is a list": b"\x09\x02[]",
    "command of deep lists": b"\x09" + wire.varbytes(b"[" * 9000),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
@in_loop
async def test_malformed_messages_close_only_their_sender(data):
    async with hall() as place:
        mallory, bob = await place.sit("anna"), await place.sit("bob")
        await mallory.send(data)
        assert mallory.out.closed[0] == 4400
        assert mallory.out.errors()[-1]["code"] == 4400
        assert bob.out.closed is None
        await bob.type("start/hello/bob", "rustig door")
        await place.engine.flush()
        assert bob.out.acked() == 1


@in_loop
async def test_after_the_close_nothing_counts():
    async with hall() as place:
        mallory = await place.sit("anna")
        await mallory.send(b"")
        await mallory.type("start/hello/anna", "nog iets")
        await mallory.line.leave()
        assert place.room.document.texts() == {}


@in_loop
async def test_too_large_messages_close():
    async with hall() as place:
        for frame in (b"\x00" * (256 * 1024 + 1), wire.event({"id": "x" * 20_000})):
            mallory = await place.sit("anna")
            await mallory.send(frame)
            assert mallory.out.closed[0] == 4413


@in_loop
async def test_a_large_update_is_taken_first_but_not_later():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.type("start/hello/anna", "x" * 200_000)
        assert anna.out.closed is None
        await anna.type("start/hello/anna", "y" * 70_000)
        assert anna.out.closed[0] == 4413
        # The own client comes back, and sends what was refused as its first update.
        await anna.connect()
        await anna.send(wire.update(anna.typed[-1]))
        assert len(place.room.document.texts()["start/hello/anna"]) == 270_000


@in_loop
async def test_a_full_document_says_so_and_acknowledges_nothing_more():
    async with hall(document_bytes=1000) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.type("start/hello/anna", "x" * 400)
        await anna.type("start/hello/anna", "y" * 700)
        await anna.type("start/hello/anna", "z")
        await place.engine.flush()
        assert [error["why"] for error in anna.out.errors()] == ["document_full"] * 2
        assert anna.out.acked() == 1
        assert anna.out.closed is bob.out.closed is None
        await bob.listen()
        assert str(bob.text("start/hello/anna")) == "x" * 400
        # Somebody who only repeats what is known is no problem.
        await bob.send(wire.step_2(bob.doc.get_update()))
        assert bob.out.errors() == []


@in_loop
async def test_a_flood_is_slowed_down_and_then_closed():
    async with hall() as place:
        mallory = await place.sit("anna")
        for _ in range(90):
            await mallory.send(wire.step_1(b"\x00"))
        assert place.waits == []
        for _ in range(30):
            await mallory.send(wire.step_1(b"\x00"))
        assert place.waits
        assert mallory.out.closed is None
        for _ in range(200):
            await mallory.send(wire.step_1(b"\x00"))
        assert mallory.out.closed[0] == 4429


@in_loop
async def test_staying_at_the_limit_for_long_closes():
    async with hall() as place:
        mallory = await place.sit("anna")
        for _ in range(3000):
            await mallory.send(wire.step_1(b"\x00"))
            place.clock.forward(place.waits[-1] if place.waits else 0)
        assert mallory.out.closed[0] == 4429


@in_loop
async def test_large_messages_count_too():
    async with hall() as place:
        mallory = await place.sit("anna")
        for _ in range(5):
            await mallory.send(wire.step_2(b"\x00" * 200_000))
            if mallory.out.closed:
                break
            mallory.line._bucket._messages = 100
        assert mallory.out.closed is not None


@in_loop
async def test_a_fast_typist_is_never_slowed_down():
    async with hall() as place:
        anna = await place.sit("anna")
        for _ in range(600):
            await anna.type("start/hello/anna", "a")
            place.clock.forward(1 / 15)
        assert place.waits == []
        assert anna.out.closed is None


@in_loop
async def test_a_wall_clock_that_jumps_does_not_lock_anyone_out():
    async with hall() as place:
        anna = await place.sit("anna")
        place.clock.forward(-3600)
        for _ in range(300):
            await anna.type("start/hello/anna", "a")
            place.clock.forward(0.1)
        assert place.waits == []
        assert anna.out.closed is None


@in_loop
async def test_deep_nesting_never_reaches_the_document_library():
    lists = b"\x01\x01\x05\x00\x08\x01\x01x\x01" + b"\x75\x01" * 25_000 + b"\x7f\x00"
    types = b"\x01\xe0\x5d\x05\x00\x07\x01\x01x\x00"
    types += b"".join(b"\x07\x00\x05" + wire.varuint(i) + b"\x00" for i in range(11_999)) + b"\x00"
    async with hall(steps=10**9) as place:
        for update in (lists, types):
            mallory = await place.sit("anna")
            await mallory.send(wire.update(update))
            assert mallory.out.closed == (4413, "too_nested")


@in_loop
async def test_too_much_that_waits_for_others_is_refused():
    async with hall(pending_bytes=5000) as place:
        mallory = await place.sit("anna")
        mallory.write("start/hello/anna", "never sent")
        for _ in range(10):
            await mallory.type("start/hello/anna", "x" * 1000)
            if mallory.out.closed:
                break
        assert mallory.out.closed == (4413, "too_much_pending")


def mutations(seed, count):
    """Real updates with bytes flipped, cut, doubled and shuffled."""
    rng = random.Random(seed)
    doc, seen = pycrdt.Doc(), []
    watch = doc.observe(lambda event: seen.append(event.update))
    text = doc.get("start/hello/anna", type=pycrdt.Text)
    for i in range(40):
        text.insert(rng.randint(0, len(text)), f"woord{i} ")
        if i % 3 == 0:
            del text[0:2]
    values = doc.get("start/map", type=pycrdt.Map)
    values["a"] = [1, "twee", None, {"drie": 4.5}]
    assert watch
    for _ in range(count):
        data = bytearray(rng.choice(seen))
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            match rng.randrange(4):
                case 0:
                    data[at] = rng.randrange(256)
                case 1:
                    del data[at:]
                case 2:
                    data[at:at] = rng.randbytes(rng.randint(1, 4))
                case 3:
                    data[at:at] = data[: rng.randint(1, 20)]
            if not data:
                data = bytearray(b"\x00")
        yield bytes(data)


@in_loop
async def test_thousands_of_mutated_updates_hurt_nobody():
    async with hall(messages_burst=10**6, bytes_burst=10**9) as place:
        bob = await place.sit("bob")
        mallory = await place.sit("anna")
        began = time.perf_counter()
        for data in mutations(seed=7, count=4000):
            if mallory.out.closed:
                mallory = await place.sit("anna")
            await mallory.send(wire.update(data))
        assert time.perf_counter() - began < 15
        assert bob.out.closed is None
        await bob.type("start/hello/bob", "ik ben er nog")
        carla = await place.sit("carla")
        assert str(carla.text("start/hello/bob")) == "ik ben er nog"
        place.room.compact()
        await place.engine.flush()
        assert place.room.document.texts()["start/hello/bob"] == "ik ben er nog"


@in_loop
async def test_random_bytes_hurt_nobody():
    rng = random.Random(11)
    async with hall(messages_burst=10**6) as place:
        bob = await place.sit("bob")
        mallory = await place.sit("anna")
        for _ in range(3000):
            if mallory.out.closed:
                mallory = await place.sit("anna")
            await mallory.send(
                bytes([rng.choice([0, 0, 1, 3, 9])]) + rng.randbytes(rng.randint(0, 30))
            )
        assert bob.out.closed is None


@in_loop
async def test_a_panic_stays_inside_the_table(monkeypatch):
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        far = await place.sit("anna", table=TABLE + "2")
        await bob.type("start/hello/bob", "bewaard")

        def panic(update):
            raise Panicked("boom")

        monkeypatch.setattr(
            type(place.room.document), "apply", lambda self, update, _types: panic(update)
        )
        poison = anna.write("start/hello/anna", "gif")
        await anna.send(wire.update(poison))
        monkeypatch.undo()
        assert far.out.closed is None
        assert anna.out.closed[0] == 4400
        assert bob.out.closed == (1012, "table_reloads")
        await bob.connect()
        assert place.room.document.texts() == {"start/hello/bob": "bewaard"}
        await place.engine.flush()
        assert [row.data for row in place.store.quarantine] == [poison]


def test_a_panic_of_the_library_is_recognised(monkeypatch):
    from overbrug.rooms import Limits
    from overbrug.rooms.document import Document

    class PanicException(BaseException):
        """Named as pyo3 names it."""

    class Broken:
        def apply_update(self, update):
            raise PanicException("boom")

    document = Document(Limits())
    document._doc = Broken()
    with pytest.raises(Panicked):
        document.apply(b"\x00\x00")
