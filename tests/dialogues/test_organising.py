"""Calling a conversation and organising it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.dialogues.actions import call_dialogue, close_dialogue
from overbrug.dialogues.models import Dialogue
from overbrug.dialogues.queries import dialogues_on, next_dialogues
from overbrug.dialogues.rules import may_call_dialogue, may_see_dialogue
from overbrug.lib.tokens import CROCKFORD
from tests.factories import MembershipFactory, OpgaveFactory, UserFactory, editor_of
from tests.factories_dialogues import browser_of, brugtafel, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


def call(opgave, user, **facts):
    return call_dialogue(opgave, by=user, card_version=brugtafel(), **facts)


def test_an_editor_calls_a_conversation_and_gets_a_code():
    opgave = OpgaveFactory()
    alice = editor_of(opgave)

    dialogue = call(opgave, alice, tables=3)

    assert [t.number for t in dialogue.tables.all()] == [1, 2, 3]
    assert re.fullmatch(f"[{CROCKFORD}]{{8}}", dialogue.code)
    assert dialogue.organisation == alice.main_membership().organisation
    assert DomainEvent.objects.filter(verb="dialogue_called", person=alice).exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.ADMIN, True), (Role.EDITOR, True), (Role.MEMBER, True), (Role.GUEST, False)],
)
def test_who_works_for_a_party_may_call_a_guest_may_not(role, may):
    opgave = OpgaveFactory()

    assert may_call_dialogue(editor_of(opgave, role=role), opgave) is may


def test_a_stranger_may_not_call():
    with pytest.raises(NotAllowed):
        call(OpgaveFactory(), MembershipFactory(role=Role.ADMIN).user)


def test_only_the_caller_and_editors_see_who_sits_where():
    opgave = OpgaveFactory()
    alice = editor_of(opgave, role=Role.MEMBER)
    dialogue = call(opgave, alice)
    house = alice.main_membership().organisation
    bob = MembershipFactory(organisation=house, role=Role.MEMBER).user

    assert may_see_dialogue(alice, dialogue)
    assert may_see_dialogue(editor_of(opgave), dialogue)
    assert not may_see_dialogue(bob, dialogue)
    assert not may_see_dialogue(UserFactory(is_platform=True), dialogue)


def test_who_left_the_organisation_no_longer_organises():
    opgave = OpgaveFactory()
    alice = editor_of(opgave, role=Role.MEMBER)
    dialogue = call(opgave, alice)
    alice.memberships.update(ended_at=timezone.now())

    assert not may_see_dialogue(alice, dialogue)


@pytest.mark.parametrize("tables", [0, 21, -1])
def test_one_to_twenty_tables(tables):
    opgave = OpgaveFactory()
    with pytest.raises(Refused) as refused:
        call(opgave, editor_of(opgave), tables=tables)
    assert refused.value.field == "tables"


def test_the_code_lives_a_week_longer_than_the_moment():
    opgave = OpgaveFactory()
    moment = timezone.now() + timedelta(days=10)

    dialogue = call(opgave, editor_of(opgave), starts_at=moment)

    assert dialogue.code_expires_at == moment + timedelta(days=7)


def test_the_form_makes_one_conversation_even_when_sent_twice(client):
    opgave = OpgaveFactory()
    client.force_login(editor_of(opgave))
    address = f"/opgaven/{opgave.slug}/gesprek/"
    key = re.search(r'name="form_key" value="(\w+)"', client.get(address).content.decode())[1]
    form = {"card": brugtafel().pk, "tables": 2, "language": "nl", "form_key": key}

    pages = {client.post(address, form)["Location"] for _time in range(2)}

    assert pages == {f"/gesprekken/{Dialogue.objects.get().public_id}/"}


@pytest.mark.parametrize(
    "changes",
    [
        {"tables": ""},
        {"tables": "9" * 5000},
        {"tables": "21"},
        {"card": "999"},
        {"card": "x\x00"},
        {"title": "x" * 300},
        {"title": "x" * 262_144},
        {"language": "xx"},
        {"starts_at": "not a moment"},
        {"starts_at": "9999-12-31T23:59"},
        {"starts_at": "0001-01-01T00:00"},
        {"starts_at": "1999-01-01T00:00"},
        {"form_key": "k" * 99},
    ],
)
def test_hostile_forms_are_refused_in_words(client, changes):
    opgave = OpgaveFactory()
    client.force_login(editor_of(opgave))
    form = {"card": brugtafel().pk, "tables": 2, "language": "nl", **changes}

    answer = client.post(f"/opgaven/{opgave.slug}/gesprek/", form)

    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Dialogue.objects.exists()


def test_the_organiser_sees_code_link_qr_and_seats_but_no_words(client):
    opgave = OpgaveFactory()
    alice = editor_of(opgave)
    dialogue = call(opgave, alice)
    make_seat(dialogue.tables.get(), name="<i>Bob</i>")
    client.force_login(alice)

    page = client.get(f"/gesprekken/{dialogue.public_id}/").content.decode()

    assert dialogue.shown_code in page
    assert "<svg" in page.partition('class="qr"')[2]
    assert "&lt;i&gt;Bob&lt;/i&gt;" in page
    assert "style=" not in page
    cards = client.get(f"/gesprekken/{dialogue.public_id}/afdrukken/").content.decode()
    assert cards.count('class="qr"') == 1


def test_the_organiser_takes_a_seat_away_and_closes(client):
    opgave = OpgaveFactory()
    alice = editor_of(opgave)
    dialogue = call(opgave, alice)
    seat = make_seat(dialogue.tables.get(), name="Bob")
    client.force_login(alice)
    address = f"/gesprekken/{dialogue.public_id}/"

    for question in (f"{address}plek/{seat.public_id}/weg/", f"{address}sluit/"):
        assert client.get(question).status_code == 200
        client.post(question)

    seat.refresh_from_db()
    dialogue.refresh_from_db()
    assert seat.revoked_at
    assert dialogue.closed_at
    assert browser_of(seat).get(f"/tafel/{seat.table.public_id}/").status_code == 403


def test_a_stranger_cannot_find_the_page(client):
    client.force_login(MembershipFactory(role=Role.ADMIN).user)

    assert client.get(f"/gesprekken/{make_dialogue().public_id}/").status_code == 404


def test_the_next_ones_come_first_and_closed_ones_not_at_all():
    opgave = OpgaveFactory()
    alice = editor_of(opgave)
    later = call(opgave, alice, starts_at=timezone.now() + timedelta(days=9))
    sooner = call(opgave, alice, starts_at=timezone.now() + timedelta(days=2))
    close_dialogue(call(opgave, alice), by=alice)

    assert next_dialogues(alice) == [sooner, later]


def test_the_opgave_page_has_the_button_for_who_may(client):
    opgave = OpgaveFactory()
    call(opgave, editor_of(opgave), title="Eerste gesprek")
    address = f"/opgaven/{opgave.slug}/"

    public = client.get(address).content.decode()
    client.force_login(editor_of(opgave))
    own = client.get(address).content.decode()

    assert "Eerste gesprek" in public
    assert f"{address}gesprek/" not in public
    assert f"{address}gesprek/" in own


def test_the_newest_conversation_stands_first():
    opgave = OpgaveFactory()
    older, newer = make_dialogue(opgave=opgave), make_dialogue(opgave=opgave)
    assert list(dialogues_on(opgave)) == [newer, older]
