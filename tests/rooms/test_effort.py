"""What an update may ask of the document library: told by counting, before it is merged."""

import random

import pycrdt
import pytest

from overbrug.rooms import Limits, updates, wire
from overbrug.rooms.effort import places
from overbrug.rooms.updates import anatomy
from tests.rooms.hall import FIELD, hall, in_loop

NUMBER = wire.varuint
ROOT = wire.varbytes(FIELD.encode())
AT_THE_START = b"\x04\x01" + ROOT + b"\x01a"


def behind(client, clock, right=None):
    """A letter behind another one, and before `right`, or the end."""
    before = b"" if right is None else NUMBER(right[0]) + NUMBER(right[1])
    return (
        bytes([0x84 if right is None else 0xC4])
        + NUMBER(client)
        + NUMBER(clock)
        + before
        + b"\x01a"
    )


def of(client, pieces, clock=0):
    return NUMBER(len(pieces)) + NUMBER(client) + NUMBER(clock) + b"".join(pieces)


def update(*sections, deletions=b"\x00"):
    return NUMBER(len(sections)) + b"".join(sections) + deletions


def text(words):
    return b"\x04\x01" + ROOT + wire.varbytes(words.encode())


def deleting(client, count):
    ranges = b"".join(NUMBER(2 * i) + b"\x01" for i in range(count))
    return update(deletions=NUMBER(1) + NUMBER(client) + NUMBER(count) + ranges)


FIVE_THOUSAND = 5_000
TOO_MUCH = {
    "thousands of devices at one spot": (
        "too_many_devices",
        [update(*(of(10_000 + i, [AT_THE_START]) for i in range(FIVE_THOUSAND)))],
    ),
    "two devices at one spot": (
        "too_scattered",
        [update(of(1, [AT_THE_START] * 3000), of(2, [AT_THE_START] * 3000))],
    ),
    "one device behind one letter, before ever other ones": (
        "too_scattered",
        [update(of(1, [text("x" * 3000), *(behind(1, 5, (1, 2999 - i)) for i in range(2500))]))],
    ),
    "one device behind each letter, before the end": (
        "too_scattered",
        [update(of(1, [text("x" * 3000), *(behind(1, i) for i in range(2500))]))],
    ),
    "another one in between": (
        "too_scattered",
        [
            update(
                of(1, [text("x"), *[behind(1, 0)] * 2000]),
                of(2, [behind(1, 0), *(behind(2, i) for i in range(2000))]),
            )
        ],
    ),
    "every second letter away": (
        "too_many_deletions",
        [update(of(1, [text("x" * 30_000)])), deleting(1, 9000)],
    ),
    "many pieces that wait": (
        "too_much_pending",
        [update(of(2, [behind(1, 0), *(behind(2, i) for i in range(2500))]))],
    ),
}


