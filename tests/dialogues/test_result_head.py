"""The head of what a table wrote: when it was, who sat there, and what stays off the paper."""

import pytest
from django.utils import timezone

from overbrug.dialogues.models import Seat
from tests.factories_dialogues import browser_of, make_dialogue, make_seat
from tests.talk import write_in_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings, tmp_path):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    seat = make_seat(make_dialogue().tables.get(), name="Mieke", note="gemeente")
    make_seat(seat.table, name="Bob")
    return lambda rest="": (
        browser_of(seat).get(f"/tafel/{seat.table.public_id}/oogst{rest}").content.decode()
    )


def test_date_and_people_stand_on_top(page):
    head = page("/").partition('aria-labelledby="step-1"')[0]

    assert "Aan tafel: <bdi>Mieke (gemeente), Bob</bdi>" in head
    assert "Datum: " in head
    assert "Aan tafel: Mieke (gemeente), Bob" in page(".md")


def test_an_empty_question_is_printed_once_and_not_for_each_person(page):
    prompt = page("/").partition('<ul class="strips two-wide')[2].partition("</ul>")[0]

    assert prompt.count('<li class="strip">') == 1
    assert prompt.count('<li class="strip no-print">') == 1


def test_who_left_without_a_word_does_not_stand_on_top(page):
    seat = Seat.objects.get(name="Bob")
    seat.revoked_at = timezone.now()
    seat.save()

    assert "Aan tafel: <bdi>Mieke (gemeente)</bdi>" in page("/")
    assert "Bob" not in page(".md")


def test_who_left_words_stands_there(page, settings):
    seat = Seat.objects.get(name="Bob")
    write_in_room(settings.ROOM_LOG_PATH, seat, {f"start/reason/{seat.public_id}": "Ik huur."})
    seat.revoked_at = timezone.now()
    seat.save()

    assert "Aan tafel: <bdi>Mieke (gemeente), Bob</bdi>" in page("/")
