"""Nobody writes as another, and the record tells who wrote what, whatever field it stands in."""

import pycrdt

from overbrug.rooms import RoomLog, read_table, wire
from overbrug.rooms.awareness import Entry, write_entries
from tests.rooms.hall import TABLE, hall, in_loop


@in_loop
async def test_nobody_writes_with_the_client_id_of_another():
    async with hall() as place:
        anna, bob, carla = [await place.sit(name) for name in ("anna", "bob", "carla")]
        await show(anna)
        await bob.send(wire.update(forged(anna, "start/hello/anna", "IK BETAAL ALLES")))
        assert bob.out.closed == (4403, "foreign_client")
        await anna.type("start/hello/anna", "eigen woorden")
        await anna.line.leave()
        # Not when she is away either, and not as an answer to our question.
        await carla.send(wire.update(forged(anna, "start/hello/anna", "IK BETAAL ALLES", 13)))
        assert carla.out.closed == (4403, "foreign_client")
        await place.engine.flush()
        assert place.room.document.texts() == {"start/hello/anna": "eigen woorden"}
        assert place.store.tables[TABLE].authors == [(anna.doc.client_id, 0, "anna")]


@in_loop
async def test_nobody_takes_the_client_id_of_somebody_who_is_away():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await show(anna)
        await anna.line.leave()
        await bob.send(wire.awareness(write_entries([Entry(anna.doc.client_id, 9, b"{}")])))
        assert bob.line.client is None
        await anna.connect()
        await show(anna)
        await anna.type("start/hello/anna", "ik ben het")
        await place.engine.flush()
        assert anna.out.acked() == 1


@in_loop
async def test_an_answer_cannot_bring_words_of_somebody_who_is_here():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await show(anna)
        bob.write("start/hello/bob", "van bob")
        fake = pycrdt.merge_updates(forged(anna, "start/hello/anna", "NEP"), bob.doc.get_update())
        await bob.send(wire.step_2(fake))
        assert place.room.document.texts() == {"start/hello/bob": "van bob"}
        assert bob.out.closed is None


@in_loop
async def test_lost_words_come_back_through_another_and_say_so(tmp_path):
    path = tmp_path / "rooms.sqlite3"
    async with hall(RoomLog(path)) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.type("start/hello/anna", "verloren")
        await bob.listen()
    async with hall(RoomLog(tmp_path / "restored.sqlite3")) as again:
        bob.hall = anna.hall = again
        await bob.connect()
        await again.engine.flush()
        record = read_table(tmp_path / "restored.sqlite3", TABLE)
        assert record.texts == {"start/hello/anna": "verloren"}
        assert record.writers == {"start/hello/anna": {"bob"}}
        assert bob.out.acked() == 0
        # She comes back and sends the same: then they are hers.
        await anna.connect()
        await anna.send(wire.update(anna.typed[0]))
        await again.engine.flush()
        assert anna.out.acked() == 1
        record = read_table(tmp_path / "restored.sqlite3", TABLE)
        assert record.writers == {"start/hello/anna": {"anna"}}


@in_loop
async def test_bringing_in_more_takes_nothing_from_the_writer(log):
    async with hall(log.store()) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.type("start/hello/anna", "van mij")
        await anna.line.leave()
        # From the first letter on, and a field more.
        fake = pycrdt.Doc(client_id=anna.doc.client_id)
        fake.apply_update(anna.doc.get_update())
        more = fake.get("start/hello/carla", type=pycrdt.Text)
        more += "NEP"
        await bob.send(wire.step_2(fake.get_update()))
        await place.engine.flush()
        assert read_table(log.shelf, TABLE).writers == {
            "start/hello/anna": {"anna"},
            "start/hello/carla": {"bob"},
        }


def in_the_place_of(anna):
    """A document with other text under her client id, from the first letter on."""
    fake = pycrdt.Doc(client_id=anna.doc.client_id)
    text = fake.get("start/hello/anna", type=pycrdt.Text)
    text += "nep nep nep nep"
    return fake, text


@in_loop
async def test_other_text_in_the_same_place_is_never_acknowledged():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.line.leave()
        await bob.send(wire.step_2(in_the_place_of(anna)[0].get_update()))
        mine = anna.write("start/hello/anna", "mijn woorden")
        await anna.connect()
        await anna.send(wire.update(mine))
        await place.engine.flush()
        assert anna.out.acked() == 0
        assert anna.out.errors()[-1]["why"] == "other_text"


