"""Answers for the writer alone."""

import json

import pytest

from overbrug.dialogues.actions import take_back_seat
from overbrug.dialogues.models import PrivateAnswer
from overbrug.dialogues.queries import private_answers, private_elsewhere
from tests.factories_dialogues import PRIVATE_FIELD, browser_of, make_seat

pytestmark = pytest.mark.django_db


def post(browser, seat, /, **body):
    body = {"seat": seat.public_id, "field": PRIVATE_FIELD, "text": "Ik durf niet", **body}
    address = f"/tafel/{seat.table.public_id}/alleen-ik/"
    return browser.post(address, json.dumps(body), content_type="application/json")


def read(browser, seat):
    return browser.get(f"/tafel/{seat.table.public_id}/alleen-ik/", {"seat": seat.public_id})


def test_what_somebody_keeps_comes_back_to_that_seat():
    seat = make_seat()
    browser = browser_of(seat)

    assert post(browser, seat).json() == {"ok": True}
    assert post(browser, seat, text="Ik durf wel").status_code == 200

    assert read(browser, seat).json()["answers"] == {PRIVATE_FIELD: "Ik durf wel"}
    assert PrivateAnswer.objects.count() == 1


def test_a_neighbour_at_the_same_table_cannot_read_or_write_it():
    seat = make_seat()
    neighbour = browser_of(make_seat(seat.table, name="Bob"))

    assert read(neighbour, seat).status_code == 403
    assert post(neighbour, seat).status_code == 403


def test_who_takes_the_seat_back_does_not_get_to_read_it():
    seat = make_seat()
    post(browser_of(seat), seat)

    taken_back = take_back_seat(seat.table.dialogue, seat.public_id)

    assert private_answers(taken_back) == {}
    assert private_elsewhere(taken_back) == [PRIVATE_FIELD]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"field": "explore/stuck"}, "field"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "x" * 262_144}, "text"),
        ({"text": {"a": 1}}, "text"),
        ({"seat": 3}, "seat"),
    ],
)
def test_hostile_answers_are_refused_with_the_field(changes, field):
    seat = make_seat()

    answer = post(browser_of(seat), seat, **changes)

    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["field"] == field
