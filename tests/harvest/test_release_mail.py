"""Who is asked by mail when a promise is released: nobody by itself."""

import re

import pytest
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.outbox.models import OutgoingMail
from tests.factories import (
    PartyFactory,
    RegisteredAddressFactory,
)
from tests.harvest.network import approved_promise, filled, page

pytestmark = pytest.mark.django_db


def test_an_address_that_a_participant_typed_never_gets_mail_and_is_never_filled_in(
    as_editor, table, party
):
    line = approved_promise(table, who="Bob, bob@participant.example")
    html = as_editor.get(page("release", line)).content.decode()
    assert not re.search(r"<input[^>]*bob@participant", html)
    as_editor.post(page("release", line), filled(party))
    assert Commitment.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not AnswerLink.objects.exists()


def test_a_registered_address_gets_one_mail(as_editor, table, party):
    address = RegisteredAddressFactory(
        organisation=party.organisation, email="board@corporation.example"
    )
    line = approved_promise(table, who="x@participant.example")
    sent = filled(party, ask="registered", address=address.pk)
    assert as_editor.post(page("release", line), sent).status_code == 302
    assert OutgoingMail.objects.get().to == "board@corporation.example"


def test_an_address_of_another_organisation_does_not_answer_for_this_one(
    as_editor, table, opgave, party
):
    other = PartyFactory(opgave=opgave)
    address = RegisteredAddressFactory(organisation=other.organisation)
    line = approved_promise(table)
    sent = filled(party, ask="registered", address=address.pk)
    answer = as_editor.post(page("release", line), sent)
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("ask", ["nobody", "registered"])
def test_an_address_that_was_typed_but_not_chosen_is_asked_about(as_editor, table, party, ask):
    line = approved_promise(table)
    mailbox = RegisteredAddressFactory(organisation=party.organisation)
    sent = filled(party, ask=ask, email="some@body.example")
    if ask == "registered":
        sent["address"] = mailbox.pk
    answer = as_editor.post(page("release", line), sent)
    assert answer.status_code == 422
    assert "een ander adres, op persoonlijke titel" in answer.context["form"].errors["email"][0]
    assert 'value="some@body.example"' in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_typed_address_with_nobody_yet_comes_back_as_one_press_to_mend(as_editor, table, party):
    address = page("release", approved_promise(table))
    form = as_editor.post(address, filled(party, email="some@body.example")).context["form"]
    assert form["ask"].value() == "other"
    sent = filled(party, email=form["email"].value(), ask=form["ask"].value())
    assert as_editor.post(address, sent).status_code == 302
    assert OutgoingMail.objects.get().to == "some@body.example"


def test_a_typed_address_beside_a_registered_one_leaves_the_choice(as_editor, table, party):
    RegisteredAddressFactory(organisation=party.organisation)
    sent = filled(party, ask="registered", email="some@body.example")
    answer = as_editor.post(page("release", approved_promise(table)), sent)
    assert answer.context["form"]["ask"].value() == "registered"


def test_it_is_said_how_an_organisation_can_be_asked(as_editor, editor, table, party):
    line = approved_promise(table)
    html = as_editor.get(page("release", line)).content.decode()
    assert "Niet elke partij heeft een adres geregistreerd" in html
    assert "/adressen/nieuw/" not in html
    html = as_editor.post(page("release", line), filled(party, what="")).content.decode()
    assert f"{party.organisation} heeft geen adres geregistreerd" in html
    editor.memberships.update(role=Role.ADMIN)
    own = editor.memberships.get().organisation
    path = reverse("commitments:register_address", args=[own.public_id])
    assert path in as_editor.get(page("release", line)).content.decode()


def test_who_has_an_address_hears_nothing_of_the_others(as_editor, table, party):
    RegisteredAddressFactory(organisation=party.organisation)
    sent = filled(party, what="")
    html = as_editor.post(page("release", approved_promise(table)), sent).content.decode()
    assert "adres geregistreerd" not in html


@pytest.mark.parametrize("ask", ["nobody", "other"])
def test_an_address_that_was_picked_but_not_chosen_is_asked_about(as_editor, table, party, ask):
    line = approved_promise(table)
    mailbox = RegisteredAddressFactory(organisation=party.organisation)
    email = "some@body.example" if ask == "other" else ""
    sent = filled(party, ask=ask, address=mailbox.pk, email=email)
    answer = as_editor.post(page("release", line), sent)
    assert answer.status_code == 422
    assert f'value="{mailbox.pk}" selected' in answer.content.decode()
    assert not Commitment.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_typed_address_is_asked_on_personal_title(as_editor, table, party):
    line = approved_promise(table)
    sent = filled(party, ask="other", email="Anna@Corporation.example")
    assert as_editor.post(page("release", line), sent).status_code == 302
    assert OutgoingMail.objects.get().to == "anna@corporation.example"
    assert AnswerLink.objects.get().address is None


@pytest.mark.parametrize("ask", ["registered", "other", "everybody", ""])
def test_an_unfinished_choice_of_whom_to_ask_releases_nothing(as_editor, table, party, ask):
    line = approved_promise(table)
    assert as_editor.post(page("release", line), filled(party, ask=ask)).status_code == 422
    assert not Commitment.objects.exists()