@in_loop
async def test_other_text_that_was_deleted_is_a_deletion_that_the_writer_sees():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.line.leave()
        fake, text = in_the_place_of(anna)
        await bob.send(wire.step_2(fake.get_update()))
        text.clear()
        await bob.send(wire.step_2(fake.get_update()))
        mine = anna.write("start/hello/anna", "mijn woorden")
        await anna.connect()
        await anna.send(wire.update(mine))
        await place.engine.flush()
        await anna.listen()
        assert anna.out.acked() == 1
        assert str(anna.text("start/hello/anna")) == ""


@in_loop
async def test_who_comes_back_to_words_that_another_brought_and_a_third_deleted_writes_on():
    async with hall() as place:
        anna, bob, carla = [await place.sit(name) for name in ("anna", "bob", "carla")]
        await anna.type("start/hello/anna", "verloren")
        await bob.listen()
    async with hall() as again:  # the words were shown and not yet on the disk
        bob.hall = carla.hall = anna.hall = again
        await bob.connect()
        await carla.connect()
        await carla.listen()
        del carla.text("start/hello/anna")[0:8]
        await carla.send(wire.update(carla.typed[-1]))
        await anna.connect()
        await anna.send(wire.update(anna.typed[0]))
        await anna.listen()
        await anna.type("start/hello/anna", "opnieuw")
        await again.engine.flush()
        assert anna.out.acked() == 2
        assert again.room.document.texts() == {"start/hello/anna": "opnieuw"}


@in_loop
async def test_the_same_update_twice_is_acknowledged_twice():
    async with hall() as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        mine = anna.write("start/hello/anna", "mijn 🙂 woorden")
        await anna.send(wire.update(mine))
        await bob.listen()
        del bob.text("start/hello/anna")[0:4]
        await bob.send(wire.update(bob.typed[-1]))
        await anna.send(wire.update(mine))
        await place.engine.flush()
        assert anna.out.acked() == 2


@in_loop
async def test_work_of_a_seat_that_was_left_is_taken_as_that_of_the_new_seat():
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.type("start/hello/anna", "eerst ")
        await anna.line.leave()
        place.seats = [seat for seat in place.seats if seat.id != "anna"]
        await place.engine.refresh_seats(TABLE)
        anna.seats = ("carla",)
        await anna.connect()
        await anna.type("start/hello/carla", "later")
        await place.engine.flush()
        client = anna.doc.client_id
        assert place.store.tables[TABLE].authors == [(client, 0, "anna"), (client, 6, "carla")]


@in_loop
async def test_the_record_tells_who_wrote_in_the_field_of_another(log):
    async with hall(log.store()) as place:
        anna, bob = await place.sit("anna"), await place.sit("bob")
        await anna.type("start/hello/anna", "Dag allemaal")
        await bob.listen()
        await bob.type("start/hello/anna", " NIET", at=3)
        await bob.type("step/promise/carla/what", "IK BETAAL ALLES")
        await bob.type("start/hello/bob", "van mij")
        await anna.listen()
        await anna.type("start/hello/bob", "x", at=2)
        del anna.text("start/hello/bob")[2:3]
        await anna.send(wire.update(anna.typed[-1]))
        for _ in range(2):
            await place.engine.flush()
            assert read_table(log.shelf, TABLE).writers == {
                "start/hello/anna": {"anna", "bob"},
                "step/promise/carla/what": {"bob"},
                "start/hello/bob": {"bob"},
            }
            place.room.compact()


def forged(victim, field, words, clock=0):
    """Text that pretends to be of somebody else's device."""
    doc = pycrdt.Doc(client_id=victim.doc.client_id)
    text = doc.get(field, type=pycrdt.Text)
    text += "x" * clock
    state = doc.get_state()
    text += words
    return doc.get_update(state)


async def show(phone):
    """Tell the table that this device is here, as our client does."""
    state = f'{{"seat":"{phone.seats[0]}"}}'.encode()
    entry = Entry(phone.doc.client_id, 1, state)
    await phone.send(wire.awareness(write_entries([entry])))
