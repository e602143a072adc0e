"""What a table wrote, as pages and files show it: the real writer, and never half of it."""

import asyncio
import sqlite3

import pycrdt
import pytest
from django.db import connection

from overbrug.dialogues.models import Seat
from overbrug.realtime.plans import plan_from_card, seat_info
from overbrug.rooms import Engine, wire
from tests.factories_dialogues import browser_of, make_dialogue, make_seat
from tests.rooms.hall import Wire
from tests.talk import store_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings, tmp_path):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    return make_dialogue().tables.get()


def write(table, path, seat, words_by_field):
    """One device at the table writes in these fields."""
    plan = plan_from_card(table.public_id, table.dialogue.content)
    seats = [seat_info(found) for found in Seat.objects.filter(table=table)]

    async def play():
        async def load_plan(_table):
            return plan

        async def load_seats(_table):
            return seats

        engine = Engine(store_at(path), load_plan, load_seats)
        await engine.start(ticking=False)
        line = await engine.join(plan.table, seats=[seat.public_id], outlet=Wire())
        doc = pycrdt.Doc()
        for field, words in words_by_field.items():
            text = doc.get(field, type=pycrdt.Text)
            text += words
        line.receive(wire.update(doc.get_update()))
        for device in tuple(engine._rooms[plan.table].company.connections):
            engine._rooms[plan.table].compact()
            await device.leave()
        await engine.flush()  # a slow disk does not hold up a stop
        await engine.stop()

    asyncio.run(play())


def field_of(table, seat):
    """A field that is a person's own, on the card of this table."""
    for part in table.dialogue.content["parts"]:
        for block in part["blocks"]:
            for prompt in block["prompts"]:
                if prompt["kind"] == "person_text":
                    return f"{block['id']}/{prompt['id']}/{seat.public_id}"
    raise AssertionError("this card has no question for each person")


def _spoil(table, path):
    """Its snapshot cannot be read any more."""
    if connection.vendor == "postgresql":
        with connection.cursor() as facts:
            change = "UPDATE room_snapshots SET document = %s, n = n + 1 WHERE table_id = %s"
            facts.execute(change, [b"\xff" * 40, table.public_id])
    else:
        with sqlite3.connect(path) as log:
            log.execute("UPDATE snapshots SET document = ?, n = n + 1", (b"\xff" * 40,))


@pytest.mark.parametrize("rest", ["/", ".md", ".csv"])
def test_words_put_in_the_mouth_of_another_show_their_writer(table, settings, rest):
    mieke, jan = make_seat(table, name="Mieke"), make_seat(table, name="Jan")
    write(table, settings.ROOM_LOG_PATH, jan, {field_of(table, mieke): "IK BETAAL ALLES"})

    page = browser_of(mieke).get(f"/tafel/{table.public_id}/oogst{rest}").content.decode()

    assert "IK BETAAL ALLES" in page
    assert "Mieke (geschreven door Jan)" in page


def test_what_cannot_be_read_is_not_shown_as_nothing(table, settings):
    mieke = make_seat(table, name="Mieke")
    write(table, settings.ROOM_LOG_PATH, mieke, {field_of(table, mieke): "onvervangbaar"})
    _spoil(table, settings.ROOM_LOG_PATH)

    page = browser_of(mieke).get(f"/tafel/{table.public_id}/oogst/").content.decode()

    assert "Wat hier geschreven is, kan nu niet gelezen worden. Het is bewaard." in page
