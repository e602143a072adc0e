"""Who may ask a party by mail, to whom a mail leaves, and how often."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overbrug.accounts.actions import end_membership
from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.commitments.actions import asking
from overbrug.commitments.models import AnswerLink
from overbrug.commitments.sweeping import forget_addresses
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.outbox.models import OutgoingMail
from tests.commitments.conftest import SITE, mailed
from tests.factories import (
    CommitmentFactory,
    MembershipFactory,
    PartyFactory,
    RegisteredAddressFactory,
    editor_of,
)
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


def at(name, proposal, *more):
    return reverse(f"commitments:{name}", args=[proposal.opgave.slug, proposal.pk, *more])


@pytest.fixture
def theirs(client, editor):
    client.force_login(editor)
    return client


def test_an_editor_asks_a_registered_address(theirs, proposal, mailbox):
    answer = theirs.post(at("ask", proposal), {"to": mailbox.pk, "email": ""})
    assert answer.status_code == 302
    mail = OutgoingMail.objects.get()
    assert mail.to == mailbox.email
    assert proposal.what in mail.text
    assert AnswerLink.objects.get().email == ""


def test_the_page_of_the_promise_shows_the_role_and_never_the_address(theirs, proposal, mailbox):
    theirs.post(at("ask", proposal), {"to": mailbox.pk, "email": ""})
    theirs.post(at("ask", proposal), {"to": "other", "email": "mieke@elsewhere.example"})
    html = theirs.get(proposal.get_absolute_url()).content.decode()
    assert mailbox.role in html
    assert mailbox.email not in html
    assert "m…@elsewhere.example" in html
    assert "mieke@" not in html


def test_no_mail_leaves_because_a_participant_typed_an_address(proposal, alice):
    guest = MembershipFactory(organisation=alice.organisation, role=Role.GUEST).user
    stranger = MembershipFactory(role=Role.ADMIN).user
    for user in (alice.user, guest, stranger, None):
        client = Client()
        if user:
            client.force_login(user)
        address = at("ask", proposal)
        client.post(address, {"to": "other", "email": "mieke@elsewhere.example"})
        if user:
            with pytest.raises(NotAllowed):
                actions.ask_to_confirm(
                    proposal, by=user, site=SITE, email="mieke@elsewhere.example"
                )
    assert not AnswerLink.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_words_with_an_address_in_them_send_nothing(proposal, alice, opgave):
    words = {"what": "mail mieke@elsewhere.example", "to_whom": "jan@elsewhere.example"}
    actions.propose_commitment(opgave, by=alice.user, organisation=alice.organisation, **words)
    actions.change_commitment(proposal, by=alice.user, revision=1, **words)
    assert not OutgoingMail.objects.exists()


def test_a_typed_address_that_is_registered_counts_as_registered(proposal, editor, mailbox):
    link = actions.ask_to_confirm(
        proposal, by=editor, site=SITE, email=f" {mailbox.email.upper()} "
    )
    assert link.address == mailbox


def test_the_mailbox_of_another_organisation_is_not_asked(proposal, editor):
    with pytest.raises(Refused):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, address=RegisteredAddressFactory())


def test_pressed_twice_is_one_mail(proposal, editor, mailbox):
    first = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    assert actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox) == first
    assert OutgoingMail.objects.count() == 1


def test_one_address_has_one_open_question_about_one_promise(proposal, editor, mailbox):
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    with pytest.raises(Refused, match="openstaande vraag"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)


def test_at_most_three_questions_about_a_promise_are_open(proposal, editor):
    for number in range(asking.MOST_OPEN):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email=f"m{number}@elsewhere.example")
    with pytest.raises(Refused, match="Maak er eerst"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email="last@elsewhere.example")


def test_asking_and_revoking_in_turn_does_not_flood_anybody(proposal, editor):
    for _time in range(asking.MOST_A_DAY):
        link = actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")
        actions.revoke_link(link, by=editor)
    with pytest.raises(Refused, match="morgen"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")


def test_one_address_is_not_flooded_with_many_promises(proposal, editor, opgave, alice):
    facts = {"opgave": opgave, "organisation": alice.organisation}
    for _number in range(asking.MOST_TO_ONE):
        actions.ask_to_confirm(
            CommitmentFactory(**facts), by=editor, site=SITE, email="m@elsewhere.example"
        )
    with pytest.raises(Refused, match="openstaande vragen"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")


def test_one_person_does_not_ask_all_day(proposal, editor, opgave, alice, monkeypatch):
    monkeypatch.setattr(asking, "MOST_BY_ONE", 1)
    other = CommitmentFactory(opgave=opgave, organisation=alice.organisation)
    actions.ask_to_confirm(other, by=editor, site=SITE, email="a@elsewhere.example")
    with pytest.raises(Refused, match="morgen"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email="b@elsewhere.example")


def test_a_revoked_question_takes_its_mail_back_and_forgets_the_address(theirs, proposal, editor):
    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")
    theirs.post(at("revoke_link", proposal, link.public_id))
    link.refresh_from_db()
    assert (link.state, link.email) == ("revoked", "")
    assert not OutgoingMail.objects.exists()


def test_ask_again_makes_a_new_link_and_stops_the_old_one(theirs, proposal, editor, mailbox):
    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    old = mailed()
    theirs.post(at("ask_again", proposal, link.public_id))
    assert mailed() != old
    link.refresh_from_db()
    assert link.state == "revoked"


def test_a_mail_that_bounced_is_said(theirs, proposal, editor):
    actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")
    OutgoingMail.objects.update(state="bounced")
    assert "kwam niet aan" in theirs.get(proposal.get_absolute_url()).content.decode()


def test_only_who_may_ask_sees_the_questions(client, proposal, editor, alice, mailbox):
    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    client.force_login(alice.user)
    assert "Per mail gevraagd" not in client.get(proposal.get_absolute_url()).content.decode()
    for name in ("revoke_link", "ask_again"):
        assert client.post(at(name, proposal, link.public_id)).status_code == 403


def test_a_question_about_another_promise_is_not_found(theirs, proposal, editor, mailbox, opgave):
    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    other = CommitmentFactory(opgave=opgave)
    assert theirs.post(at("revoke_link", other, link.public_id)).status_code == 404


def test_a_typed_address_goes_when_its_link_expires(proposal, editor):
    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")
    assert forget_addresses(timezone.now()) == 0
    forget_addresses(timezone.now() + timedelta(days=15))
    link.refresh_from_db()
    assert link.email == ""


def test_a_registered_address_goes_when_it_has_ended(mailbox):
    mailbox.valid_until = timezone.localdate()
    mailbox.save()
    assert forget_addresses(timezone.now()) == 0
    assert forget_addresses(timezone.now() + timedelta(days=2)) == 1


def test_a_party_that_leaves_has_no_open_questions(
    proposal, editor, mailbox, opgave, django_capture_on_commit_callbacks
):
    from overbrug.opgaven.actions import change_party

    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    party = opgave.parties.get(organisation=proposal.organisation)
    with django_capture_on_commit_callbacks(execute=True):
        change_party(
            party, by=editor, revision=party.revision, presence="declined", reason="no time"
        )
    link.refresh_from_db()
    assert link.state == "revoked"
    with pytest.raises(Refused, match="doet niet meer mee"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)


def test_the_promise_of_a_party_that_left_stays_with_a_clear_word(client, proposal, opgave):
    opgave.parties.filter(organisation=proposal.organisation).update(presence="declined")
    for address in (proposal.get_absolute_url(), opgave.get_absolute_url()):
        html = client.get(address).content.decode()
        assert proposal.what in html
        assert "Deze partij doet niet meer mee." in html


def test_the_questions_of_who_left_stop(
    proposal, editor, mailbox, django_capture_on_commit_callbacks
):
    link = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    with django_capture_on_commit_callbacks(execute=True):
        end_membership(editor.main_membership(), by=editor)
    link.refresh_from_db()
    assert link.state == "revoked"


def test_the_audit_trail_names_the_way_and_never_the_address(proposal, editor):
    actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")
    event = DomainEvent.objects.get(verb="commitment_asked")
    assert event.facts["through"] == "typed address"
    assert "elsewhere" not in str(event.facts)


def test_who_does_not_take_part_cannot_ask_about_a_hidden_promise(proposal, editor, opgave):
    proposal.visibility = Visibility.NETWORK
    proposal.save()
    opgave.parties.exclude(organisation=proposal.organisation).delete()
    with pytest.raises(NotAllowed):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")


def test_a_group_without_organisation_is_asked_on_personal_title(opgave, editor):
    party = PartyFactory(opgave=opgave, organisation=None, name="Tenants")
    promise = actions.propose_commitment(opgave, by=editor, group=party.name, what="walks along")
    link = actions.ask_to_confirm(promise, by=editor, site=SITE, email="m@elsewhere.example")
    assert link.address is None


@pytest.mark.parametrize("field", ["to", "email"])
def test_nothing_typed_breaks_the_question(theirs, proposal, mailbox, field):
    for name, text in TEXTS.items():
        answer = theirs.post(
            at("ask", proposal), {"to": "other", "email": "m@elsewhere.example"} | {field: text}
        )
        assert answer.status_code in (302, 422), name
        assert "<script>alert" not in answer.content.decode()
    assert {mail.to for mail in OutgoingMail.objects.all()} <= {"m@elsewhere.example"}


def test_an_administrator_who_is_no_editor_of_the_opgave_may_not_ask(proposal, opgave):
    member = editor_of(opgave, role=Role.MEMBER)
    with pytest.raises(NotAllowed):
        actions.ask_to_confirm(proposal, by=member, site=SITE, email="m@elsewhere.example")
