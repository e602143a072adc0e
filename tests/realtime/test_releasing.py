"""What a table that goes on, or back, shows of the lines without a name."""

import asyncio

import pytest

from overbrug.realtime import releasing, service
from overbrug.realtime.service import RoomService


def released(monkeypatch, *moves):
    """What is written down after these moves of one table: pairs of (is finished, step left)."""
    written = []

    async def ask(_work, _table, is_finished, left):
        written.append((is_finished, left))

    async def move():
        rooms = RoomService()
        for is_finished, left in moves:
            rooms._on_moved("t", is_finished, left)
        await asyncio.gather(*rooms._tasks)

    monkeypatch.setattr(service, "ask", ask)
    asyncio.run(move())
    return written


def test_a_step_counts_as_left_once(monkeypatch):
    on, back = (False, "a"), (False, "")
    assert released(monkeypatch, on, back, on) == [(False, "a"), (False, ""), (False, "")]


def test_the_next_step_and_the_end_are_written_down_too(monkeypatch):
    moves = [(False, "a"), (False, "b"), (True, "")]
    assert released(monkeypatch, *moves) == moves


def test_the_server_asks_every_two_seconds_what_is_due(monkeypatch):
    asked, waited = [], []

    async def ask(work):
        asked.append(work)

    async def sleep(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            raise asyncio.CancelledError

    monkeypatch.setattr(releasing, "ask", ask)
    monkeypatch.setattr(releasing.asyncio, "sleep", sleep)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(releasing.keep_releasing())
    assert (waited, asked) == ([2.0] * 3, [releasing.release_due] * 2)
