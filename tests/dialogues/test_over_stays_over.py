"""A talk that was over once stays over for who did not sit there, also when it goes on after all."""

import pytest
from django.test import Client

from overbrug.core.errors import Refused
from overbrug.dialogues.actions import (
    close_dialogue,
    mark_finished,
    reopen_dialogue,
    sit_down,
    take_back_seat,
)
from overbrug.dialogues.seat_cookie import Claim
from tests.factories import OpgaveFactory, editor_of
from tests.factories_dialogues import browser_of, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


def finish_and_go_on(seat):
    mark_finished(seat.table)
    mark_finished(seat.table, is_finished=False)


def close_and_reopen(seat):
    dialogue = seat.table.dialogue
    editor = editor_of(dialogue.opgave)
    close_dialogue(dialogue, by=editor)
    reopen_dialogue(dialogue, by=editor)


@pytest.fixture(params=[finish_and_go_on, close_and_reopen])
def seat(request):
    """Bob's, at a table that was over and goes on."""
    bob = make_seat(make_dialogue(opgave=OpgaveFactory()).tables.get(), name="Bob")
    request.param(bob)
    bob.table.refresh_from_db()
    bob.table.dialogue.refresh_from_db()
    return bob


def test_a_code_and_a_name_give_no_chair_back(seat):
    form = {"name": "Bob", "do": "back"}

    assert Client().post(f"/aan/{seat.table.dialogue.code}/", form).status_code == 422
    with pytest.raises(Refused, match="op de telefoon"):
        take_back_seat(seat.table.dialogue, seat.public_id)


def test_the_phone_that_sat_there_goes_back(seat):
    before = browser_of(seat)

    answer = before.post(f"/aan/{seat.table.dialogue.code}/", {"name": "Bob", "do": "back"})

    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"


def test_who_sits_down_now_is_known_as_a_newcomer(seat):
    assert sit_down(seat.table.dialogue, name="Late").came_after_end
    assert not seat.came_after_end


def test_a_table_where_nobody_sat_begins_when_the_conversation_opens_again():
    first = make_seat(make_dialogue(opgave=OpgaveFactory(), tables=2).tables.get(number=1))
    close_and_reopen(first)

    assert not sit_down(first.table.dialogue, name="Early", number=2).came_after_end


def test_while_a_table_decides_a_name_takes_no_chair_and_the_own_phone_does():
    seat = make_seat(name="Bob")
    seat.table.harvest_pages.create(number=1)

    with pytest.raises(Refused, match="beslist"):
        take_back_seat(seat.table.dialogue, seat.public_id)
    held = [Claim(seat.public_id, seat.epoch)]
    assert take_back_seat(seat.table.dialogue, seat.public_id, held=held).epoch == 2
