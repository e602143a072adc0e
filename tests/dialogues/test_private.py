"""Answers for the writer alone."""

import json

import pytest
from django.test import Client

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


def take_back(browser, seat):
    address = f"/aan/{seat.table.dialogue.code}/"
    return browser.post(address, {"name": seat.name, "do": "back"})


def test_who_takes_the_own_seat_back_from_somebody_else_finds_the_own_answers():
    seat = make_seat(name="Mieke")
    mine, thief = browser_of(seat), Client()
    post(mine, seat)

    take_back(thief, seat)
    post(thief, seat, text="Van een ander")
    assert read(mine, seat).status_code == 403
    take_back(mine, seat)

    assert read(mine, seat).json()["answers"] == {PRIVATE_FIELD: "Ik durf niet"}
    assert read(thief, seat).status_code == 403
    take_back(thief, seat)
    assert read(thief, seat).json()["answers"] == {PRIVATE_FIELD: "Van een ander"}


def test_the_account_of_the_table_shows_the_own_answers_again_too():
    seat = make_seat(name="Mieke")
    mine, other = browser_of(seat), Client()
    post(mine, seat)
    take_back(other, seat)
    take_back(mine, seat)

    assert "Ik durf niet" in mine.get(f"/tafel/{seat.table.public_id}/oogst/").content.decode()
