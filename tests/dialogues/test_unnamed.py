"""Lines without a name: kept once, shown in batches, refused in words."""

import json
from uuid import uuid4

import pytest
from django.db import connections

from overbrug.core import events
from overbrug.core.errors import Refused
from overbrug.core.models import DomainEvent
from overbrug.dialogues.actions import mark_finished, release_unnamed, submit_unnamed
from overbrug.dialogues.models import UnnamedLine
from overbrug.dialogues.queries import shown_unnamed
from tests.factories_dialogues import UNNAMED_FIELD, browser_of, make_seat, make_table

pytestmark = pytest.mark.django_db


def send(table, text="Niemand durft nee te zeggen", line_id=None):
    return submit_unnamed(table, line_id=line_id or uuid4().hex, field=UNNAMED_FIELD, text=text)


def post(seat, body, **kwargs):
    sent = body if isinstance(body, (str, bytes)) else json.dumps(body)
    address = f"/tafel/{seat.table.public_id}/zonder-naam/"
    return browser_of(seat).post(address, sent, content_type="application/json", **kwargs)


def good_line(**changes):
    return {"id": uuid4().hex, "field": UNNAMED_FIELD, "text": "Wij wachten op elkaar", **changes}


def test_a_table_that_finishes_sees_everything():
    table = make_table()
    send(table, "laatste")

    mark_finished(table)

    assert table.finished_at
    assert shown_unnamed(table) == {UNNAMED_FIELD: ["laatste"]}


def test_sending_twice_keeps_one():
    table, line_id = make_table(), uuid4().hex

    assert send(table, line_id=line_id) is True
    assert send(table, line_id=line_id) is False
    assert UnnamedLine.objects.count() == 1


def test_an_id_of_another_table_is_refused():
    line_id = uuid4().hex
    send(make_table(), line_id=line_id)

    with pytest.raises(Refused):
        send(make_table(), line_id=line_id)


def test_the_table_hears_how_many_there_are(monkeypatch, django_capture_on_commit_callbacks):
    heard = []
    monkeypatch.setitem(events._listeners, "unnamed_shown", [lambda **facts: heard.append(facts)])
    table = make_table()
    for n in range(3):
        send(table, f"regel {n}")

    with django_capture_on_commit_callbacks(execute=True):
        release_unnamed(table)

    assert heard == [{"table_id": table.public_id, "field": UNNAMED_FIELD, "count": 3}]


def test_nothing_but_the_line_is_kept():
    seat = make_seat()
    before = DomainEvent.objects.count()

    assert post(seat, good_line()).status_code == 201

    assert DomainEvent.objects.count() == before
    columns = {column.name for column in UnnamedLine._meta.get_fields()}
    assert columns == {"id", "table", "field", "text", "is_shown"}


def test_sqlite_keeps_no_order_of_arrival():
    with connections["unnamed"].cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'unnamed_lines'")
        assert cursor.fetchone()[0].endswith("WITHOUT ROWID")


def test_the_room_reads_the_lines_over_http():
    seat = make_seat()
    for n in range(3):
        assert post(seat, good_line(text=f"r{n}")).status_code == 201
    release_unnamed(seat.table)

    answer = browser_of(seat).get(f"/tafel/{seat.table.public_id}/zonder-naam/")

    assert sorted(answer.json()["fields"][UNNAMED_FIELD]) == ["r0", "r1", "r2"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("", ""),
        ("{", ""),
        ("[]", ""),
        ("null", ""),
        ("[" * 100_000, ""),
        (b"\xff\xfe", ""),
        (good_line(id=7), "id"),
        (good_line(id="short"), "id"),
        (good_line(id="A" * 32), "id"),
        (good_line(field=None), "field"),
        (good_line(field="explore/sharpest"), "field"),
        (good_line(field="halfway/unsaid"), "field"),
        (good_line(field="../../etc"), "field"),
        (good_line(field="\x00"), "field"),
        (good_line(text=["a"]), "text"),
        (good_line(text=""), "text"),
        (good_line(text="\x00\x07"), "text"),
        (good_line(text="x" * 2_001), "text"),
        (good_line(text="x" * 262_144), "text"),
        (json.dumps(good_line(id="0" * 32, text="\ud800")), "text"),
    ],
)
def test_hostile_lines_are_refused_with_the_field(body, field):
    answer = post(make_seat(), body)

    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == field
    assert answer.json()["error"]["message"]
    assert UnnamedLine.objects.count() == 0


def test_who_sits_elsewhere_cannot_send_or_read():
    seat, stranger = make_seat(), make_seat(make_table())
    address = f"/tafel/{seat.table.public_id}/zonder-naam/"

    assert browser_of(stranger).get(address).status_code == 403
    sent = browser_of(stranger).post(address, good_line(), content_type="application/json")
    assert sent.status_code == 403


def test_a_page_of_elsewhere_cannot_send():
    seat = make_seat()
    browser = browser_of(seat, enforce_csrf_checks=True)

    answer = browser.post(
        f"/tafel/{seat.table.public_id}/zonder-naam/", good_line(), content_type="application/json"
    )

    assert answer.status_code == 403
    assert UnnamedLine.objects.count() == 0
