"""Big screens: a short code, used once, for a seat that only looks."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from overbrug.core.errors import Refused
from overbrug.dialogues import attempts
from overbrug.dialogues.actions import (
    leave_seat,
    make_screen_code,
    revoke_seat,
    use_screen_code,
)
from overbrug.dialogues.models import ScreenPairing, Seat
from tests.factories_dialogues import browser_of, make_seat, make_table

pytestmark = pytest.mark.django_db


def test_a_beamer_becomes_the_big_screen_of_a_table():
    alice = make_seat()
    table = alice.table.public_id
    code = browser_of(alice).post(f"/tafel/{table}/schermen/").context["code"]

    beamer = Client()
    answer = beamer.post("/scherm/", {"code": code.lower()})

    assert answer["Location"] == f"/tafel/{table}/groot-scherm/"
    assert Seat.objects.get(kind="screen").table == alice.table


def test_a_code_works_once():
    code = make_screen_code(make_table())
    use_screen_code(code)

    with pytest.raises(Refused):
        use_screen_code(code)


def test_after_ten_minutes_a_code_is_old():
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        table = make_table()
        code = make_screen_code(table)
        clock.shift(601)
        with pytest.raises(Refused):
            use_screen_code(code)


def test_the_code_itself_is_not_kept():
    code = make_screen_code(make_table())

    assert code not in str(ScreenPairing.objects.values())


def test_the_table_takes_a_screen_away():
    alice = make_seat()
    screen = use_screen_code(make_screen_code(alice.table))

    browser_of(alice).post(f"/tafel/{alice.table.public_id}/schermen/", {"seat": screen.public_id})

    screen.refresh_from_db()
    assert screen.revoked_at
    assert (
        browser_of(screen).get(f"/tafel/{alice.table.public_id}/groot-scherm/").status_code == 403
    )


def test_a_screen_of_another_table_stays():
    alice, other = make_seat(), use_screen_code(make_screen_code(make_table()))

    address = f"/tafel/{alice.table.public_id}/schermen/"
    assert browser_of(alice).post(address, {"seat": other.public_id}).status_code == 403

    other.refresh_from_db()
    assert other.revoked_at is None


def test_at_most_five_screens():
    table = make_table()
    for _n in range(5):
        use_screen_code(make_screen_code(table))

    with pytest.raises(Refused):
        use_screen_code(make_screen_code(table))


@pytest.mark.parametrize("code", ["", "x" * 300, "😀", "<b>", "\u202e", "0" * 262_144])
def test_hostile_codes_open_no_screen(code):
    answer = Client().post("/scherm/", {"code": code})

    assert answer.status_code == 422
    assert not Seat.objects.exists()


def test_guessing_screens_has_an_end(monkeypatch):
    monkeypatch.setattr(attempts, "MOST_OVERALL", 2)

    answers = [Client().post("/scherm/", {"code": f"ZZZZ000{n}"}).status_code for n in range(3)]

    assert answers == [422, 422, 429]


def test_a_screen_may_not_make_screens_or_see_the_table_as_a_person():
    screen = use_screen_code(make_screen_code(make_table()))
    table = screen.table.public_id

    assert browser_of(screen).post(f"/tafel/{table}/schermen/").status_code == 403
    assert browser_of(screen).get(f"/tafel/{table}/").status_code == 403


def test_a_screen_goes_with_who_connected_it():
    alice = make_seat()
    bob = make_seat(alice.table, name="Bob")
    mine, other = (use_screen_code(make_screen_code(alice.table, by=s)) for s in (alice, bob))

    leave_seat(alice)

    address = f"/tafel/{alice.table.public_id}/groot-scherm/"
    assert browser_of(mine).get(address).status_code == 403
    assert browser_of(other).get(address).status_code == 200


def test_a_screen_goes_when_its_maker_is_taken_away():
    alice = make_seat()
    code = browser_of(alice).post(f"/tafel/{alice.table.public_id}/schermen/").context["code"]
    screen = use_screen_code(code)

    revoke_seat(alice, by=AnonymousUser(), own=[alice])

    screen.refresh_from_db()
    assert screen.revoked_at


def test_a_code_of_who_left_connects_nothing():
    alice = make_seat()
    code = make_screen_code(alice.table, by=alice)
    leave_seat(alice)

    with pytest.raises(Refused):
        use_screen_code(code)


def test_the_page_says_when_a_screen_goes():
    alice = make_seat()
    page = browser_of(alice).get(f"/tafel/{alice.table.public_id}/schermen/").content.decode()
    assert "Een scherm gaat uit als wie het aansloot de tafel verlaat." in page
