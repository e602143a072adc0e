"""Words also go from what tables let out, from questions by mail and from mails that wait."""

import pytest
from django.apps import apps
from django.db import models

from overbrug.config.cli import main
from overbrug.config.commands.erase import places_of
from overbrug.config.personal_data import REGISTER
from overbrug.config.serving import prepare
from overbrug.core.erasing import take_out, typed_fields
from overbrug.harvest.models import Hiding
from overbrug.outbox.actions import post
from overbrug.outbox.models import OutgoingMail
from tests.factories import CommitmentFactory, OpgaveFactory
from tests.factories_dialogues import make_table
from tests.harvest.network import approved, approved_promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_transaction(monkeypatch):
    """In which no log can be emptied; test_erased_from_the_log.py looks at that."""
    monkeypatch.setattr(prepare, "empty_log", lambda **how: True)


ERASE = ["erase", "words", "homes", "Alice & Jansen"]


@pytest.fixture
def opgave():
    return OpgaveFactory(slug="homes", title="Homes")


@pytest.fixture
def table(opgave):
    return make_table(opgave=opgave)


def test_a_line_that_left_the_table_loses_them(table, capsys):
    line = approved(table, text="Alice & Jansen waits.", dissents=["No, Alice & Jansen works."])
    assert main(ERASE) == 1
    assert "harvestline 1" in capsys.readouterr().err
    assert main([*ERASE, "--yes"]) == 0
    line.refresh_from_db()
    assert (line.text, line.dissents) == ("[…] waits.", ["No, […] works."])


def test_a_promise_of_a_table_loses_them_in_each_part(table):
    line = approved_promise(table, who="Alice & Jansen", what="Alice & Jansen builds")
    main([*ERASE, "--yes"])
    line.refresh_from_db()
    assert (line.parts["who"], line.parts["what"], line.text) == ("[…]", "[…] builds", "[…] builds")


def test_a_frozen_page_loses_them_and_keeps_what_the_code_reads(table):
    page = approved(table).page
    page.content = [{"key": "start/Homes", "text": "Homes!", "parts": {}, "dissents": ["Homes?"]}]
    page.save()
    main(["erase", "words", "homes", "Homes", "--yes"])
    page.refresh_from_db()
    (line,) = page.content
    assert line == {"key": "start/Homes", "text": "[…]!", "parts": {}, "dissents": ["[…]?"]}


def test_reasons_beside_a_line_lose_them(table):
    Hiding.objects.create(line=approved(table), reason="about Alice & Jansen")
    main([*ERASE, "--yes"])
    assert Hiding.objects.get().reason == "about […]"


def test_a_mail_loses_them_in_its_text_and_in_its_page(opgave):
    promise = CommitmentFactory(opgave=opgave, what="helps Alice & Jansen")
    context = {"commitment": promise, "opgave": opgave, "link": None}
    template = "commitments/mail/answered"
    post(to="a@example.org", template=template, context=context, about=promise)
    before = OutgoingMail.objects.get()
    assert "Alice & Jansen" in before.text
    assert "Alice &amp; Jansen" in before.html
    main([*ERASE, "--yes"])
    mail = OutgoingMail.objects.get()
    assert "Jansen" not in mail.text + mail.html
    assert mail.to == "a@example.org"


def test_another_opgave_keeps_its_lines(opgave, table):
    other = approved(make_table(), text="Alice & Jansen waits.")
    approved(table, text="Alice & Jansen waits.")
    main([*ERASE, "--yes"])
    other.refresh_from_db()
    assert other.text == "Alice & Jansen waits."


def test_every_place_names_fields_that_are_there(opgave):
    for place in places_of(opgave):
        assert all(place.rows.model._meta.get_field(name) for name in place.fields)
        assert take_out(place, "nowhere at all") == 0


# Names of machines, addresses that go by themselves, and what goes with an account or a room.
LEFT = {
    "commitments": "AnswerLink.email Capacity.note Mandate.text RegisteredAddress.email RegisteredAddress.role",
    "dialogues": "PrivateAnswer.text Seat.initials Seat.join_token Seat.name Seat.note"
    " Seat.public_id UnnamedLine.id UnnamedLine.text",
    "followups": "FollowUp.email FollowUp.language FollowUpLink.answer MailedAddress.key",
    "harvest": "HarvestLine.key Mark.key Vote.choice Vote.device Vote.objected",
    "opgaven": "PartyInvitation.email",
    "outbox": "OutgoingMail.to OutgoingMail.unsubscribe_url",
}


@pytest.mark.parametrize("app", LEFT)
def test_every_text_about_a_person_is_reached_or_left_on_purpose(app, opgave):
    reached = {
        f"{place.rows.model.__name__}.{field}"
        for place in places_of(opgave)
        for field in place.fields or typed_fields(place.rows.model)
    }
    register = [name.partition(".")[2] for name in REGISTER if name.startswith(f"{app}.")]
    texts = {name for name in register if holds_text(app, *name.split("."))}
    assert sorted(texts - reached) == LEFT[app].split()


def holds_text(app, model, field):
    found = apps.get_model(app, model)._meta.get_field(field)
    return isinstance(found, (models.CharField, models.TextField, models.JSONField))
