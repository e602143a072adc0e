"""Leases in PostgreSQL: who may take a table, and what a former owner can still do."""

import pytest

from overbrug.rooms import HeldElsewhere
from overbrug.rooms.postgres import line
from overbrug.rooms.postgres.leases import TTL_MS
from overbrug.rooms.store import EventRow, ForgetRow, SnapshotRow, UpdateRow
from tests.rooms.hall import Clock

TABLE, OTHER = "tafel", "andere"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def process(postgres, clock):
    """`process()` is another process, that just said it is alive."""

    def start():
        store = postgres.store(is_alone=False, now=clock)
        store.open()
        return store

    return start


def write(store, *rows):
    store.write(rows)
    return set(store.commit())


def epochs(postgres):
    return dict(postgres.ask("SELECT table_id, epoch FROM room_leases"))


def test_a_table_belongs_to_one_process_as_long_as_that_is_alive(process, clock):
    first, second = process(), process()
    first.take(TABLE)
    for _ in range(5):
        clock.forward(TTL_MS / 1000 - 0.5)
        first.beat()
        with pytest.raises(HeldElsewhere):
            second.take(TABLE)
    first.take(TABLE)


def test_each_takeover_raises_the_epoch_and_taking_again_does_not(process, clock, postgres):
    stores = [process() for _ in range(3)]
    for number, store in enumerate(stores, start=1):
        store.take(TABLE)
        store.take(TABLE)
        assert epochs(postgres) == {TABLE: number}
        clock.forward(TTL_MS / 1000 + 0.1)
        for each in stores[number:]:
            each.beat()


def test_who_was_away_too_long_writes_nothing_to_what_was_taken(process, clock, postgres):
    first, second = process(), process()
    for table in (TABLE, OTHER):
        first.take(table)
        assert write(first, UpdateRow(table, 1, b"1")) == set()
    clock.forward(TTL_MS / 1000 + 0.1)
    second.beat()
    second.take(TABLE)
    late = [row for table in (TABLE, OTHER) for row in _everything(table)]
    assert write(first, *late) == {TABLE}
    assert second.load(TABLE).updates == [(1, b"1")]
    assert second.load(TABLE).events == []
    assert first.load(OTHER).document == b"all"
    assert set(first.beat().lost) == {TABLE}
    assert postgres.ask("SELECT DISTINCT epoch FROM room_updates WHERE table_id = 'tafel'") == [
        (1,)
    ]


def _everything(table):
    return (
        UpdateRow(table, 2, b"2"),
        EventRow(table, 1, {"seq": 1, "type": "x"}),
        SnapshotRow(table, 2, 1, b"all", {}),
    )


def test_who_was_away_too_long_while_nobody_came_goes_on(process, clock):
    first, second = process(), process()
    first.take(TABLE)
    clock.forward(TTL_MS / 1000 + 0.1)
    assert set(first.beat().lost) == set()
    second.beat()
    with pytest.raises(HeldElsewhere):
        second.take(TABLE)
    assert write(first, UpdateRow(TABLE, 1, b"1")) == set()


def test_a_clock_that_was_put_back_holds_up_nobody_for_long(process, clock):
    first, second = process(), process()
    first.take(TABLE)
    clock.forward(-3600)
    second.beat()
    second.take(TABLE)
    assert write(first, UpdateRow(TABLE, 1, b"1")) == {TABLE}


def test_who_asks_is_heard_and_gets_the_table(process, postgres):
    first, second = process(), process()
    first.take(TABLE)
    second.ask(TABLE)
    assert [wanted.table for wanted in first.beat().wanted] == [TABLE]
    first.give(TABLE)
    assert write(first, UpdateRow(TABLE, 1, b"1")) == {TABLE}
    with pytest.raises(HeldElsewhere):
        first.take(TABLE)
    second.take(TABLE)
    assert epochs(postgres) == {TABLE: 2}
    assert second.beat().wanted == []


def test_who_is_asked_for_a_table_knows_whether_it_was_handed_over(process, clock):
    first, second, third = process(), process(), process()
    first.take(TABLE)
    second.ask(TABLE)
    first.give(TABLE)
    second.take(TABLE)
    third.ask(TABLE)
    assert [wanted.was_handed for wanted in second.beat().wanted] == [True]
    clock.forward(TTL_MS / 1000 + 0.1)
    third.beat()
    third.take(TABLE)
    first.beat()
    first.ask(TABLE)
    assert [wanted.was_handed for wanted in third.beat().wanted] == [False]


def test_a_wish_of_long_ago_counts_no_more(process, clock):
    first, second = process(), process()
    first.take(TABLE)
    second.ask(TABLE)
    for _ in range(4):
        clock.forward(3)
        first.beat()
    assert first.beat().wanted == []


def test_a_commit_that_stands_still_holds_a_table_no_longer_than_its_patience(
    process, clock, monkeypatch
):
    patience = [
        s.replace("session_timeout = '2s'", "session_timeout = '200ms'") for s in line.SESSION
    ]
    monkeypatch.setattr(line, "SESSION", patience)
    first, second = process(), process()
    first.take(TABLE)
    with first._writer._lock:
        connection = first._writer._opened()
        connection.execute("BEGIN")
        assert first.leases.refused(connection, [TABLE]) == set()
        clock.forward(TTL_MS / 1000 + 0.1)
        second.beat()
        second.take(TABLE)
    assert write(second, UpdateRow(TABLE, 1, b"of the new owner")) == set()
    first.write([UpdateRow(TABLE, 1, b"of the old one")])
    with pytest.raises(line.psycopg.Error):
        first.commit()
    assert write(first, UpdateRow(TABLE, 1, b"of the old one")) == {TABLE}
    assert second.load(TABLE).updates == [(1, b"of the new owner")]


def test_a_batch_that_was_committed_unheard_may_come_again(process, postgres):
    store = process()
    store.take(TABLE)
    batch = [UpdateRow(TABLE, 1, b"1"), *_everything(TABLE)[:2]]
    assert write(store, *batch) == write(store, *batch) == set()
    assert len(store.load(TABLE).updates) == 2
    again = [*batch, SnapshotRow(TABLE, 2, 1, b"all", {})]
    assert write(store, *again) == write(store, *again) == set()
    assert (store.load(TABLE).n, store.load(TABLE).updates) == (2, [])


def test_another_row_under_the_same_number_is_never_swallowed(process):
    store = process()
    store.take(TABLE)
    write(store, UpdateRow(TABLE, 1, b"1"))
    store.write([UpdateRow(TABLE, 1, b"another")])
    with pytest.raises(Exception, match="other rows"):
        store.commit()
    assert store.load(TABLE).updates == [(1, b"1")]


def test_what_is_erased_goes_whoever_owns_it(process, postgres):
    first, second = process(), process()
    first.take(TABLE)
    write(first, *_everything(TABLE))
    assert write(second, ForgetRow(TABLE)) == set()
    assert write(first, UpdateRow(TABLE, 3, b"3")) == {TABLE}
    assert epochs(postgres) == {}
    assert not any(postgres.rows(name) for name in ("updates", "events", "snapshots"))
