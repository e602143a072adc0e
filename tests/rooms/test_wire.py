"""Bytes on the wire: what we write we can read, and what is broken is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overbrug.rooms import Malformed, wire
from overbrug.rooms.awareness import Entry, read_entries, write_entries

uints = st.integers(0, wire.MAX_UINT)


@given(uints, st.binary(max_size=5))
def test_a_number_comes_back(number, before):
    data = before + wire.varuint(number)
    assert wire.read_varuint(data, len(before)) == (number, len(data))


@given(st.binary(max_size=300))
def test_bytes_come_back(payload):
    assert wire.read_only_varbytes(b"\x01" + wire.varbytes(payload), 1) == payload


@given(st.binary(min_size=1, max_size=300), st.data())
def test_truncated_bytes_are_refused(payload, data):
    whole = wire.varbytes(payload)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Malformed):
        wire.read_varbytes(whole[:cut], 0)


@given(st.lists(st.tuples(uints, uints, st.binary(max_size=40)), max_size=20))
def test_awareness_entries_come_back(entries):
    assert read_entries(write_entries([Entry(*e) for e in entries])) == entries


@given(st.binary(max_size=60))
def test_random_awareness_is_read_or_refused(data):
    with contextlib.suppress(Malformed):
        assert len(read_entries(data)) <= 30


@pytest.mark.parametrize("data", [b"\xff" * 8, b"\xff" * 9 + b"\x01", b"\x80" * 200, b""])
def test_absurd_numbers_are_refused(data):
    with pytest.raises(Malformed):
        wire.read_varuint(data, 0)


@pytest.mark.parametrize(
    "text", [b"{", b"[" * 100_000, b"NaN", b"\xff\xfe", b"{'a':1}", b'{"id":"\\ud800"}']
)
def test_broken_json_is_refused(text):
    with pytest.raises(Malformed):
        wire.read_json(text)


def test_known_frames_are_those_of_y_websocket():
    assert wire.step_1(b"\x00") == bytes([0, 0, 1, 0])
    assert wire.update(b"ab") == bytes([0, 2, 2]) + b"ab"
    assert wire.ack(300) == bytes([8, 0xAC, 0x02])
    assert wire.event({"a": "é"}) == b"\x09\x0a" + '{"a":"é"}'.encode()
