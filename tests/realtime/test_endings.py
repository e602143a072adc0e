"""Servers that stop, are killed, or have no room left: nothing acknowledged is lost."""

import argparse
import asyncio
import signal
import time

import pytest

from bench.kill import run as kill_and_look
from overbrug.rooms import read_table, wire
from tests.realtime.house import FIELD, Phone, house, narrow


@pytest.fixture(scope="module")
def own():
    """A server that these tests stop and start."""
    with house() as made:
        yield made


def test_a_server_that_stops_keeps_what_was_just_typed_and_says_come_back(own):
    anna, bob = own.tables(1)[0][:2]
    with Phone(anna) as first, Phone(bob) as second:
        first.sync()
        second.sync()
        first.type("vlak voor het einde")
        second.reads("vlak voor het einde")
        began = time.monotonic()
        own.process.send_signal(signal.SIGTERM)
        assert first.until_closed() == second.until_closed() == 1012
        assert own.process.wait(5) == 0
        assert time.monotonic() - began < 5
        assert first.acked == first.sent, "the ack came before the goodbye"
        assert 0 <= first.errors[-1]["retry_ms"] < 10_000
    own.start()
    with Phone(anna) as again:
        again.sync()
        assert str(again.text) == "vlak voor het einde"


def test_ctrl_c_ends_everything_within_five_seconds(own):
    phones = [Phone(seat).sync() for table in own.tables(4) for seat in table]
    began = time.monotonic()
    own.process.send_signal(signal.SIGINT)
    assert own.process.wait(5) == 0
    assert time.monotonic() - began < 5
    assert {phone.until_closed() for phone in phones} == {1012}
    assert own.words().rstrip().endswith("Stopped.")
    own.start()


def test_a_device_that_does_not_read_does_not_hold_up_the_end(own):
    anna, bob, carla = own.tables(1)[0][:3]
    stuck = Phone(anna, sock=narrow(anna), max_queue=1)
    # Two others, as one seat may not bring so much.
    with stuck, Phone(bob) as other, Phone(carla) as third:
        for phone in (stuck, other, third):
            phone.sync()
        for writer in (third, other):
            for n in range(30):
                writer.type(f"<{n}>" + "x" * 8_000)
            writer.until_acked()
        began = time.monotonic()
        own.process.send_signal(signal.SIGINT)
        assert own.process.wait(5) == 0
        assert time.monotonic() - began < 5
        assert other.until_closed() == 1012
    own.start()


def test_removed_rehearsals_leave_the_room_and_the_disk(own):
    anna = own.tables(1)[0][0]
    with Phone(anna) as phone:
        phone.sync().type("alleen maar oefenen")
        phone.until_acked()
        own.command("rehearsal", "--remove")
        assert phone.until_closed(5) == 4404
    folder, end = own.room_log.parent, time.monotonic() + 5
    while any(b"alleen maar oefenen" in file.read_bytes() for file in folder.iterdir()):
        assert time.monotonic() < end, "the room log still holds the words"
        time.sleep(0.05)
    assert not read_table(own.room_log, anna["table"]).texts
    assert own.facts("SELECT count(*) FROM dialogues_dialogue WHERE is_rehearsal") == [(0,)]


def test_what_is_erased_leaves_the_disk_of_a_server_that_has_not_opened_it(own):
    anna = own.tables(1)[0][0]
    with Phone(anna) as phone:
        phone.sync().type("dit mag weg")
        phone.until_acked()
    own.stop()
    own.start()
    sql = "SELECT code FROM dialogues_dialogue d JOIN dialogues_table t ON t.dialogue_id = d.id"
    ((code,),) = own.facts(f"{sql} WHERE t.public_id = ?", anna["table"])
    own.command("erase", "dialogue", code, "--yes")
    assert not any(b"dit mag weg" in file.read_bytes() for file in own.room_log.parent.iterdir())
    with Phone(anna) as phone:
        assert phone.until_closed() == 4401


def test_rehearsals_can_be_removed_without_a_server():
    with house() as own:
        anna = own.tables(1)[0][0]
        with Phone(anna) as phone:
            phone.sync().type("oefening")
            phone.until_acked()
        own.stop()
        own.command("rehearsal", "--remove")
        assert read_table(own.room_log, anna["table"]).texts == {}


def test_kill_9_while_typing_loses_nothing_that_was_acknowledged():
    small = argparse.Namespace(tables=4, seats=3, rate=4.0, seconds=2.0)
    result = asyncio.run(kill_and_look(small))
    assert result["acknowledged"] > 20
    assert result["lost"] == 0
    assert result["all_acknowledged"]
    assert result["unequal_tables"] == 0


def test_a_full_disk_acknowledges_nothing_and_loses_nothing():
    with house(ROOM_LOG_MAX_PAGES="40") as own:
        anna = own.tables(1)[0][0]
        with Phone(anna) as phone:
            phone.sync()
            while not _is_full(phone):
                phone.type(f"<{phone.sent}>" + "x" * 8_000)
                phone.until(lambda p=phone: p.acked == p.sent or _is_full(p))
            acked = phone.acked
            assert acked < phone.sent
            own.stop(signal.SIGKILL)
            kept = read_table(own.room_log, anna["table"]).texts[FIELD]
            assert all(f"<{n}>" in kept for n in range(acked))
            own.variables = {}
            own.start()
            with Phone(anna) as again:
                again.sync()
                # What was not acknowledged is still on the device, which sends it once more.
                for update in phone.updates[acked:]:
                    again.send(wire.update(update))
                    again.sent += 1
                again.until_acked()
        own.stop()
        assert str(phone.text) in read_table(own.room_log, anna["table"]).texts[FIELD]


def _is_full(phone):
    return any(e.get("type") == "storage" and not e["ok"] for e in phone.events)
