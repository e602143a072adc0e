"""Five conversations on one opgave are told apart, in lists and by who comes to sit down."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from overbrug.dialogues.actions import call_dialogue
from overbrug.dialogues.naming import TITLE_LENGTH, suggested_title
from tests.factories import OpgaveFactory, editor_of
from tests.factories_dialogues import brugtafel, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave(time_machine):
    time_machine.move_to("2026-11-22T10:00:00+00:00", tick=False)
    return OpgaveFactory(title="Genoeg woningen")


@pytest.fixture
def alice(opgave, client):
    user = editor_of(opgave)
    client.force_login(user)
    return user


def call(opgave, alice, **facts):
    return call_dialogue(opgave, by=alice, card_version=brugtafel(), **facts)


def test_without_a_title_it_is_called_after_card_and_moment(opgave, alice):
    today = call(opgave, alice)
    later = call(opgave, alice, starts_at=timezone.now() + timedelta(days=10))

    assert today.title == f"{brugtafel().title} · 22 november 2026"
    assert later.title == f"{brugtafel().title} · 2 december 2026"


def test_in_the_language_of_who_calls(opgave, alice):
    with translation.override("en"):
        assert call(opgave, alice).title.endswith("· 22 November 2026")


def test_two_of_one_day_get_a_number_also_when_the_box_held_the_suggestion(opgave, alice):
    first = call(opgave, alice)
    again = [call(opgave, alice, title=title) for title in ("", first.title)]

    assert [d.title for d in again] == [f"{first.title} (2)", f"{first.title} (3)"]


def test_a_title_of_ones_own_stays_as_it_is(opgave, alice):
    assert [call(opgave, alice, title="Wijkraad").title for _ in range(2)] == ["Wijkraad"] * 2


def test_a_long_card_still_shows_its_day():
    title = suggested_title("x" * 300, None)
    assert len(title) == TITLE_LENGTH
    assert title.endswith(str(timezone.localdate().year))


def test_the_form_says_what_it_will_be_called(client, opgave, alice):
    html = client.get(f"/opgaven/{opgave.slug}/gesprek/").content.decode()

    assert "dan heet het naar de kaart en de dag" in html
    assert "data-suggest-title" in html


def test_the_list_tells_opgave_moment_tables_and_people(client, opgave, alice):
    dialogue = call(opgave, alice, tables=3, starts_at=timezone.now() + timedelta(days=1))
    make_seat(dialogue.tables.first())

    html = client.get("/gesprekken/").content.decode()

    for fact in ("Genoeg woningen", "23 november 2026", "3 tafels", "1 persoon aan tafel"):
        assert fact in html


def test_without_a_moment_the_list_tells_when_it_was_called(client, opgave, alice):
    call(opgave, alice, title="Wijkraad")

    html = client.get(f"/opgaven/{opgave.slug}/").content.decode()

    assert "Bijeengeroepen op 22 november 2026" in html


def test_who_comes_to_sit_down_reads_about_which_opgave(client, opgave, alice):
    dialogue = call(opgave, alice)

    assert "Genoeg woningen" in client.get(f"/aan/{dialogue.shown_code}/").content.decode()


def test_a_title_that_holds_the_opgave_does_not_say_it_twice(opgave):
    assert make_dialogue(opgave=opgave, title="Over: Genoeg woningen").about == ""
