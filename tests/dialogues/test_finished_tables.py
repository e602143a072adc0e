"""A finished table seats nobody new: who comes late must not read what others wrote."""

import pytest
from django.test import Client
from django.utils import timezone

from overbrug.core.errors import Refused
from overbrug.dialogues.actions import mark_finished, sit_down, take_back_seat
from overbrug.dialogues.demo import make_demo_dialogue
from overbrug.dialogues.models import Dialogue, Seat, Table
from overbrug.dialogues.queries import demo_dialogue, dialogues_on, free_tables
from tests.factories import OpgaveFactory
from tests.factories_dialogues import browser_of, brugtafel, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


def finish(*tables):
    for table in tables:
        mark_finished(table)


def test_nobody_new_sits_down_at_a_finished_table_until_it_is_reopened():
    dialogue = make_dialogue(tables=2)
    first = dialogue.tables.get(number=1)
    finish(first)

    with pytest.raises(Refused):
        sit_down(dialogue, name="Late", number=1)
    assert sit_down(dialogue, name="Late").table.number == 2

    mark_finished(first, is_finished=False)
    assert sit_down(dialogue, name="Early", number=1).table == first


def test_a_finished_conversation_only_has_the_way_back():
    dialogue = make_dialogue()
    seat = make_seat(dialogue.tables.get(), name="Bob")
    finish(dialogue.tables.get())
    address = f"/aan/{dialogue.code}/"

    page = Client().get(address).content.decode()
    assert "Dit gesprek is klaar" in page
    assert 'value="sit"' not in page
    assert Client().post(address, {"name": "Late", "do": "new"}).status_code == 422
    answer = browser_of(seat).post(address, {"name": "Bob", "do": "back"})
    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"


@pytest.mark.parametrize("end", ["finished", "closed"])
def test_after_the_end_a_code_and_a_name_give_no_seat(end):
    dialogue = make_dialogue()
    seat = make_seat(dialogue.tables.get(), name="Bob")
    if end == "finished":
        finish(seat.table)
    else:
        Dialogue.objects.update(closed_at=timezone.now())
    form = {"name": "Bob", "do": "back", "code": dialogue.code}

    answers = [Client().post(path, form) for path in ("/aan/", f"/aan/{dialogue.code}/")]

    assert [a.status_code for a in answers] == [404, 422 if end == "finished" else 404]
    assert "Vraag iemand aan je tafel om het je te sturen" in answers[0].content.decode()
    with pytest.raises(Refused, match="Vraag iemand aan je tafel"):
        take_back_seat(Dialogue.objects.get(), seat.public_id)
    seat.refresh_from_db()
    assert seat.epoch == 1


def test_a_finished_conversation_does_not_tell_who_sat_there():
    dialogue = make_dialogue()
    make_seat(dialogue.tables.get(), name="Bob")
    finish(dialogue.tables.get())
    words = "Vraag iemand aan je tafel om het je te sturen"

    pages = [
        Client().post(f"/aan/{dialogue.code}/", {"name": name, "do": "back"}).content.decode()
        for name in ("Bob", "Mieke")
    ]

    assert pages[0].count(words) == pages[1].count(words) > 1


def test_the_browser_of_before_goes_back_to_its_own_seat_after_the_end():
    seat = make_seat(name="Bob")
    before = browser_of(seat)
    take_back_seat(seat.table.dialogue, seat.public_id)
    finish(seat.table)

    answer = before.post(f"/aan/{seat.table.dialogue.code}/", {"name": "Bob", "do": "back"})

    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"


def test_the_choice_of_a_table_leaves_finished_ones_out():
    dialogue = make_dialogue(tables=3)
    finish(dialogue.tables.get(number=2))

    page = Client().get(f"/aan/{dialogue.code}/2/").content.decode()

    assert "Tafel 2 is klaar" in page
    assert ['<option value="1"' in page, '<option value="2"' in page] == [True, False]


