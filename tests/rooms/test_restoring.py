"""What was written comes back, whatever it spells; what cannot be read is never written over."""

import gc
import sqlite3
import weakref

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overbrug.rooms import Limits, Malformed, Refused, RoomLog, TooLarge, read_table, wire
from overbrug.rooms.document import Document, read_state
from overbrug.rooms.restore import restored_document
from overbrug.rooms.store import StoredTable
from overbrug.rooms.updates import TYPE, anatomy, without
from tests.rooms.hall import FIELD, TABLE, Wire, hall, in_loop

LETTERS = "uvUV'\"\x00g GguW7\x07\n\u200f🙂é👩‍👧w"


class Typed:
    """Text typed by honest devices, as the updates they send."""

    def __init__(self):
        self.doc = pycrdt.Doc()
        self.updates = []
        self._watch = self.doc.observe(lambda event: self.updates.append(event.update))

    def write(self, field, words, at=None):
        text = self.doc.get(field, type=pycrdt.Text)
        text.insert(len(text) if at is None else at, words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=400), min_size=1, max_size=12))
def test_whatever_is_typed_is_taken_and_comes_back_the_same(words):
    typed, live = Typed(), Document(Limits())
    for i, word in enumerate(words):
        # Never between the halves of an emoji: at the front or at the back.
        typed.write(FIELD, word, at=0 if i % 2 else None)
        live.apply(typed.updates[-1])
    snapshot = live.snapshot()
    stored = [
        StoredTable(document=snapshot),
        StoredTable(updates=list(enumerate(typed.updates))),
        StoredTable(document=snapshot, updates=list(enumerate(typed.updates))),
    ]
    for table in stored:
        document, set_apart = restored_document(TABLE, table, Limits())
        assert (document.texts(), set_apart) == (live.texts(), [])
        assert document.pending == []


def test_two_megabytes_of_dutch_come_back():
    typed, live = Typed(), Document(Limits())
    sentence = "Hij vuurde 'n vuurwerk af, uw buurvrouw's foto's vielen uit de muur. "
    for _ in range(34):
        typed.write(FIELD, sentence * 860)
        live.apply(typed.updates[-1])
    snapshot = live.snapshot()
    assert len(snapshot) > 2_000_000
    document, set_apart = restored_document(TABLE, StoredTable(document=snapshot), Limits())
    assert document.texts() == live.texts()
    assert set_apart == []


def test_half_an_emoji_does_not_hold_up_the_snapshot():
    live = Document(Limits())
    live.apply(b"\x01\x01\x05\x00\x04\x01\x01x\x04" + "🙂".encode() + b"\x00")
    live.apply(b"\x01\x01\x06\x00\xc4\x05\x00\x05\x01\x01a\x00")
    assert "a" in live.texts()["x"]
    assert live.snapshot() is not None


def test_apostrophes_of_others_do_not_stop_anyone():
    typed, live = Typed(), Document(Limits())
    typed.write(FIELD, "'\0" * 6000 + "\x07\0" * 6000)
    typed.write(FIELD, "de foto'")
    for update in typed.updates:
        live.apply(update)
    assert live.texts()[FIELD].endswith("de foto'")


@in_loop
async def test_a_snapshot_that_cannot_be_read_is_kept_and_the_table_stays_closed(tmp_path):
    path = tmp_path / "rooms.sqlite3"
    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "onvervangbaar")
        place.room.compact()
        await place.engine.flush()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE snapshots SET document = ?", (b"\xff" * 40,))
        kept = connection.execute("SELECT document FROM snapshots").fetchone()
    for _ in range(2):
        async with hall(RoomLog(path)) as place:
            with pytest.raises(Refused) as no:
                await place.engine.join(TABLE, seats=["anna"], outlet=Wire())
            assert (no.value.code, no.value.why) == (1013, "cannot_be_read_kept")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT document FROM snapshots").fetchone() == kept
    assert read_table(path, TABLE).is_unreadable


