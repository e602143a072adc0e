"""Answering through a mailed link: without an account, by a button, once."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overbrug.commitments import actions
from overbrug.commitments.actions.saving import TextChanged
from overbrug.core.errors import Refused
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.outbox.models import OutgoingMail
from tests.commitments.conftest import SITE, mailed
from tests.factories import MandateFactory, PartyFactory
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


def at(link, part=""):
    return reverse(f"commitments:answer{part}", args=[link.public_id])


def yes(reader, link, *, revision=1, speaks_as="personal", part="", **words):
    return reader.post(at(link, part), {"revision": revision, "speaks_as": speaks_as, **words})


def words_of(page):
    return page.content.decode()


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
    assert f"Namens {proposal.who}: daarna is dit: bindend" in words_of(page)
    assert "Op persoonlijke titel: daarna is dit: intentie" in words_of(page)
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


def test_opening_decides_nothing(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    scanner = Client()
    for method in (scanner.get, scanner.head, reader.get, reader.head):
        method(mailed(), follow=True)
        for part in ("", "_change", "_decline", "_withdraw"):
            method(at(link, part))
    proposal.refresh_from_db()
    link.refresh_from_db()
    assert (proposal.status, link.state) == ("proposed", "open")


def test_the_token_leaves_the_address_bar_and_nothing_tells_where_from(ask, mailbox):
    _link, reader, page = ask(address=mailbox)
    token = mailed().split("/")[-2]
    assert token not in page.redirect_chain[-1][0]
    assert token not in words_of(page)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert reader.get(mailed()).headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in words_of(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_without_the_mail_the_page_opens_for_nobody(ask, mailbox):
    link, _reader, _page = ask(address=mailbox)
    stranger = Client()
    assert stranger.get(at(link)).status_code == 404
    assert yes(stranger, link, speaks_as=mailbox.pk).status_code == 404
    assert stranger.get("/bevestig/open/unknown/", follow=True).status_code == 404


def test_a_link_works_once_also_when_it_was_forwarded(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    friend = Client()
    friend.get(mailed(), follow=True)
    yes(reader, link, speaks_as=mailbox.pk)
    proposal.refresh_from_db()
    answer = friend.post(at(link, "_decline"), {"revision": proposal.revision, "reason": "no"})
    assert answer.status_code == 410  # used, and not in this browser
    assert "Deze link is gebruikt" in words_of(answer)
    proposal.refresh_from_db()
    assert proposal.status == "confirmed"


def test_pressed_twice_is_one_yes(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    again = yes(reader, link, speaks_as=mailbox.pk)
    assert "Bevestigd" in words_of(again)
    assert DomainEvent.objects.filter(verb="commitment_confirmed").count() == 1


def test_an_expired_link_says_so(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        reader.get(mailed())  # the session of two weeks ago has gone
        answer = yes(reader, link, speaks_as=mailbox.pk)
    assert answer.status_code == 410
    assert "14 dagen" in words_of(answer)
    proposal.refresh_from_db()
    assert proposal.status == "proposed"


def test_a_revoked_link_says_so(ask, proposal, mailbox, editor):
    link, reader, _page = ask(address=mailbox)
    actions.revoke_link(link, by=editor)
    answer = yes(reader, link, speaks_as=mailbox.pk)
    assert answer.status_code == 410
    assert proposal.what not in words_of(answer)


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
    assert "Het opgavenetwerk ziet dit" in words_of(page)


def test_a_group_answers_on_personal_title(opgave, editor):
    party = PartyFactory(opgave=opgave, organisation=None, name="Tenants")
    promise = actions.propose_commitment(opgave, by=editor, group=party.name, what="walks along")
    link = actions.ask_to_confirm(promise, by=editor, site=SITE, email="m@elsewhere.example")
    reader = Client()
    reader.get(mailed())
    yes(reader, link)
    promise.refresh_from_db()
    assert promise.firmness == "intention"


def test_links_in_two_tabs_never_act_for_each_other(ask, mailbox, proposal):
    _link, reader, _page = ask(address=mailbox)
    other, _other_reader, _page = ask(email="m@elsewhere.example")
    assert reader.get(at(other)).status_code == 404


def test_nobody_is_asked_for_a_csrf_free_yes(ask, mailbox, proposal):
    link, _reader, _page = ask(address=mailbox)
    strict = Client(enforce_csrf_checks=True)
    strict.get(mailed(), follow=True)
    assert yes(strict, link, speaks_as=mailbox.pk).status_code == 403


@pytest.mark.parametrize("part", ["", "_change", "_decline", "_withdraw"])
def test_nothing_typed_breaks_an_answer(ask, mailbox, part):
    link, reader, _page = ask(address=mailbox)
    names = ("revision", "speaks_as", "reason", "what", "due_on", "means", "evidence", "to_whom")
    for text in (text for text in TEXTS.values() if len(text) < 100_000):
        answer = reader.post(at(link, part), dict.fromkeys(names, text))
        assert answer.status_code in (200, 302, 409, 422)
        assert "<script>alert" not in words_of(answer)


@pytest.mark.parametrize("token", ["x" * 4000, "%00", "..", "é", "a b"])
def test_nothing_in_the_address_breaks_the_link(client, token):
    assert client.get(f"/bevestig/open/{token}/", follow=True).status_code in (400, 404)


def test_a_decline_of_a_text_that_changed_is_asked_again(ask, proposal, mailbox, editor):
    link, _reader, _page = ask(address=mailbox)
    actions.change_commitment(proposal, by=editor, revision=1, what="builds a tower")
    with pytest.raises(TextChanged):
        actions.decline_by_link(link, revision=1, reason="no")
    link.refresh_from_db()
    assert link.state == "open"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_through(ask, proposal, mailbox):
    link, _reader, _page = ask(address=mailbox)
    start, done = threading.Barrier(2), []

    def press(act, **words):
        start.wait()
        try:
            when_free(act, link, revision=1, **words)
            done.append(act.__name__)
        except (Refused, TextChanged):
            pass
        finally:
            # As Django leaves a database in memory open at close().
            BaseDatabaseWrapper.close(connection)

    yes, no = actions.confirm_by_link, actions.decline_by_link
    threads = [
        threading.Thread(target=press, args=[yes], kwargs={"speaks_as": str(mailbox.pk)}),
        threading.Thread(target=press, args=[no], kwargs={"reason": "no ground"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    verbs = ["commitment_confirmed", "commitment_declined"]
    assert DomainEvent.objects.filter(verb__in=verbs).count() == 1


def when_free(act, *args, **words):
    """SQLite in memory says at once that a table is locked, where a file waits."""
    while True:
        try:
            return act(*args, **words)
        except OperationalError:
            time.sleep(0.01)


def test_a_used_link_is_gone_for_another_browser_and_read_back_in_the_own(ask):
    link, reader, _page = ask(email="m@elsewhere.example")
    token = mailed()
    yes(reader, link)
    assert reader.get(at(link)).status_code == 200
    assert Client().get(token, follow=True).status_code == 410
