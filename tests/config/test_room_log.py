"""What tables type goes with the facts: where the file of before stays, and what is refused."""

import pytest
from django.db import connection

from overbrug.config.serving import CannotServe, room_log
from overbrug.core.room_log import connect, shelf
from overbrug.rooms import RoomLog, read_table
from overbrug.rooms.postgres import make_tables
from overbrug.rooms.postgres.schema import PER_TABLE
from tests.rooms.hall import FIELD, TABLE, hall, in_loop

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="for PostgreSQL"),
]


@pytest.fixture
def file(tmp_path):
    """A room log of before, with words in it."""
    path = tmp_path / "rooms.sqlite3"

    @in_loop
    async def play():
        async with hall(RoomLog(path)) as place:
            anna = await place.sit("anna")
            await anna.type(FIELD, "van vroeger")
            await anna.answer("begin")

    play()
    _empty()
    yield path
    _empty()


def _empty():
    """What other tests typed is in the same database."""
    with connect() as line:
        make_tables(line)
        for name in PER_TABLE:
            line.execute(f"DELETE FROM room_{name}")


def test_the_file_of_before_is_taken_along_and_goes(file, capsys):
    before = read_table(file, TABLE)
    room_log.take_along(file)
    assert read_table(shelf(), TABLE) == before
    assert before.texts == {FIELD: "van vroeger"}
    assert list(file.parent.glob("rooms.sqlite3*")) == []
    assert "1 updates, 1 events" in capsys.readouterr().out
    room_log.take_along(file)


def test_two_places_with_words_are_refused_and_both_stay(file):
    room_log.take_along(file)
    log = RoomLog(file)
    log.open()
    log.close()
    with pytest.raises(CannotServe, match="Of two places"):
        room_log.take_along(file)
    assert file.exists()


def test_a_room_log_of_a_newer_version_is_refused(file):
    room_log.take_along(file)
    with connect() as line:
        line.execute("UPDATE room_format SET format = 99")
        try:
            with pytest.raises(CannotServe, match="newer version"):
                room_log.look()
        finally:
            line.execute("UPDATE room_format SET format = 1")
