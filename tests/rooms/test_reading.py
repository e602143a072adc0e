"""Reading the same table again costs little, and never shows what is no longer so."""

from contextlib import nullcontext

import pytest

from overbrug.rooms import TableRecord, forget_tables, read_table, reading
from overbrug.rooms.postgres import PostgresShelf
from tests.rooms.hall import FIELD, TABLE, hall, in_loop


@pytest.fixture
def parsed(monkeypatch):
    """How often a document was parsed for reading."""
    times, real = [], reading.restored_document

    def counted(*args, **more):
        times.append(args)
        return real(*args, **more)

    monkeypatch.setattr(reading, "restored_document", counted)
    return times


def test_reading_again_parses_only_what_changed(log, parsed):
    @in_loop
    async def play():
        async with hall(log.store()) as place:
            anna = await place.sit("anna")
            changes = [
                lambda: anna.type(FIELD, "een"),
                lambda: anna.type(FIELD, "twee"),
                lambda: anna.answer("set", field="start/mood/anna", value=2),
                lambda: anna.answer("begin"),
                lambda: anna.answer("next", **{"from": 0}),
            ]
            for count, change in enumerate(changes, start=1):
                await change()
                await place.engine.flush()
                for _ in range(3):
                    record = read_table(log.shelf, TABLE)
                assert len(parsed) == count
                assert record.texts == {FIELD: anna.text(FIELD).to_py()}
                assert record.state["clock"]["state"] == anna.state["clock"]["state"]
                assert record.state["clock"]["step"] == anna.state["clock"]["step"]
                assert record.state["values"] == anna.state["values"]
                record.texts.clear()

    play()
    assert read_table(log.shelf, TABLE).texts == {FIELD: "eentwee"}
    forget_tables(log.shelf, [TABLE])
    assert read_table(log.shelf, TABLE) == TableRecord()
    assert not [place for place in reading._known if place[0] == log.shelf.name]


def test_few_tables_are_kept(log):
    @in_loop
    async def play():
        async with hall(log.store()) as place:
            for i in range(reading.MOST_KNOWN + 5):
                anna = await place.sit("anna", table=f"{TABLE}{i}")
                await anna.type(FIELD, str(i))
            await place.engine.flush()

    play()
    for i in range(reading.MOST_KNOWN + 5):
        assert read_table(log.shelf, f"{TABLE}{i}").texts == {FIELD: str(i)}
    assert len(reading._known) == reading.MOST_KNOWN


def test_a_log_that_is_made_while_a_page_reads_is_seen(postgres):
    with postgres.connect() as page, page.transaction():
        shelf = PostgresShelf(lambda: nullcontext(page), postgres.schema)
        # Seen wrong only when PostgreSQL has nothing new to look up: so more than once.
        assert all(read_table(shelf, TABLE) == TableRecord() for _ in range(10))

        @in_loop
        async def play():
            async with hall(postgres.store()) as place:
                anna = await place.sit("anna")
                await anna.type(FIELD, "een")
                await place.engine.flush()

        play()
        assert read_table(shelf, TABLE).texts == {FIELD: "een"}
