"""Journey 5: whoever holds the whole disk cannot tell who sent an unnamed line, or when.

A seeded run with a real engine, two tables, eight people and a person who is logged in. Then every
byte of the facts, the room log and a backup is searched for the lines and for their ids.
"""

import asyncio
import json
import logging
import random
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

from overbrug.config import archive
from overbrug.dialogues.actions import release_unnamed, save_private, sit_down, submit_unnamed
from overbrug.dialogues.actions.unnamed import forget_unnamed
from overbrug.dialogues.queries import shown_unnamed
from overbrug.realtime import listening
from overbrug.realtime.plans import load_plan, load_seats
from overbrug.rooms import Engine, RoomLog, running
from tests.dialogues.disk import holding
from tests.factories import UserFactory
from tests.factories_dialogues import PRIVATE_FIELD, UNNAMED_FIELD, browser_of, make_dialogue

LINES = 30


class Ear:
    """A device that hears what the room says."""

    def __init__(self):
        self.heard = b""

    def send(self, frame):
        self.heard += frame

    def buffered(self):
        return 0

    def close(self, code, reason):
        pass


def seeded_run():
    """People sit down, write for themselves, and send lines in turn; gives the lines in order."""
    dice = random.Random(20261121)
    dialogue = make_dialogue(tables=2, created_by=UserFactory())
    seats = [sit_down(dialogue, name=f"SEATNAME{n}", number=n % 2 + 1) for n in range(8)]
    browsers = [browser_of(seat) for seat in seats]
    browsers[0].force_login(UserFactory())
    sent = []
    for n in range(LINES):
        seat, browser = dice.choice(list(zip(seats, browsers, strict=True)))
        line = {"id": f"{dice.getrandbits(128):032x}", "field": UNNAMED_FIELD}
        line["text"] = f"CANARY{dice.getrandbits(64):016x}"
        address = f"/tafel/{seat.table.public_id}/zonder-naam/"
        answer = browser.post(address, json.dumps(line), content_type="application/json")
        assert answer.status_code == 201
        sent.append(line)
        if n % 5 == 0:
            save_private(seat, field=PRIVATE_FIELD, text=f"private {n}")
    for table in dialogue.tables.all():
        release_unnamed(table)
    return dialogue, seats, sent


@pytest.fixture
def disk(file_database, caplog, settings):
    """The folder after the run, with the lines in the order they were sent."""
    caplog.set_level(logging.DEBUG)
    folder: Path = file_database.parent
    (folder / "rooms").mkdir()
    listening.connect()

    async def with_rooms():
        engine = Engine(RoomLog(folder / "rooms/rooms.sqlite3"), load_plan, load_seats)
        await engine.start()
        running.set_engine(engine)
        try:
            _dialogue, seats, sent = await asyncio.to_thread(seeded_run)
            ear = Ear()
            table = await asyncio.to_thread(lambda: seats[0].table.public_id)
            await engine.join(table, seats=[seats[0].public_id], read_only=False, outlet=ear)
            await asyncio.to_thread(one_more_batch, seats[0], sent)
            await engine.flush()
        finally:
            running.set_engine(None)
            await engine.stop()
        return sent, ear

    sent, ear = asyncio.run(with_rooms())
    archive.write(folder, folder / "backup.zip")
    return folder, sent, ear


def one_more_batch(seat, sent):
    """Three lines while a device is at the room, so that the room hears of a batch."""
    for n in range(3):
        line = {"id": f"{n + 7:032x}", "field": UNNAMED_FIELD, "text": f"CANARY-heard-{n}"}
        address = f"/tafel/{seat.table.public_id}/zonder-naam/"
        answer = browser_of(seat).post(address, json.dumps(line), content_type="application/json")
        assert answer.status_code == 201
        sent.append(line)
    release_unnamed(seat.table)


def rows_holding(database: Path, words: set[str]) -> set[tuple[str, str]]:
    """Every table and column in which one of these words stands, alone or inside other text."""
    found = set()
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in names:
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            columns = [c[0] for c in cursor.description]
            for row in cursor:
                for column, value in zip(columns, row, strict=True):
                    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    if any(word in text for word in words):
                        found.add((table, column))
    return found


