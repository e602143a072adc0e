"""Messages that no client of ours sends. The others at the table must not notice."""

import os
import time

import pycrdt
import pytest

from overbrug.rooms import wire
from tests.realtime.house import FIELD, Phone


@pytest.fixture
def bob(table):
    """Somebody at the same table who goes on typing."""
    with Phone(table[1]) as phone:
        phone.sync()
        yield phone
        phone.type("Bob typt door.")
        phone.until_acked()
        assert "Bob typt door." in str(phone.text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\x07\x01\x02",
        b"\x00\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x00\x02\x05abc",
        wire.update(b"\xff" * 40),
        wire.update(b""),
        b"\x01\xff\xff\x03",
        b"\x09" + wire.varbytes(b"{not json"),
        b"\x09" + wire.varbytes(b"[" * 5000),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_broken_bytes_close_that_one_device(table, bob, data):
    with Phone(table[0]) as anna:
        anna.sync()
        anna.send(data)
        assert anna.until_closed() == 4400


def test_text_frames_are_no_language_of_ours(table, bob):
    with Phone(table[0]) as anna:
        anna.sync()
        anna.send("hallo")
        assert anna.until_closed() == 4400
        assert anna.errors[-1]["why"] == "text_frame"


def test_a_message_that_is_too_large_is_refused_in_words(table, bob):
    with Phone(table[0]) as anna:
        anna.sync()
        anna.send(wire.update(os.urandom(300_000)))
        assert anna.until_closed() == 4413


def test_a_huge_message_is_not_even_read(table, bob):
    with Phone(table[0]) as anna:
        anna.sync()
        anna.send(b"\x00\x02" + os.urandom(3_000_000))
        assert anna.until_closed() in (1009, 1006)


def test_a_flood_is_slowed_down_and_harms_nobody(table, bob):
    with Phone(table[0]) as anna:
        anna.sync()
        for _ in range(400):
            anna.send(wire.step_1(b"\x00"))
        began = time.monotonic()
        bob.type("Ik merk er niets van. ")
        bob.until_acked()
        assert time.monotonic() - began < 3


def test_updates_out_of_order_come_right(table, bob):
    doc = pycrdt.Doc()
    text = doc.get(FIELD, type=pycrdt.Text)
    text += "eerst "
    first = doc.get_update()
    state = doc.get_state()
    text += "daarna"
    second = doc.get_update(state)
    with Phone(table[0]) as anna:
        anna.sync()
        anna.send(wire.update(second))
        anna.send(wire.update(first))
        bob.reads("eerst daarna")


def test_who_sends_an_update_that_lacks_its_beginning_is_asked_for_it(table, bob):
    doc = pycrdt.Doc()
    text = doc.get(FIELD, type=pycrdt.Text)
    text += "verloren begin, "
    state = doc.get_state()
    text += "gevonden einde"
    with Phone(table[0]) as anna:
        anna.sync()
        anna.events.clear()
        anna.send(wire.update(doc.get_update(state)))
        anna.until(lambda: {"type": "step 1"} in anna.events)
        anna.send(wire.step_2(doc.get_update()))
        bob.reads("verloren begin, gevonden einde")
