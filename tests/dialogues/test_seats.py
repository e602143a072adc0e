"""Seats that come back, are taken away, or are left."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from overbrug.core import events
from overbrug.core.errors import NotAllowed, Refused
from overbrug.dialogues import presence, queries
from overbrug.dialogues.actions import leave_seat, revoke_seat, take_back_seat
from overbrug.dialogues.models import Seat
from overbrug.dialogues.seat_cookie import Claim, parse_header
from overbrug.rooms import running
from tests.factories_dialogues import browser_of, make_dialogue, make_seat

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def heard(monkeypatch):
    """What the rooms are told, as (name, facts)."""
    told = []
    for name in ("seats_changed", "seat_revoked"):
        listener = lambda _name=name, **facts: told.append((_name, facts))  # noqa: E731
        monkeypatch.setitem(events._listeners, name, [listener])
    return told


class EveryoneIsHere:
    def is_present(self, table, seat):
        return True

    was_present_lately = is_present


class EveryoneJustLeft(EveryoneIsHere):
    def is_present(self, table, seat):
        return False


@pytest.fixture
def everyone_is_here(monkeypatch):
    monkeypatch.setattr(running, "engine", EveryoneIsHere())


def test_who_closed_the_browser_takes_the_own_seat_back_by_name():
    seat = make_seat(name="Mieke Kok")
    phone = Client()

    answer = phone.post(f"/aan/{seat.table.dialogue.code}/", {"name": " mieke kok", "do": "back"})

    assert answer["Location"] == f"/tafel/{seat.table.public_id}/"
    claims = parse_header(f"overbrug_seat={answer.cookies['overbrug_seat'].value}")
    assert claims == [Claim(seat.public_id, 2)]
    assert Seat.objects.count() == 1


def test_the_old_device_loses_the_seat(heard, django_capture_on_commit_callbacks):
    seat = make_seat()
    old = [Claim(seat.public_id, seat.epoch)]

    with django_capture_on_commit_callbacks(execute=True):
        take_back_seat(seat.table.dialogue, seat.public_id)

    assert queries.valid_seats(old, seat.table.public_id) == []
    table = {"table_id": seat.table.public_id}
    assert heard == [
        ("seat_revoked", {**table, "seat_id": seat.public_id}),
        ("seats_changed", table),
    ]


@pytest.mark.usefixtures("everyone_is_here")
def test_a_seat_on_which_somebody_sits_cannot_be_taken():
    seat = make_seat(name="Alice")
    with pytest.raises(Refused, match="Alice"):
        take_back_seat(seat.table.dialogue, seat.public_id)

    answer = Client().post(f"/aan/{seat.table.dialogue.code}/", {"name": "Alice", "do": "back"})

    assert answer.status_code == 422


def test_a_seat_whose_device_went_a_moment_ago_cannot_be_taken_yet(monkeypatch):
    monkeypatch.setattr(running, "engine", EveryoneJustLeft())
    seat = make_seat(name="Alice")

    with pytest.raises(Refused, match="Alice"):
        take_back_seat(seat.table.dialogue, seat.public_id)


def test_without_an_engine_nobody_is_here(monkeypatch):
    monkeypatch.setattr(running, "engine", None)
    assert not presence.is_here(make_seat())


def test_two_people_of_one_name_have_to_choose_their_table():
    dialogue = make_dialogue(tables=2)
    first, second = (make_seat(t, name="Jan") for t in dialogue.tables.all())
    form = {"name": "Jan", "do": "back"}

    assert Client().post(f"/aan/{dialogue.code}/", form).status_code == 422
    answer = Client().post(f"/aan/{dialogue.code}/", {**form, "table": 2})

    assert answer["Location"] == f"/tafel/{second.table.public_id}/"
    assert first.epoch == 1


def test_the_join_page_names_nobody():
    seat = make_seat(name="Mieke Kok")

    page = Client().get(f"/aan/{seat.table.dialogue.code}/").content.decode()

    assert "Mieke" not in page


def test_leaving_frees_the_seat_and_the_cookie():
    seat = make_seat()

    answer = browser_of(seat).post(f"/tafel/{seat.table.public_id}/verlaat/")

    seat.refresh_from_db()
    assert seat.revoked_at
    assert answer.cookies["overbrug_seat"]["max-age"] == 0


def test_one_of_two_people_on_a_phone_leaves():
    alice = make_seat(name="Alice")
    bob = make_seat(alice.table, name="Bob")

    answer = browser_of(alice, bob).post(
        f"/tafel/{alice.table.public_id}/verlaat/", {"seat": bob.public_id}
    )

    assert answer["Location"] == f"/tafel/{alice.table.public_id}/"
    kept = parse_header(f"overbrug_seat={answer.cookies['overbrug_seat'].value}")
    assert kept == [Claim(alice.public_id, 1)]


def test_the_table_frees_an_empty_chair():
    alice = make_seat(name="Alice")
    gone = make_seat(alice.table, name="Gone")

    revoke_seat(gone, by=NOBODY, own=[alice])

    assert queries.people_of(alice.table) == [alice]


@pytest.mark.usefixtures("everyone_is_here")
def test_the_table_cannot_push_off_who_is_there():
    alice = make_seat(name="Alice")
    bob = make_seat(alice.table, name="Bob")

    with pytest.raises(Refused, match="Bob"):
        revoke_seat(bob, by=NOBODY, own=[alice])


def test_the_table_frees_no_chair_whose_line_broke_a_moment_ago(monkeypatch):
    monkeypatch.setattr(running, "engine", EveryoneJustLeft())
    alice = make_seat(name="Alice")
    bob = make_seat(alice.table, name="Bob")

    with pytest.raises(Refused, match="Bob"):
        revoke_seat(bob, by=NOBODY, own=[alice])

    bob.refresh_from_db()
    assert bob.revoked_at is None


def test_nobody_loses_a_chair_while_the_table_decides_what_to_share():
    alice = make_seat(name="Alice")
    bob = make_seat(alice.table, name="Bob")
    page = alice.table.harvest_pages.create(number=1)

    with pytest.raises(Refused, match="Bob"):
        revoke_seat(bob, by=NOBODY, own=[alice])

    page.state = "approved"
    page.save()
    revoke_seat(bob, by=NOBODY, own=[alice])
    assert queries.people_of(alice.table) == [alice]


def test_another_table_may_not_free_a_seat():
    with pytest.raises(NotAllowed):
        revoke_seat(make_seat(), by=NOBODY, own=[make_seat()])


def test_the_page_of_seats_frees_one():
    alice = make_seat(name="Alice")
    gone = make_seat(alice.table, name="Gone")
    address = f"/tafel/{alice.table.public_id}/plekken/"

    browser_of(alice).post(address, {"seat": gone.public_id})

    page = browser_of(alice).get(address)
    assert gone.public_id not in page.content.decode()


def test_the_door_asks_once_and_gets_only_good_seats(django_assert_num_queries):
    good = make_seat()
    table = good.table.public_id
    old = make_seat(good.table)
    away = make_seat(good.table)
    leave_seat(away)
    claims = [Claim(s.public_id, s.epoch) for s in (good, away, make_seat())]
    claims.append(Claim(old.public_id, old.epoch + 1))

    with django_assert_num_queries(1):
        assert queries.valid_seats(claims, table) == [good]
    assert {s.public_id for s in queries.seats_at(table)} == {good.public_id, old.public_id}