def rank_agreement(order: list[int]) -> float:
    """Kendall's tau between this order and the order of sending: 1 is the same, -1 reversed."""
    pairs = [(a, b) for i, a in enumerate(order) for b in order[i + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)


@pytest.mark.slow
def test_the_disk_tells_what_was_written_but_not_by_whom_or_when(disk, caplog):
    folder, sent, ear = disk
    texts, ids = {line["text"] for line in sent}, {line["id"] for line in sent}
    unnamed = folder / "unnamed.sqlite3"

    # 1. A line stands in a row and a file of its own, and that row has no other columns.
    assert rows_holding(folder / "facts.sqlite3", texts | ids) == set()
    assert rows_holding(unnamed, texts) == {("unnamed_lines", "text")}
    assert rows_holding(unnamed, ids) == {("unnamed_lines", "id")}
    with closing(sqlite3.connect(unnamed)) as connection:
        columns = connection.execute("PRAGMA table_info(unnamed_lines)").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            connection.execute("SELECT rowid FROM unnamed_lines")
    assert {c[1] for c in columns} == {"id", "table_id", "field", "text", "is_shown"}

    # 2. Each line stands once in the bytes: no older page holds it in the place it had before.
    raw = unnamed.read_bytes()
    assert all(raw.count(text.encode()) == 1 for text in texts)
    assert {file.name for file in holding(folder, b"CANARY")} == {"unnamed.sqlite3"}

    # 3. The place in the file says nothing about the moment (tau of chance: 0 +- 0.13).
    places = [raw.index(line["text"].encode()) for line in sent[:LINES]]
    order = sorted(range(LINES), key=lambda n: places[n])
    assert abs(rank_agreement(order)) < 0.6

    # 4. The room log and what the room told the devices hold neither lines nor ids.
    for file in (folder / "rooms").iterdir():
        assert not any(one.encode() in file.read_bytes() for one in ids)
    assert b"CANARY" not in ear.heard
    assert b'"unnamed"' in ear.heard

    # 5. A backup holds the same and nothing more.
    with zipfile.ZipFile(folder / "backup.zip") as backup:
        backup.extractall(folder / "copy")
    assert rows_holding(folder / "copy/unnamed.sqlite3", texts | ids) == {
        ("unnamed_lines", "text"),
        ("unnamed_lines", "id"),
    }
    copied = {file.name for file in holding(folder / "copy", b"CANARY")}
    assert copied == {"unnamed.sqlite3"}

    # 6. No log line tells either.
    assert "CANARY" not in caplog.text
    assert not any(one in caplog.text for one in ids)


@pytest.mark.slow
def test_while_lines_wait_nothing_of_a_seat_lies_between_them(file_database):
    """The whole disk after each line, with answers that name a seat before and after it."""
    folder, dialogue = file_database.parent, make_dialogue()
    seats = [sit_down(dialogue, name=f"SEATNAME{n}") for n in range(2)]
    for n, seat in enumerate(seats):
        save_private(seat, field=PRIVATE_FIELD, text=f"PRIVATE-before-{n}")
        line = {"id": f"{n + 1:032x}", "field": UNNAMED_FIELD, "text": f"CANARY-{n}"}
        submit_unnamed(seat.table, line_id=line["id"], field=line["field"], text=line["text"])
        save_private(seat, field=PRIVATE_FIELD, text=f"PRIVATE-after-{n}")

        found = holding(folder, b"CANARY")
        assert [file.name for file in found] == ["unnamed.sqlite3"]
        for word in (b"PRIVATE", b"SEATNAME", *(s.public_id.encode() for s in seats)):
            assert word not in found[0].read_bytes()
        for file in folder.glob("unnamed*"):
            assert file.stat().st_mtime % 3600 == 0, "the file tells the hour and no more"

    archive.write(folder, folder / "backup.zip")
    with zipfile.ZipFile(folder / "backup.zip") as backup:
        holders = {name for name in backup.namelist() if b"CANARY" in backup.read(name)}
    assert holders == {"unnamed.sqlite3"}


def test_two_lines_that_wait_lie_in_no_order(file_database):
    """Of many pairs about half lie the other way round."""
    table = make_dialogue().tables.get()
    orders = set()
    for n in range(24):
        raw = b""
        for which in ("EERST", "DAARNA"):
            line_id = f"{2 * n + (which == 'EERST'):032x}"
            submit_unnamed(table, line_id=line_id, field=UNNAMED_FIELD, text=f"{which}-{n}")
        raw = (file_database.parent / "unnamed.sqlite3").read_bytes()
        orders.add(raw.index(b"EERST-%d" % n) < raw.index(b"DAARNA-%d" % n))
        forget_unnamed([table.public_id])
    assert orders == {True, False}


def test_what_is_erased_stands_nowhere_any_more(file_database):
    folder, table = file_database.parent, make_dialogue().tables.get()
    for n in range(20):
        text = f"CANARY-{n}" * 20
        submit_unnamed(table, line_id=f"{n:032x}", field=UNNAMED_FIELD, text=text, device=str(n))

    forget_unnamed([table.public_id])

    assert holding(folder, b"CANARY") == []


def test_lines_that_come_in_at_once_are_all_kept(file_database):
    table = make_dialogue().tables.get()

    def send(n):
        try:
            device = f"phone {n % 8}"
            line = {"line_id": f"{n:032x}", "field": UNNAMED_FIELD, "text": f"regel {n}"}
            return submit_unnamed(table, **line, device=device)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as phones:
        assert all(phones.map(send, range(40)))
    release_unnamed(table)
    assert len(shown_unnamed(table)[UNNAMED_FIELD]) == 40