def test_the_organiser_sees_how_many_tables_have_finished():
    dialogue = make_dialogue(tables=3)
    finish(dialogue.tables.get(number=2))

    assert dialogues_on(dialogue.opgave).get().finished_count == 1


@pytest.fixture
def demo():
    brugtafel()
    OpgaveFactory(title="Genoeg passende woningen", is_example=True)
    return make_demo_dialogue()


def test_the_demo_always_has_a_fresh_table(demo):
    for number in range(1, 6):
        finish(demo.tables.get(number=number))
        assert demo_dialogue() == demo
        assert sit_down(demo, name=f"P{number}").table.finished_at is None

    assert demo.tables.count() == 6


def test_a_demo_that_fills_up_gets_a_table_more(demo):
    for n in range(27):
        sit_down(demo, name=f"P{n}")

    assert [t.number for t in free_tables(demo)] == [4]


def test_a_demo_of_twenty_tables_hands_over_to_a_new_one(demo):
    for number in range(4, 21):
        Table.objects.create(dialogue=demo, number=number)
    Table.objects.filter(dialogue=demo).exclude(number=1).update(finished_at=timezone.now())

    finish(demo.tables.get(number=1))
    finish(demo.tables.get(number=1))  # told twice: still one new conversation

    assert demo.tables.count() == 20
    assert Dialogue.objects.exclude(pk=demo.pk).get() == demo_dialogue()
    assert sit_down(demo_dialogue(), name="Next").table.number == 1


def test_an_ordinary_conversation_gets_no_tables_by_itself():
    dialogue = make_dialogue()
    finish(dialogue.tables.get())

    assert dialogue.tables.count() == 1


def test_the_qr_code_of_a_table_puts_it_in_front_but_leaves_the_choice():
    dialogue = make_dialogue(tables=3)
    address = f"/aan/{dialogue.code}/2/"

    page = Client().get(address).content.decode()
    assert '<option value="2" selected' in page
    Client().post(address, {"name": "Bob", "table": "3"})
    Client().post(address, {"name": "Mieke"})

    assert [s.table.number for s in Seat.objects.order_by("pk")] == [3, 2]


@pytest.mark.parametrize("behind", ["-2", " 2", "2", " - 02"])
def test_a_code_with_a_number_behind_it_opens_that_table(behind):
    dialogue = make_dialogue(tables=3)

    answer = Client().post("/aan/", {"code": dialogue.shown_code.lower() + behind})

    assert answer["Location"] == f"/aan/{dialogue.shown_code}/2/"
    by_link = Client().get(f"/aan/{dialogue.code}-2/")
    assert by_link["Location"] == answer["Location"]


def test_a_number_without_a_table_still_opens_the_conversation():
    dialogue = make_dialogue(tables=2)

    answer = Client().post("/aan/", {"code": f"{dialogue.code}-9"}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/aan/{dialogue.shown_code}/"


def test_the_same_name_as_an_empty_chair_asks_is_this_you():
    seat = make_seat(name="Bob")
    make_seat(seat.table, name="Mieke")
    address = f"/aan/{seat.table.dialogue.code}/"

    page = Client().post(address, {"name": "bob", "note": "gemeente"}).content.decode()
    assert "Ben jij dit?" in page
    assert "Mieke" not in page
    assert 'value="gemeente"' in page
    assert Seat.objects.count() == 2

    Client().post(address, {"name": "bob", "do": "new"})
    assert Seat.objects.filter(name__istartswith="bob").count() == 2


def test_a_form_sent_twice_is_not_asked_who_it_is():
    dialogue = make_dialogue()
    form = {"name": "Bob", "join_token": "t" * 32}

    answers = [Client().post(f"/aan/{dialogue.code}/", form).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert Seat.objects.count() == 1


def test_a_device_may_seat_a_namesake_of_its_own_seat():
    seat = make_seat(name="Bob")

    answer = browser_of(seat).post(f"/aan/{seat.table.dialogue.code}/", {"name": "Bob"})

    assert answer.status_code == 302
    assert Seat.objects.count() == 2
