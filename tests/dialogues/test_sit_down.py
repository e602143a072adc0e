"""Sitting down: who gets which seat, and what is said when there is none."""

import pytest

from overbrug.core.errors import Refused
from overbrug.dialogues.actions import sit_down
from overbrug.dialogues.models import Seat
from overbrug.dialogues.naming import is_called
from tests.factories_dialogues import make_dialogue, make_seat

pytestmark = pytest.mark.django_db


def test_somebody_sits_down_with_initials():
    seat = sit_down(make_dialogue(), name="  Mieke   Kok ", note="gemeente")

    assert (seat.name, seat.initials, seat.note) == ("Mieke Kok", "MK", "gemeente")
    assert seat.table.number == 1


def test_tables_become_three_first_and_then_grow_evenly():
    dialogue = make_dialogue(tables=2)

    numbers = [sit_down(dialogue, name=f"P{n}").table.number for n in range(9)]

    assert numbers == [1, 1, 1, 2, 2, 2, 1, 2, 1]


def test_the_same_form_twice_seats_one_person():
    dialogue = make_dialogue()

    first = sit_down(dialogue, name="Bob", join_token="x" * 32)
    again = sit_down(dialogue, name="Bob", join_token="x" * 32)

    assert first == again
    assert Seat.objects.count() == 1


def test_a_full_table_names_the_tables_with_room():
    dialogue = make_dialogue(tables=3)
    full = dialogue.tables.get(number=2)
    for n in range(9):
        make_seat(full, name=f"P{n}")

    with pytest.raises(Refused, match=r"1, 3"):
        sit_down(dialogue, name="Alice", number=2)


def test_a_card_for_six_people_gives_six_seats():
    dialogue = make_dialogue()
    dialogue.card_version.content = {**dialogue.content, "group": {"min": 3, "max": 6}}

    assert dialogue.seats_per_table == 6


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "\x00\x07", "\u200d", "x" * 300])
def test_a_name_must_be_one_that_people_can_read(name):
    with pytest.raises(Refused) as refused:
        sit_down(make_dialogue(), name=name)

    assert refused.value.field == "name"
    assert Seat.objects.count() == 0


@pytest.mark.parametrize("name", ["<b>Bob</b>", "👩‍👩‍👧", "مريم", "李雷", "'; DROP TABLE seat;--"])
def test_odd_names_are_kept_as_typed(name):
    assert sit_down(make_dialogue(), name=name).name == name


def test_a_closed_conversation_seats_nobody():
    dialogue = make_dialogue()
    dialogue.closed_at = dialogue.created_at
    dialogue.save()

    with pytest.raises(Refused):
        sit_down(dialogue, name="Alice")


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Anna", "Anna", "anna"], ["Anna", "Anna 2", "anna 3"]),
        (["Anna", "Anna 2", "Anna"], ["Anna", "Anna 2", "Anna 3"]),
        (["AB", "Bea"], ["AB", "Bea"]),
        (["x" * 60, "x" * 60], ["x" * 60, "x" * 58 + " 2"]),
    ],
)
def test_two_people_of_one_name_are_told_apart(names, shown):
    dialogue = make_dialogue()
    seats = [sit_down(dialogue, name=name, number=1) for name in names]
    assert [seat.name for seat in seats] == shown
    assert len({seat.initials for seat in seats}) == len(seats)


def test_at_another_table_a_name_is_free():
    dialogue = make_dialogue(tables=2)
    seats = [sit_down(dialogue, name="Anna", number=n) for n in (1, 2)]
    assert [seat.name for seat in seats] == ["Anna", "Anna"]


@pytest.mark.parametrize(
    ("shown", "typed", "answer"),
    [
        ("Anna", "anna", True),
        ("Anna 2", "Anna", True),
        ("Anna 2", "Anna 2", True),
        ("Anna", "Anna 2", False),
        ("Anna Kok", "Anna", False),
        ("Annabel", "Anna", False),
        ("2", "", False),
    ],
)
def test_who_may_have_typed_this_name(shown, typed, answer):
    assert is_called(shown, typed) is answer
