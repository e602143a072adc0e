"""What the organiser changes after calling, and what others notice of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from overbrug.core.errors import NotAllowed, Refused
from overbrug.dialogues.actions import (
    call_dialogue,
    change_dialogue,
    close_dialogue,
    mark_finished,
    reopen_dialogue,
)
from tests.factories import MembershipFactory, OpgaveFactory, editor_of
from tests.factories_dialogues import browser_of, brugtafel, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    user = editor_of(OpgaveFactory())
    client.force_login(user)
    return user


@pytest.fixture
def called(alice):
    opgave = alice.main_membership().organisation.parties.get().opgave
    return call_dialogue(opgave, by=alice, card_version=brugtafel(), tables=2)


def address(dialogue, rest=""):
    return f"/gesprekken/{dialogue.public_id}/{rest}"


def test_title_moment_and_more_tables(client, called):
    moment = timezone.localtime() + timedelta(days=3)
    form = {"title": "Tweede ronde", "starts_at": moment.strftime("%Y-%m-%dT%H:%M"), "tables": 20}

    client.post(address(called, "wijzig/"), form)

    code = called.code
    called.refresh_from_db()
    assert (called.title, called.tables.count(), called.code) == ("Tweede ronde", 20, code)
    assert called.code_expires_at == called.starts_at + timedelta(days=7)


@pytest.mark.parametrize("tables", ["1", "21", "", "9" * 5000])
def test_a_table_does_not_go_away(client, called, tables):
    answer = client.post(address(called, "wijzig/"), {"title": "x", "tables": tables})

    assert answer.status_code == 422
    assert called.tables.count() == 2


def test_a_moment_that_has_passed_may_stay_as_it_is(client, called):
    called.starts_at = timezone.now() - timedelta(days=5)
    called.save()
    page = client.get(address(called, "wijzig/"))
    form = {name: page.context["form"][name].value() or "" for name in ("title", "tables")}
    form["starts_at"] = timezone.localtime(called.starts_at).strftime("%Y-%m-%dT%H:%M")

    assert client.post(address(called, "wijzig/"), form).status_code == 302


def test_a_stranger_changes_and_reopens_nothing(called):
    stranger = MembershipFactory().user
    with pytest.raises(NotAllowed):
        change_dialogue(called, by=stranger, title="x", starts_at=None, tables=3)
    with pytest.raises(NotAllowed):
        reopen_dialogue(called, by=stranger)


def test_a_closed_conversation_opens_again_while_its_code_is_valid(client, alice, called):
    close_dialogue(called, by=alice)
    assert "open-weer" in client.get(address(called)).content.decode()

    client.post(address(called, "open-weer/"))

    assert Client().get(f"/aan/{called.code}/").status_code == 200
    called.code_expires_at = timezone.now()
    with pytest.raises(Refused):
        reopen_dialogue(called, by=alice)


@pytest.mark.parametrize("how", ["closed", "finished", "expired"])
def test_a_new_moment_never_opens_what_is_over(client, alice, called, how):
    make_seat(called.tables.first(), name="Bob")
    called.code_expires_at = ended = timezone.now() - timedelta(minutes=1)
    called.closed_at = timezone.now() if how == "closed" else None
    called.save()
    for table in called.tables.all() if how == "finished" else ():
        mark_finished(table)
    moment = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")

    answer = client.post(
        address(called, "wijzig/"), {"title": "x", "starts_at": moment, "tables": 2}
    )

    called.refresh_from_db()
    assert answer.status_code == 422
    assert "voorbij" in answer.content.decode()
    assert called.code_expires_at == ended


def test_a_conversation_that_never_took_place_gets_a_new_moment(client, called):
    called.code_expires_at = timezone.now()
    called.save()
    moment = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")

    client.post(address(called, "wijzig/"), {"title": "x", "starts_at": moment, "tables": 2})

    called.refresh_from_db()
    assert called.is_joinable()


def close(dialogue):
    dialogue.closed_at = timezone.now()
    dialogue.save()


def test_who_sat_at_a_closed_conversation_reads_that_it_is_closed():
    seat = make_seat(name="Bob")
    close(seat.table.dialogue)
    code = seat.table.dialogue.code

    page = browser_of(seat).get(f"/aan/{code}/").content.decode()

    assert "Dit gesprek is gesloten" in page
    assert f"/tafel/{seat.table.public_id}/" in page
    assert Client().get(f"/aan/{code}/").status_code == 404


def test_the_way_back_works_for_a_closed_conversation_but_tells_outsiders_nothing():
    seat = make_seat(name="Bob")
    close(seat.table.dialogue)
    code = seat.table.dialogue.code

    pages = []
    for typed, name in ((code, "Alice"), ("00000000", "Alice"), (code, "Bob")):
        answer = Client().post("/aan/", {"do": "back", "code": typed, "name": name})
        pages.append((answer.status_code, answer.content.decode().count("Wij vinden geen lege")))
    answer = browser_of(seat).post("/aan/", {"do": "back", "code": code, "name": "bob"})

    assert pages[0] == pages[1] == pages[2] == (404, 2)
    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"


def test_an_expired_code_opens_no_way_back():
    seat = make_seat(make_dialogue(code_expires_at=timezone.now()).tables.get(), name="Bob")
    form = {"do": "back", "code": seat.table.dialogue.code, "name": "Bob"}

    assert Client().post("/aan/", form).status_code == 404


def test_every_page_leads_back_to_the_own_table_until_it_has_finished():
    seat = make_seat(name="Bob")
    words, home = "Terug naar tafel 1", Client().get("/").content.decode()
    phone = browser_of(seat)

    assert words not in home
    assert phone.get("/").content.decode().count(words) == 1
    assert words in phone.get("/kaarten/").content.decode()
    mark_finished(seat.table)
    assert words not in phone.get("/").content.decode()


@pytest.mark.parametrize("chosen", ["", "nl"])
def test_pages_speak_the_language_of_the_conversation_unless_one_was_chosen(chosen):
    dialogue = make_dialogue(language="en")
    seat = make_seat(dialogue.tables.get(), name="Bob")
    phone = browser_of(seat)
    if chosen:
        phone.cookies["overbrug_language"] = chosen

    for page in (f"/aan/{dialogue.code}/", f"/tafel/{seat.table.public_id}/plekken/"):
        answer = phone.get(page)
        assert f'<html lang="{chosen or "en"}"' in answer.content.decode()
        assert answer["Content-Language"] == (chosen or "en")


def test_a_refusal_in_the_room_speaks_the_language_of_the_conversation():
    seat = make_seat(make_dialogue(language="en").tables.get())

    answer = browser_of(seat).post(
        f"/tafel/{seat.table.public_id}/alleen-ik/", "[]", content_type="application/json"
    )

    assert answer.json()["error"]["message"] == "Send one JSON object."


def test_the_summary_of_a_form_names_a_field_once(client, alice, called):
    form = {"tables": "21", "starts_at": "not a moment"}

    page = client.post(f"/opgaven/{called.opgave.slug}/gesprek/", form).content.decode()

    assert "Aantal tafels: Vul een getal in" in page
    assert "Aantal tafels: Aantal tafels" not in page
    assert "Moment: Moment" not in page


def test_a_big_screen_does_not_go_on_as_somebody():
    screen = make_seat(name="Groot scherm 1", kind="screen")

    page = browser_of(screen).get(f"/aan/{screen.table.dialogue.code}/").content.decode()

    assert "Groot scherm 1" not in page
