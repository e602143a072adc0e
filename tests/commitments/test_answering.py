"""Answering through a mailed link: without an account, by a button, once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from overbrug.commitments import actions
from overbrug.commitments.actions.saving import TextChanged
from overbrug.core.errors import Refused
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.outbox.models import OutgoingMail
from tests.commitments.conftest import SITE, at, mailed, words_of, yes
from tests.factories import MandateFactory, PartyFactory
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


def test_from_mail_to_a_firm_span(ask, proposal, mailbox, opgave):
    link, reader, page = ask(address=mailbox)
    assert proposal.what in words_of(page)
    assert mailbox.text in words_of(page)
    assert yes(reader, link, speaks_as=mailbox.pk).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.firmness, proposal.mandate_text) == ("promise", mailbox.text)
    assert 'class="slice s-promise"' in words_of(Client().get(opgave.get_absolute_url()))


def test_each_choice_says_what_the_promise_is_after_it(ask, proposal, mailbox):
    proposal.due_on, proposal.means, proposal.evidence = timezone.localdate(), "money", "a list"
    proposal.save()
    _link, _reader, page = ask(address=mailbox)
    assert f"Namens {proposal.who}: daarna heet dit ‘bindend’" in words_of(page)
    assert "Op persoonlijke titel: daarna heet dit ‘intentie’" in words_of(page)
    assert "Het is geen contract" in words_of(page)


def test_the_weaker_choice_goes_along_to_the_page_with_other_words(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    sent = {"revision": 1, "speaks_as": "personal", "then": "change"}
    page = reader.post(at(link), sent, follow=True)
    assert page.context["form"]["speaks_as"].value() == "personal"
    proposal.refresh_from_db()
    assert proposal.status == "proposed"


@pytest.mark.parametrize("chosen", ["", "?as=", "?as=999", "?as=personal&as=x"])
def test_without_a_known_choice_the_page_with_other_words_takes_none(ask, mailbox, chosen):
    link, reader, _page = ask(address=mailbox)
    page = reader.get(at(link, "_change") + chosen)
    assert page.context["form"]["speaks_as"].value() is None
    assert yes(reader, link, part="_change", speaks_as="", what="other").status_code == 422


def test_any_other_address_is_on_personal_title_and_no_firm_span(ask, proposal, opgave):
    link, reader, page = ask(email="m@elsewhere.example")
    assert "op persoonlijke titel" in words_of(page)
    yes(reader, link)
    proposal.refresh_from_db()
    assert (proposal.firmness, proposal.is_mandated) == ("intention", False)
    link.refresh_from_db()
    assert link.email == ""


def test_a_typed_link_cannot_claim_a_mandate(ask, proposal, mailbox):
    link, reader, _page = ask(email="m@elsewhere.example")
    answer = yes(reader, link, speaks_as=mailbox.pk)
    assert answer.status_code == 422
    proposal.refresh_from_db()
    assert proposal.firmness == "wish"


def test_a_mandate_that_expired_between_opening_and_pressing_confirms_nothing(
    ask, proposal, mailbox
):
    link, reader, _page = ask(address=mailbox)
    mailbox.valid_until = timezone.localdate() - timedelta(days=1)
    mailbox.save()
    answer = yes(reader, link, speaks_as=mailbox.pk)
    assert answer.status_code == 422
    assert "telt niet meer" in words_of(answer)
    proposal.refresh_from_db()
    assert proposal.firmness == "wish"
    assert yes(reader, link).status_code == 302
    proposal.refresh_from_db()
    assert proposal.firmness == "intention"


def test_an_organisation_that_left_is_refused_in_words(ask, proposal, mailbox, opgave):
    link, reader, _page = ask(address=mailbox)
    opgave.parties.filter(organisation=proposal.organisation).update(presence="declined")
    answer = yes(reader, link, speaks_as=mailbox.pk)
    assert answer.status_code == 422
    assert "doet niet meer mee" in words_of(answer)
    link.refresh_from_db()
    assert link.state == "open"


def test_a_text_that_changed_is_shown_and_asked_again(ask, proposal, mailbox, editor):
    link, reader, _page = ask(address=mailbox)
    actions.change_commitment(proposal, by=editor, revision=1, what="builds a tower")
    answer = yes(reader, link, speaks_as=mailbox.pk)
    assert answer.status_code == 409
    assert "builds a tower" in words_of(answer)
    assert 'name="revision" value="2"' in words_of(answer)
    assert yes(reader, link, revision=2, speaks_as=mailbox.pk).status_code == 302


def test_confirmed_in_other_words_keeps_the_old_ones(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    words = {"what": "builds half", "due_on": "2030-01-01", "means": "own", "evidence": "keys"}
    yes(reader, link, part="_change", speaks_as=mailbox.pk, **words)
    old = proposal.what
    proposal.refresh_from_db()
    assert (proposal.what, proposal.firmness) == ("builds half", "binding")
    assert old in proposal.history.values_list("what", flat=True)


def test_declined_with_a_reason_and_never_without(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    assert yes(reader, link, part="_decline", reason="").status_code == 422
    assert yes(reader, link, part="_decline", reason="no ground").status_code == 302
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason) == ("declined", "no ground")


def test_withdrawn_through_a_new_link(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    link, reader, page = ask(address=mailbox)
    assert at(link, "_withdraw") in words_of(page)
    yes(reader, link, part="_withdraw", revision=2, reason="no money")
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason) == ("withdrawn", "no money")


def test_an_address_nobody_registered_withdraws_nothing_that_has_a_mandate(
    ask, proposal, alice, editor
):
    mandate = MandateFactory(membership=alice)
    actions.confirm(proposal, by=alice.user, revision=1, speaks_as=str(mandate.pk))
    with pytest.raises(Refused, match="geregistreerd adres"):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, email="m@elsewhere.example")


def test_a_page_for_what_cannot_be_leads_back(ask, mailbox):
    link, reader, _page = ask(address=mailbox)
    assert reader.get(at(link, "_withdraw")).url == at(link)
    assert yes(reader, link, part="_withdraw", reason="no").url == at(link)


def test_who_answered_meanwhile_leaves_nothing_to_answer(ask, proposal, alice):
    link, reader, _page = ask(email="m@elsewhere.example")
    mandate = MandateFactory(membership=alice)
    actions.confirm(proposal, by=alice.user, revision=1, speaks_as=str(mandate.pk))
    answer = yes(reader, link)
    assert "iemand anders" in words_of(answer)
    proposal.refresh_from_db()
    assert proposal.is_mandated


def test_the_registered_mailbox_hears_of_the_answer(ask, mailbox):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    notice = OutgoingMail.objects.latest("pk")
    assert notice.to == mailbox.email
    assert "namens" in notice.subject
    assert "/bevestig/" not in notice.text


def test_the_history_names_the_role_and_never_the_address(ask, proposal, mailbox, client):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    event = DomainEvent.objects.get(verb="commitment_confirmed")
    assert (event.role, event.organisation) == (
        f"address: {mailbox.role}",
        str(mailbox.organisation),
    )
    html = words_of(client.get(proposal.get_absolute_url()))
    assert f"geregistreerd adres: {mailbox.role}" in html
    assert mailbox.email not in html


def test_who_is_logged_in_answers_as_the_mailbox_and_not_as_themselves(ask, proposal, mailbox):
    link, _reader, _page = ask(address=mailbox)
    mine = Client()
    mine.force_login(link.asked_by)
    mine.get(mailed())
    yes(mine, link, speaks_as=mailbox.pk)
    proposal.refresh_from_db()
    assert proposal.confirmed_by is None
    assert proposal.history.first().history_user is None


def test_what_only_the_parties_see_is_shown_to_whoever_is_asked(ask, proposal, mailbox):
    proposal.visibility = Visibility.NETWORK
    proposal.save()
    _link, _reader, page = ask(address=mailbox)
    assert "De organisaties van de opgave zien dit" in words_of(page)


def test_a_group_answers_on_personal_title(opgave, editor):
    party = PartyFactory(opgave=opgave, organisation=None, name="Tenants")
    promise = actions.propose_commitment(opgave, by=editor, group=party.name, what="walks along")
    link = actions.ask_to_confirm(promise, by=editor, site=SITE, email="m@elsewhere.example")
    reader = Client()
    reader.get(mailed())
    yes(reader, link)
    promise.refresh_from_db()
    assert promise.firmness == "intention"


@pytest.mark.parametrize("part", ["", "_change", "_decline", "_withdraw"])
def test_nothing_typed_breaks_an_answer(ask, mailbox, part):
    link, reader, _page = ask(address=mailbox)
    names = ("revision", "speaks_as", "reason", "what", "due_on", "means", "evidence", "to_whom")
    for text in (text for text in TEXTS.values() if len(text) < 100_000):
        answer = reader.post(at(link, part), dict.fromkeys(names, text))
        assert answer.status_code in (200, 302, 409, 422)
        assert "<script>alert" not in words_of(answer)


def test_a_decline_of_a_text_that_changed_is_asked_again(ask, proposal, mailbox, editor):
    link, _reader, _page = ask(address=mailbox)
    actions.change_commitment(proposal, by=editor, revision=1, what="builds a tower")
    with pytest.raises(TextChanged):
        actions.decline_by_link(link, revision=1, reason="no")
    link.refresh_from_db()
    assert link.state == "open"
