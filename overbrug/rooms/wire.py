"""The y-websocket wire format and our three extensions, as bytes.

    0 sync       0 step 1 (state vector) | 1 step 2 (update) | 2 update
    1 awareness  a list of (client id, clock, JSON)
    3 query      "send me everyone's awareness"
    8 ack        how many sync updates of this connection are on disk
    9 event      JSON: a command to the server, an event from it
    10 error     JSON {"code", "why"}

Numbers are lib0 varuints: seven bits a byte, lowest first.
"""

from __future__ import annotations

import json
from typing import Any

from .errors import Malformed

SYNC = 0
AWARENESS = 1
AUTH = 2
QUERY_AWARENESS = 3
ACK = 8
EVENT = 9
ERROR = 10

STEP_1 = 0
STEP_2 = 1
UPDATE = 2

EMPTY_UPDATE = b"\x00\x00"
# JavaScript counts exactly up to here; a larger number on the wire is no honest one.
MAX_UINT = 2**53 - 1


def varuint(number: int) -> bytes:
    """Write a number."""
    if number < 0x80:
        return bytes((number,))
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varuint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number at a position; also gives the position after it."""
    number = shift = 0
    try:
        while True:
            byte = data[at]
            at += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 49:
                raise Malformed("number_too_large")
    except IndexError:
        raise Malformed("truncated") from None
    if number > MAX_UINT:
        raise Malformed("number_too_large")
    return number, at


def varbytes(data: bytes) -> bytes:
    """Write bytes with their length before them."""
    return varuint(len(data)) + data


def read_varbytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Read bytes that have their length before them; also gives the position after them."""
    length, at = read_varuint(data, at)
    end = at + length
    if end > len(data):
        raise Malformed("truncated")
    return data[at:end], end


def read_only_varbytes(data: bytes, at: int) -> bytes:
    """Read bytes that must be the last of the message."""
    payload, end = read_varbytes(data, at)
    if end != len(data):
        raise Malformed("trailing_bytes")
    return payload


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def step_1(state: bytes) -> bytes:
    """Ask: what do you have that this state vector lacks?"""
    return b"\x00\x00" + varbytes(state)


def step_2(update: bytes) -> bytes:
    """Answer to step 1."""
    return b"\x00\x01" + varbytes(update)


def update(data: bytes) -> bytes:
    """One update as it happens."""
    return b"\x00\x02" + varbytes(data)


def awareness(data: bytes) -> bytes:
    """Presence of some clients."""
    return b"\x01" + varbytes(data)


def ack(count: int) -> bytes:
    """So many updates of yours are on disk."""
    return b"\x08" + varuint(count)


def event(value: dict[str, Any]) -> bytes:
    """Something happened at the table, or an answer to a command."""
    return b"\x09" + varbytes(_json(value))


def error(code: int, why: str, **more: Any) -> bytes:
    """Why something was refused."""
    return b"\x0a" + varbytes(_json({"code": code, "why": why, **more}))


def read_json(payload: bytes) -> Any:
    """JSON of a client; deep nesting, odd numbers, half characters: refused like broken text."""
    try:
        value = json.loads(payload, parse_constant=_no_constant)
        if b"\\u" in payload:  # half of a pair can be written like this, and not be sent on
            _json(value)
        return value
    except (ValueError, RecursionError):
        raise Malformed("not_json") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