@in_loop
async def test_a_snapshot_that_does_not_read_back_replaces_nothing(monkeypatch):
    async with hall() as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "blijft")
        await place.engine.flush()
        monkeypatch.setattr(Document, "snapshot", lambda self: None)
        place.room.compact()
        await place.engine.flush()
        assert len(place.store.tables[TABLE].updates) == 1
        assert place.store.tables[TABLE].document == b""
        # It may leave memory: all of it is in the log.
        await anna.line.leave()
        place.later(700)
        place.later(1)
        assert place.engine.loaded_tables() == set()
        monkeypatch.undo()
        assert str((await place.sit("bob")).text(FIELD)) == "blijft"


def test_documents_leave_memory():
    update = Typed()
    update.write(FIELD, "x")
    reader, room = Document(Limits(), listens=False), Document(Limits())
    reader.restore(update.updates[0])
    room.apply(update.updates[0])
    room.close()
    docs = [weakref.ref(reader._doc), weakref.ref(room._doc)]
    del reader, room
    gc.collect()
    assert [doc() for doc in docs] == [None, None]


@in_loop
async def test_rooms_that_end_and_tables_that_are_read_leave_no_document_behind(tmp_path):
    path = tmp_path / "rooms.sqlite3"

    def documents():
        gc.collect()
        return sum(type(thing) in (Document, pycrdt.Doc) for thing in gc.get_objects())

    async with hall(RoomLog(path)) as place:
        anna = await place.sit("anna")
        await anna.type(FIELD, "x")
        await place.engine.flush()
        before = documents()
        for _ in range(5):
            place.engine._discard(place.room)
            await anna.connect()
            read_table(path, TABLE)
        place.room.compact()
        assert documents() == before
        await place.engine.forget([TABLE])
        anna.line = None
        assert documents() < before


def test_every_kind_of_content_is_taken_apart():
    doc = pycrdt.Doc()
    text = doc.get("t", type=pycrdt.Text)
    text.insert(0, "é🙂vuur")
    del text[0:2]
    text.insert(0, "dik", {"bold": True})
    text.insert_embed(0, {"a": [1, {"b": None}]})
    values = doc.get("m", type=pycrdt.Map)
    values["list"] = [1, 2.5, -(2**40), "uv", None, True, False, b"u\x00", {"a": {"b": []}}]
    values["in"] = pycrdt.Map({"deep": pycrdt.Array(["x"])})
    values["doc"] = pycrdt.Doc()
    doc.get("x", type=pycrdt.XmlFragment).children.append(pycrdt.XmlElement("p", {"k": "v"}))
    update = doc.get_update()
    parts = anatomy(update)
    assert [(s.client, s.end) for s in parts.sections] == [
        (doc.client_id, read_state(doc.get_state())[doc.client_id])
    ]
    assert sum(item.kind == TYPE for item in parts.items) == 3
    assert pycrdt.get_update(update, doc.get_state())[0] == 0
    assert without(update, parts, {doc.client_id})[:1] == b"\x00"


def test_types_that_hide_behind_text_are_counted_too():
    # Every level is a type to the left of a letter: no struct but the letters names its parent.
    client, clock, structs, count = b"\x05", 2, b"\x04\x01\x01x\x01a" + b"\x47\x05\x00\x00", 2
    for _ in range(6_500):
        parent = wire.varuint(clock - 1)
        structs += b"\x04\x00\x05" + parent + b"\x01a" + b"\x47\x05" + wire.varuint(clock) + b"\x00"
        clock, count = clock + 2, count + 2
    update = b"\x01" + wire.varuint(count) + client + b"\x00" + structs + b"\x00"
    with pytest.raises(TooLarge):
        Document(Limits()).apply(update)


def test_unknown_structs_are_refused_and_not_guessed():
    for kind in (b"\x0b", b"\x0f", b"\x14", b"\x17"):
        with pytest.raises(Malformed):
            Document(Limits()).apply(b"\x01\x01\x05\x00" + kind + b"\x01\x01x\x01a\x00")
