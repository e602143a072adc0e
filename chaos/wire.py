"""The few bytes of the wire that a writer needs, written apart from the engine's own."""

from __future__ import annotations

import json
from typing import Any

SYNC, AWARENESS, ACK, EVENT, ERROR = 0, 1, 8, 9, 10
STEP_1, STEP_2, UPDATE = 0, 1, 2


def number(value: int) -> bytes:
    """A lib0 varuint: seven bits a byte, lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_number(data: bytes, at: int) -> tuple[int, int]:
    """The number at a position, and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def with_length(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return number(len(data)) + data


def body(data: bytes, at: int) -> bytes:
    """The bytes that stand at a position with their length before them."""
    length, at = read_number(data, at)
    return data[at : at + length]


def sync(step: int, data: bytes) -> bytes:
    """A message about the document."""
    return bytes((SYNC, step)) + with_length(data)


def command(value: dict[str, Any]) -> bytes:
    """A press on a button."""
    return bytes((EVENT,)) + with_length(json.dumps(value).encode())


def presence(client: int, clock: int) -> bytes:
    """This device is here, and types nowhere."""
    state = json.dumps({"seat": None, "field": None, "typing": False}).encode()
    entry = number(1) + number(client) + number(clock) + with_length(state)
    return bytes((AWARENESS,)) + with_length(entry)


def clocks(vector: bytes) -> dict[int, int]:
    """A state vector as client id -> clock."""
    count, at = read_number(vector, 0)
    found = {}
    for _ in range(count):
        client, at = read_number(vector, at)
        found[client], at = read_number(vector, at)
    return found