@pytest.mark.parametrize(("why", "frames"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
@in_loop
async def test_what_would_keep_everyone_waiting_is_refused_before_it_is_merged(why, frames):
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        for frame in frames[:-1]:
            await anna.send(wire.update(frame))
        before = place.room.document.state()
        await anna.send(wire.update(frames[-1]))
        assert anna.out.closed == (4413, why)
        assert place.room.document.state() == before
        await bob.type("start/hello/bob", "rustig door")
        await place.engine.flush()
        assert bob.out.acked() == 1


@in_loop
async def test_many_small_ones_at_one_spot_stop_as_soon_as_each_would_cost_too_much():
    async with hall(messages_burst=10_000, bytes_burst=10**7) as place:
        anna = await place.sit("anna")
        steps = 0
        for i in range(2000):
            frame = update(of(i + 1, [AT_THE_START] * 60))
            pieces = 60 * (i + 1)
            await anna.send(wire.update(frame))
            if anna.out.closed:
                break
            steps = 60 * pieces
        assert anna.out.closed == (4413, "too_scattered")
        assert steps <= 2 * Limits().steps


def afternoon(seed, corrections):
    """Somebody who wrote without network: words, corrections, a word put in between."""
    rng = random.Random(seed)
    doc = pycrdt.Doc()
    for i in range(corrections):
        field = doc.get(f"start/hello/{i % 7}", type=pycrdt.Text)
        field.insert(len(field), "zo schrijven mensen x")
        del field[len(field) - 1 : len(field)]
        if i % 3 == 0:
            field.insert(rng.randint(0, len(field)), "ertussen ")
    return doc.get_update()


def test_an_afternoon_without_network_has_many_pieces_and_few_places():
    items = anatomy(afternoon(1, 1500)).items
    assert len(items) > 3000
    # One for each field, and some for what went between a letter and another's end.
    assert places(items, {}) < 60


@in_loop
async def test_an_afternoon_without_network_comes_in_at_a_table_that_wrote_much():
    async with hall() as place:
        bob = await place.sit("bob")
        await bob.type("start/hello/bob", "x" * 100_000)
        anna = await place.sit("anna")
        work = afternoon(2, 1500)
        assert len(work) > 40_000
        await anna.send(wire.update(work))
        assert anna.out.closed is None
        await place.engine.flush()
        assert anna.out.acked() == 1


@in_loop
async def test_one_letter_is_always_taken():
    async with hall(steps=1) as place:
        anna = await place.sit("anna")
        for _ in range(50):
            await anna.type(FIELD, "a")
        assert anna.out.closed is None


@in_loop
async def test_a_table_has_so_many_client_ids_and_who_wrote_already_goes_on():
    async with hall(clients_per_table=3) as place:
        anna, bob, mallory = [await place.sit(who) for who in ("anna", "bob", "carla")]
        await anna.type(FIELD, "a")
        await bob.type("start/hello/bob", "b")
        await mallory.type("start/hello/carla", "c")
        await mallory.send(wire.update(update(of(77, [AT_THE_START]))))
        two = update(of(78, [AT_THE_START]), of(79, [AT_THE_START]))
        again = await place.sit("carla")
        await again.send(wire.step_2(two))
        for phone in (mallory, again):
            assert [error["why"] for error in phone.out.errors()] == ["too_many_devices"]
            assert phone.out.errors()[0]["code"] == 4413
            assert phone.out.closed is None
        await anna.type(FIELD, "nog iets")
        del bob.text("start/hello/bob")[0:1]
        await bob.send(wire.update(bob.typed[-1]))
        await place.engine.flush()
        assert (anna.out.acked(), bob.out.acked(), mallory.out.acked()) == (2, 2, 1)
        assert place.room.document.count_of_clients() == 3


@in_loop
async def test_words_sent_again_are_compared_with_what_stands_there_and_no_more(monkeypatch):
    async with hall(steps=10**9) as place:
        anna = await place.sit("anna")
        history = [*[text("a"), b"\x04\x01\x01z\x01b"] * 1000]
        await anna.send(wire.update(update(of(1, history), of(2, [text("xyz")]))))
        looked_at = []
        read = updates._read_struct
        monkeypatch.setattr(
            updates, "_read_struct", lambda *where: looked_at.append(where) or read(*where)
        )
        document = place.room.document
        assert not document.contradicts(update(of(1, [text("a")])))
        assert document.contradicts(update(of(1, [text("c")])))
        # In the middle of a piece, and of two devices at once.
        assert not document.contradicts(update(of(1, [text("a")], 40), of(2, [text("y")], 1)))
        assert document.contradicts(update(of(1, [text("a")], 40), of(2, [text("z")], 1)))
        assert len(looked_at) < 20
        await anna.send(wire.update(update(of(1, [text("a")]))))
        assert anna.out.errors() == []
        await anna.send(wire.update(update(of(1, [text("c")]))))
        assert [error["why"] for error in anna.out.errors()] == ["other_text"]
