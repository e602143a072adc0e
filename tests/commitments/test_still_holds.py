"""Asking again about what stands in the name of an organisation: silence changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from overbrug.commitments import actions
from overbrug.commitments.models import AnswerLink
from overbrug.commitments.queries import standing_promises
from overbrug.commitments.sweeping import forget_addresses
from overbrug.core.errors import Refused
from overbrug.core.models import DomainEvent
from overbrug.outbox.models import OutgoingMail
from tests.commitments.conftest import SITE
from tests.commitments.test_answering import at, words_of, yes
from tests.factories import CommitmentFactory, MandateFactory
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(proposal, alice):
    """Somebody with a mandate promised it, in May."""
    mandate = MandateFactory(membership=alice)
    with time_machine.travel("2026-05-04T12:00:00Z"):
        actions.confirm(proposal, by=alice.user, revision=1, speaks_as=str(mandate.pk))
    proposal.refresh_from_db()
    return proposal


@pytest.fixture
def asked(ask, firm, mailbox):
    """The link, the browser of who opened it, and its page."""
    return ask(address=mailbox)


def facts(row):
    row.refresh_from_db()
    return {name: getattr(row, name) for name in ("what", "status", "is_mandated", "revision")}


def run_out(mailbox):
    """Its last day was yesterday; no sweep has come by."""
    mailbox.valid_until = timezone.localdate() - timedelta(days=1)
    mailbox.save()


def test_an_editor_asks_the_registered_address_and_no_other(client, editor, firm, mailbox):
    client.force_login(editor)
    address = reverse("commitments:ask", args=[firm.opgave.slug, firm.pk])
    assert "Vraag of dit nog klopt" in words_of(client.get(firm.get_absolute_url()))
    page = client.get(address)
    assert mailbox.role in words_of(page)
    assert 'name="email"' not in words_of(page)
    sent = {"to": "other", "email": "m@elsewhere.example"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {"to": mailbox.pk}).status_code == 302
    mail = OutgoingMail.objects.get()
    assert mail.to == mailbox.email
    assert "Klopt dit nog" in mail.subject
    assert "verandert er niets" in mail.text


def test_without_a_registered_address_the_page_says_the_way_on(client, editor, firm):
    client.force_login(editor)
    address = reverse("commitments:ask", args=[firm.opgave.slug, firm.pk])
    page = client.get(address)
    assert "heeft geen adres geregistreerd" in words_of(page)
    assert client.post(address, {"to": ""}).status_code == 422
    assert not AnswerLink.objects.exists()


def test_the_page_says_that_it_stands_and_since_when(asked, firm):
    _link, _reader, page = asked
    assert "Klopt dit nog?" in words_of(page)
    assert "4 mei 2026" in words_of(page)
    assert firm.what in words_of(page)


def test_silence_changes_nothing(asked, firm):
    before = facts(firm)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        forget_addresses(timezone.now())
        assert asked[0].state == "expired"
    assert facts(firm) == before
    assert firm.still_holds_at is None


def test_yes_it_still_holds_is_kept_with_its_date(asked, firm, client):
    link, reader, _page = asked
    before = facts(firm)
    with time_machine.travel("2026-11-22T12:00:00Z"):
        assert reader.post(at(link), {"revision": firm.revision}).status_code == 302
    assert facts(firm) == before
    html = words_of(client.get(firm.get_absolute_url()))
    assert "Voor het laatst bevestigd op 22 november 2026" in html
    assert "Opnieuw gezegd dat dit nog klopt" in html
    assert DomainEvent.objects.filter(verb="commitment_still_holds").count() == 1


def test_the_next_table_hears_when_it_was_last_confirmed(asked, firm):
    link, reader, _page = asked
    with time_machine.travel("2026-11-22T12:00:00Z"):
        reader.post(at(link), {"revision": firm.revision})
    (standing,) = standing_promises(firm.opgave)
    assert standing.outcome == "Voor het laatst bevestigd op 22 november 2026."


def test_it_works_once(asked, firm):
    link, reader, _page = asked
    reader.post(at(link), {"revision": firm.revision})
    page = reader.post(at(link), {"revision": firm.revision})
    assert "Dit klopt nog" in words_of(page)
    assert DomainEvent.objects.filter(verb="commitment_still_holds").count() == 1


def test_a_change_keeps_the_old_text(asked, firm, mailbox):
    link, reader, _page = asked
    old = firm.what
    words = {"what": "builds half", "speaks_as": mailbox.pk, "revision": firm.revision}
    assert reader.post(at(link, "_change"), words).status_code == 302
    firm.refresh_from_db()
    assert (firm.what, firm.is_firm, firm.was_changed) == ("builds half", True, True)
    assert old in firm.history.values_list("what", flat=True)


def test_a_change_is_never_a_yes_on_personal_title(asked, firm):
    link, reader, _page = asked
    before = facts(firm)
    assert 'value="personal"' not in words_of(reader.get(at(link, "_change")))
    answer = yes(
        reader, link, part="_change", revision=firm.revision, speaks_as="personal", what="less"
    )
    assert answer.status_code == 422
    assert facts(firm) == before


def test_the_form_with_other_words_sent_without_any_says_that_it_holds(asked, firm, mailbox):
    link, reader, _page = asked
    before = facts(firm)
    words = {"what": firm.what, "speaks_as": mailbox.pk, "revision": firm.revision}
    reader.post(at(link, "_change"), words)
    assert facts(firm) == before
    assert firm.still_holds_at is not None


def test_withdrawn_with_a_reason(asked, firm):
    link, reader, _page = asked
    sent = {"revision": firm.revision, "reason": ""}
    assert reader.post(at(link, "_withdraw"), sent).status_code == 422
    reader.post(at(link, "_withdraw"), sent | {"reason": "no money"})
    firm.refresh_from_db()
    assert (firm.status, firm.reason) == ("withdrawn", "no money")


@pytest.mark.parametrize("part", ["", "_change", "_withdraw", "_not_us"])
def test_an_address_that_ended_meanwhile_is_refused_in_words(asked, firm, mailbox, part):
    link, reader, _page = asked
    before = facts(firm)
    run_out(mailbox)
    words = {"revision": firm.revision, "reason": "no", "what": "less", "speaks_as": mailbox.pk}
    answer = reader.post(at(link, part), words)
    assert answer.status_code == 410
    assert "spreekt niet meer namens" in words_of(answer)
    assert facts(firm) == before
    with pytest.raises(Refused, match="spreekt niet meer namens"):
        actions.hold_by_link(link, revision=firm.revision)


def test_an_address_that_its_administrator_ended_answers_no_more(asked, firm, mailbox):
    link, reader, _page = asked
    run_out(mailbox)
    forget_addresses(timezone.now())
    assert reader.post(at(link), {"revision": firm.revision}).status_code == 410
    firm.refresh_from_db()
    assert firm.still_holds_at is None


def test_a_mandate_of_the_person_that_ended_changes_nothing_for_the_mailbox(asked, firm, alice):
    link, reader, _page = asked
    alice.mandates.update(valid_until="2026-06-01")
    reader.post(at(link), {"revision": firm.revision})
    firm.refresh_from_db()
    assert firm.is_firm
    assert firm.still_holds_at is not None


def test_a_text_that_changed_is_shown_and_asked_again(asked, firm, alice):
    link, reader, _page = asked
    actions.change_commitment(firm, by=alice.user, revision=firm.revision, what="builds a tower")
    answer = reader.post(at(link), {"revision": firm.revision})
    assert answer.status_code == 409
    assert "builds a tower" in words_of(answer)
    firm.refresh_from_db()
    assert firm.still_holds_at is None


def test_what_was_withdrawn_meanwhile_does_not_hold(asked, firm, alice):
    link, reader, _page = asked
    actions.withdraw(firm, by=alice.user, revision=firm.revision, reason="no money")
    answer = reader.post(at(link), {"revision": firm.revision + 1})
    assert "iemand anders" in words_of(answer)
    firm.refresh_from_db()
    assert (firm.status, firm.still_holds_at) == ("withdrawn", None)


def test_for_a_party_that_left_nothing_holds_by_mail(asked, firm, opgave):
    link, reader, _page = asked
    opgave.parties.filter(organisation=firm.organisation).update(presence="declined")
    answer = reader.post(at(link), {"revision": firm.revision})
    assert answer.status_code == 422
    assert "doet niet meer mee" in words_of(answer)


def test_a_new_yes_is_newer_than_what_was_said_before_it(asked, firm, ask, mailbox):
    link, reader, _page = asked
    reader.post(at(link), {"revision": firm.revision})
    again, browser, _page = ask(address=mailbox)
    words = {"what": "builds half", "speaks_as": mailbox.pk, "revision": firm.revision}
    browser.post(at(again, "_change"), words)
    firm.refresh_from_db()
    assert firm.still_holds_at is None
    assert firm.last_confirmed_at == firm.confirmed_at


def test_a_proposal_is_not_asked_whether_it_still_holds(ask, proposal, mailbox):
    link, _reader, _page = ask(address=mailbox)
    with pytest.raises(Refused):
        actions.hold_by_link(link, revision=1)


def test_nothing_typed_breaks_it(ask, editor, mailbox, firm):
    for text in (text for text in TEXTS.values() if len(text) < 100_000):
        link, reader, _page = ask(address=mailbox)
        for part in ("_change", "_not_us", ""):
            names = ("revision", "reason", "what", "speaks_as", "due_on")
            answer = reader.post(at(link, part), dict.fromkeys(names, text))
            assert answer.status_code in (200, 302, 409, 410, 422)
            assert "<script>alert" not in words_of(answer)
        link.delete()


def test_one_may_ask_again_later_and_not_all_day(firm, editor, mailbox):
    actions.ask_to_confirm(firm, by=editor, site=SITE, address=mailbox)
    other = CommitmentFactory(opgave=firm.opgave, organisation=firm.organisation)
    assert other.firmness == "wish"
    with (
        time_machine.travel(timezone.now() + timedelta(hours=1)),
        pytest.raises(Refused, match="openstaande vraag"),
    ):
        actions.ask_to_confirm(firm, by=editor, site=SITE, address=mailbox)
