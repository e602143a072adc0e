"""Everyone types at once, and everyone ends with the same text."""

import random

import pycrdt
from hypothesis import given, settings
from hypothesis import strategies as st

from overbrug.rooms import Limits, wire
from overbrug.rooms.restore import restored_document
from tests.rooms.hall import TABLE, hall, in_loop

FIELDS = ["start/hello/anna", "start/hello/table", "listen/ideas/bob/1", "not-of-this-card"]


@in_loop
async def test_what_one_types_the_others_get_byte_for_byte():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        update = anna.write("start/hello/anna", "Dag!")
        await anna.send(wire.update(update))
        assert bob.out.sync(wire.UPDATE) == [update]
        assert anna.out.sync(wire.UPDATE) == []


@in_loop
async def test_a_latecomer_gets_everything():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.type("start/hello/anna", "Dag ")
        await anna.type("start/hello/anna", "allemaal")
        bob = await place.sit("bob")
        assert str(bob.text("start/hello/anna")) == "Dag allemaal"


@in_loop
async def test_offline_work_of_a_stock_client_comes_with_step_2():
    async with hall() as place:
        bob = await place.sit("bob")
        anna = place.phone("anna")
        anna.write("start/hello/anna", "in de trein")
        await anna.connect()
        await bob.listen()
        assert str(bob.text("start/hello/anna")) == "in de trein"
        await place.engine.flush()
        assert anna.out.acked() == 0


@in_loop
async def test_what_is_known_already_is_acknowledged_but_not_stored_or_relayed():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        update = anna.write("start/hello/anna", "Dag")
        for _ in range(3):
            await anna.send(wire.update(update))
        await anna.send(wire.update(wire.EMPTY_UPDATE))
        await place.engine.flush()
        assert anna.out.acked() == 4
        assert len(bob.out.sync(wire.UPDATE)) == 1
        assert len(place.store.tables[TABLE].updates) == 1


@in_loop
async def test_the_same_seat_sits_twice():
    async with hall() as place:
        phone, laptop = await place.sit("anna"), await place.sit("anna")
        await phone.type("start/hello/anna", "tel ")
        await laptop.listen()
        await laptop.type("start/hello/anna", "laptop")
        await phone.listen()
        assert str(phone.text("start/hello/anna")) == "tel laptop"
        await phone.line.leave()
        assert place.engine.is_present(TABLE, "anna")
        await laptop.line.leave()
        assert not place.engine.is_present(TABLE, "anna")


@in_loop
async def test_a_missing_update_is_asked_for_after_two_seconds():
    async with hall() as place:
        anna = await place.sit("anna")
        lost = anna.write("start/hello/anna", "een ")
        await anna.type("start/hello/anna", "twee")
        anna.out.forget()
        anna._heard = 0
        place.later(1)
        assert anna.out.sync(wire.STEP_1) == []
        place.later(1)
        assert len(anna.out.sync(wire.STEP_1)) == 1
        await anna.listen()
        bob = await place.sit("bob")
        assert str(bob.text("start/hello/anna")) == "een twee"
        assert lost
        place.later(60)
        assert place.room.document.pending == []


@in_loop
async def test_a_snapshot_keeps_updates_that_wait_for_others():
    async with hall() as place:
        anna = await place.sit("anna")
        first = anna.write("start/hello/anna", "een ")
        await anna.type("start/hello/anna", "twee")
        await place.engine.flush()
        assert anna.out.acked() == 1
        place.room.compact()
        await place.engine.flush()
        await place.engine.stop()
        later = pycrdt.Doc()
        stored = place.store.tables[TABLE]
        for update in [stored.document, *(data for _n, data in stored.updates), first]:
            later.apply_update(update)
        assert str(later.get("start/hello/anna", type=pycrdt.Text)) == "een twee"


@in_loop
async def test_a_deletion_that_waits_is_kept_too():
    async with hall() as place:
        anna = await place.sit("anna")
        words = anna.write("start/hello/anna", "weg ermee")
        del anna.text("start/hello/anna")[0:4]
        await anna.send(wire.update(anna.typed[-1]))
        place.room.compact()
        await place.engine.flush()
        assert anna.out.acked() == 1
        stored = place.store.load(TABLE)
    document, _set_apart = restored_document(TABLE, stored, Limits())
    document.apply(words)
    assert document.texts() == {"start/hello/anna": "ermee"}


def scribble(rng, phone):
    field = rng.choice(FIELDS)
    text = phone.text(field)
    if field == FIELDS[2]:
        # Words of more than one byte go whole, at the front or the back.
        text.insert(rng.choice([0, len(text)]), rng.choice(["é", "🙂", "\u200f", "שלום", "👩‍👧"]))
    elif len(text) > 3 and rng.random() < 0.3:
        at = rng.randrange(len(text) - 2)
        del text[at : at + 2]
    else:
        words = "".join(rng.choice("abcdefgh ") for _ in range(rng.randint(1, 8)))
        text.insert(rng.randint(0, len(text)), words)
    return phone.typed[-1]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_random_edits_of_everyone_converge(seed):
    @in_loop
    async def play():
        rng = random.Random(seed)
        async with hall(messages_burst=100_000, compact_updates=7) as place:
            people = [await place.sit(name) for name in ("anna", "bob", "carla")]
            for _ in range(60):
                phone = rng.choice(people)
                if rng.random() < 0.08:
                    await phone.line.leave()
                    scribble(rng, phone)
                    await phone.connect()
                else:
                    await phone.send(wire.update(scribble(rng, phone)))
                if rng.random() < 0.5:
                    await rng.choice(people).listen()
            for phone in people:
                await phone.listen()
            texts = [{f: str(phone.text(f)) for f in FIELDS} for phone in people]
            assert texts[0] == texts[1] == texts[2]
            server = place.room.document.texts()
            assert {f: t for f, t in texts[0].items() if t} == {
                f: t for f, t in server.items() if t
            }

    play()


@in_loop
async def test_a_beamer_sees_but_does_not_write():
    async with hall() as place:
        anna = await place.sit("anna")
        beamer = await place.phone("beamer").connect(read_only=True)
        await anna.type("start/hello/anna", "Dag")
        await beamer.listen()
        assert str(beamer.text("start/hello/anna")) == "Dag"
        await beamer.type("start/hello/table", "nee")
        assert beamer.out.errors()[-1]["why"] == "read_only"
        assert await beamer.answer("begin") == "read_only"
        assert beamer.out.closed is None
        assert place.room.document.texts() == {"start/hello/anna": "Dag"}


@in_loop
async def test_the_writer_is_the_seat_behind_the_connection():
    async with hall() as place:
        phone = await place.sit("anna", "bob")
        other = await place.sit("carla")
        await phone.type("start/hello/bob", "van anna")
        await phone.press("as", seat="bob")
        await phone.type("start/hello/anna", "van bob")
        await other.type("start/hello/anna", "van carla")
        await place.engine.flush()
        client = phone.doc.client_id
        authors = place.store.tables[TABLE].authors
        assert authors == [
            (client, 0, "anna"),
            (client, 8, "bob"),
            (other.doc.client_id, 0, "carla"),
        ]


@in_loop
async def test_bringing_in_words_of_others_makes_nobody_their_author():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.type("start/hello/anna", "Dag")
        await bob.listen()
        await place.engine.flush()
        authors = list(place.store.tables[TABLE].authors)
        await bob.send(wire.step_2(bob.doc.get_update()))
        await bob.send(wire.update(bob.doc.get_update()))
        await place.engine.flush()
        assert place.store.tables[TABLE].authors == authors
