"""The pages between a code and a seat, as a phone sees them."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from overbrug.dialogues import attempts
from overbrug.dialogues.actions import leave_seat
from overbrug.dialogues.models import Seat
from overbrug.dialogues.seat_cookie import Claim, parse_header
from tests.factories_dialogues import browser_of, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


def test_a_phone_goes_from_a_spoken_code_to_a_seat():
    dialogue = make_dialogue()
    phone = Client()

    answer = phone.post("/aan/", {"code": f" {dialogue.shown_code.lower()} "}, follow=True)
    answer = phone.post(answer.redirect_chain[-1][0], {"name": "MK"})

    seat = Seat.objects.get()
    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"
    assert seat.initials == "MK"


def test_the_seat_is_in_a_cookie_that_scripts_cannot_read():
    answer = Client().post(f"/aan/{make_dialogue().shown_code}/", {"name": "MK"})

    cookie = answer.cookies["overbrug_seat"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 604800)
    [claim] = parse_header(f"a=b; overbrug_seat={cookie.value}")
    assert claim == Claim(Seat.objects.get().public_id, 1)


def test_without_javascript_the_page_says_what_works_before_anybody_sits_down():
    page = Client().get(f"/aan/{make_dialogue().shown_code}/").content.decode()

    words = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "Meeschrijven kan dan niet op dit apparaat" in words
    assert page.index("</noscript>") < page.index('name="name"')


def test_the_page_says_who_will_see_what_before_the_one_field():
    page = Client().get(f"/aan/{make_dialogue().shown_code}/").content.decode()

    before, _, after = page.partition('name="name"')
    assert 'id="who-sees"' in before
    assert 'id="who-sees"' not in after


def test_who_sits_already_may_go_on_or_seat_somebody_else():
    seat = make_seat(name="Alice")
    phone = browser_of(seat)
    address = f"/aan/{seat.table.dialogue.shown_code}/"

    assert f"/tafel/{seat.table.public_id}/" in phone.get(address).content.decode()
    answer = phone.post(address, {"name": "Bob"})

    claims = parse_header(f"overbrug_seat={answer.cookies['overbrug_seat'].value}")
    assert len(claims) == 2
    assert {s.table_id for s in Seat.objects.all()} == {seat.table_id}


def test_somebody_else_on_a_device_sits_at_the_same_table():
    dialogue = make_dialogue(tables=2)
    alice = make_seat(dialogue.tables.get(number=2), name="Alice")

    browser_of(alice).post(f"/aan/{dialogue.code}/", {"name": "Bob"})

    assert Seat.objects.get(name="Bob").table == alice.table


def test_a_form_sent_twice_seats_one_person():
    phone, address = Client(), f"/aan/{make_dialogue().shown_code}/"
    token = re.search(r'name="join_token" value="(\w+)"', phone.get(address).content.decode())

    for _time in range(2):
        phone.post(address, {"name": "Bob", "join_token": token[1]})

    assert Seat.objects.count() == 1


def test_the_same_form_after_standing_up_gives_a_new_seat():
    dialogue, phone = make_dialogue(), Client()
    form = {"name": "Bob", "join_token": "t" * 32}
    table = re.search(r"/tafel/\w+/", phone.post(f"/aan/{dialogue.code}/", form)["Location"])[0]
    phone.post(f"{table}verlaat/")

    assert phone.post(f"/aan/{dialogue.code}/", form)["Location"] == table

    assert Seat.objects.filter(revoked_at=None).count() == 1
    assert Seat.objects.count() == 2


def test_a_form_of_another_conversation_seats_here_all_the_same():
    form = {"name": "Bob", "join_token": "t" * 32}
    for dialogue in (make_dialogue(), make_dialogue()):
        assert Client().post(f"/aan/{dialogue.code}/", form).status_code == 302
    assert Seat.objects.count() == 2


def test_unknown_expired_closed_and_full_codes_look_the_same():
    expired, closed, full = make_dialogue(), make_dialogue(), full_dialogue()
    expired.code_expires_at = expired.created_at
    expired.save()
    closed.closed_at = closed.created_at
    closed.save()
    pages = []
    for code in ("00000000", expired.code, closed.code, full.code):
        answer = Client().get(f"/aan/{code}/")
        assert answer.status_code == 404
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        pages.append(page.replace(code, "CODE"))

    assert pages[0] == pages[1] == pages[2] == pages[3]


def full_dialogue():
    dialogue = make_dialogue()
    for n in range(dialogue.seats_per_table):
        make_seat(dialogue.tables.get(), name=f"P{n}")
    return dialogue


def test_a_typed_code_that_is_full_answers_as_one_that_is_not_there():
    full = full_dialogue()
    answers = [Client().post("/aan/", {"code": code}) for code in (full.code, "00000000")]
    sit = Client().post(f"/aan/{full.code}/", {"name": "Late"})
    assert [a.status_code for a in (*answers, sit)] == [404] * 3


def test_whoever_sat_at_a_full_table_comes_back_in():
    full = full_dialogue()
    seat = Seat.objects.get(name="P3")

    assert browser_of(seat).get(f"/aan/{full.code}/").status_code == 200
    answer = Client().post("/aan/", {"do": "back", "code": full.code, "name": "P3"})
    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"
    again = Client().post(f"/aan/{full.code}/", {"do": "back", "name": "P4"})
    assert again.status_code == 302


def test_the_form_that_took_the_last_seat_may_be_sent_twice():
    full = full_dialogue()
    leave_seat(Seat.objects.get(name="P8"))
    form = {"name": "Last", "join_token": "x" * 32}
    answers = [Client().post(f"/aan/{full.code}/", form).status_code for _time in range(2)]
    assert answers == [302, 302]


def test_names_are_not_tried_one_after_the_other(monkeypatch):
    monkeypatch.setattr(attempts, "MOST_NAMES", 3)
    seat = make_seat(name="Mieke")
    elsewhere = make_seat(name="Jan")
    address = f"/aan/{seat.table.dialogue.code}/"
    for n in range(3):
        assert Client().post(address, {"name": f"P{n}", "do": "back"}).status_code == 422

    assert Client().post(address, {"name": "Mieke", "do": "back"}).status_code == 422
    by_code = {"name": "Mieke", "do": "back", "code": seat.table.dialogue.code}
    assert Client().post("/aan/", by_code).status_code == 404
    assert Client().post(address, {"name": "Nieuw"}).status_code == 302
    other = f"/aan/{elsewhere.table.dialogue.code}/"
    assert Client().post(other, {"name": "Jan", "do": "back"}).status_code == 302


def test_a_full_table_says_where_there_is_room():
    dialogue = make_dialogue(tables=2)
    for n in range(9):
        make_seat(dialogue.tables.get(number=1), name=f"P{n}")

    answer = Client().post(f"/aan/{dialogue.code}/1/", {"name": "Late"})

    assert answer.status_code == 422
    assert Seat.objects.count() == 9


def test_a_thousand_phones_behind_one_address_sit_down_while_some_mistype():
    dialogue = make_dialogue(tables=20)
    for n in range(170):
        if n % 5 == 0:
            Client().get(f"/aan/0000{n:04d}/")
        assert Client().post(f"/aan/{dialogue.code}/", {"name": f"P{n}"}).status_code == 302


def test_too_many_wrong_codes_have_to_wait_but_a_right_one_still_opens(monkeypatch):
    monkeypatch.setattr(attempts, "MOST_OVERALL", 5)
    dialogue = make_dialogue()
    for n in range(5):
        assert Client().get(f"/aan/ZZZZ000{n}/").status_code == 404

    guess = Client().post("/aan/", {"code": "ZZZZ9999"})

    assert (guess.status_code, guess["Retry-After"]) == (429, "60")
    assert Client().get(f"/aan/{dialogue.code}/").status_code == 200


def test_one_code_is_not_tried_without_end(monkeypatch):
    monkeypatch.setattr(attempts, "MOST_PER_CODE", 3)

    answers = [Client().get("/aan/ABCD2345/").status_code for _n in range(4)]

    assert answers == [404, 404, 404, 429]


def test_in_a_flood_of_guesses_a_right_code_still_opens():
    dialogue = make_dialogue()
    cache.set("failed-codes", 3_500, 60)

    assert Client().get("/aan/ZZZZ9999/").status_code == 429
    assert Client().post("/aan/", {"code": "ZZZZ9999"}).status_code == 429
    assert Client().get(f"/aan/{dialogue.code}/").status_code == 200
    assert Client().post("/aan/", {"code": dialogue.code}).status_code == 302
    assert Client().post(f"/aan/{dialogue.code}/", {"name": "Bob"}).status_code == 302


@pytest.mark.parametrize("code", ["<script>", "😀" * 8, "x" * 300, "7KMP 3XQA'--", "\u202e1234567"])
def test_hostile_codes_are_just_wrong(code):
    answer = Client().post("/aan/", {"code": code})

    assert answer.status_code == 404
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"name": ""},
        {"name": "x" * 300},
        {"name": "x" * 262_144},
        {"name": "\x00"},
        {"name": "Bob", "table": "abc"},
        {"name": "Bob", "table": "9" * 5000},
        {"name": "Bob", "table": "-1"},
        {"name": "Bob", "note": "y" * 300},
        {"name": "Bob", "join_token": "z" * 999},
    ],
)
def test_hostile_forms_are_refused_in_words(sent):
    dialogue = make_dialogue(tables=2)

    answer = Client().post(f"/aan/{dialogue.code}/", sent)

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert Seat.objects.count() == 0


def test_markup_in_a_name_stays_text():
    dialogue = make_dialogue()
    phone = Client()
    phone.post(f"/aan/{dialogue.code}/", {"name": "<script>alert(1)</script>"})

    assert "<script>alert" not in phone.get(f"/aan/{dialogue.code}/").content.decode()
