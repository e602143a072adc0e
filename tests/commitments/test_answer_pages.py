"""What the page of a mailed link says before the answer, and after it."""

import re

import pytest
from django.test import Client

from overbrug.commitments import actions, origins
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Opgave
from tests.commitments.conftest import SITE, at, mailed, words_of, yes
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db

OPGAVE = {
    "question": "How does everybody get a home?",
    "current_situation": "Nine people wait for each home. " + "and wait " * 60 + "END",
    "desired_situation": "A home within a year.",
}


@pytest.fixture
def told(opgave):
    """An opgave that says what it is about."""
    Opgave.objects.filter(pk=opgave.pk).update(**OPGAVE)
    opgave.refresh_from_db()
    return opgave


def test_who_never_heard_of_it_reads_what_the_opgave_is_about(ask, mailbox, told):
    _link, _reader, page = ask(address=mailbox)
    html = words_of(page)
    assert OPGAVE["question"] in html
    assert OPGAVE["desired_situation"] in html
    assert "Nine people wait" in html
    assert "END" not in html
    assert "Lees de hele opgave" in html


def test_of_an_opgave_of_the_network_there_is_no_link_to_what_stays_shut(ask, mailbox, told):
    Opgave.objects.update(visibility=Visibility.NETWORK)
    link, reader, page = ask(address=mailbox)
    assert told.get_absolute_url() not in words_of(page)
    yes(reader, link, speaks_as=mailbox.pk)
    assert told.get_absolute_url() not in words_of(reader.get(at(link)))


def test_the_page_says_who_proposed_it_when_that_is_public(editor, opgave, mailbox, alice):
    words = {"organisation": alice.organisation, "what": "builds homes"}
    for visibility, is_said in ((Visibility.PUBLIC, True), (Visibility.NETWORK, False)):
        row = actions.propose_commitment(opgave, by=editor, visibility=visibility, **words)
        actions.ask_to_confirm(row, by=editor, site=SITE, address=mailbox)
        html = words_of(Client().get(mailed(), follow=True))
        assert ("heeft dit voorgesteld op" in html) == is_said
        assert "Wil je er meer over weten?" in html


def test_each_answer_says_what_it_does(ask, mailbox):
    link, _reader, page = ask(address=mailbox)
    html = words_of(page)
    for part in ("_decline", "_not_us"):
        assert at(link, part) in html
    assert "De vraag stopt" in html
    main = html[html.index("<main") :]
    assert len(re.findall(r'class="button\s*"', main)) == 1  # one main action


def test_before_the_yes_it_is_said_what_is_missing_to_be_binding(ask, proposal, mailbox):
    proposal.means = "own money"
    proposal.save()
    _link, _reader, page = ask(address=mailbox)
    assert "ontbreekt aan deze woorden nog: een datum, een bewijs" in words_of(page)


def test_the_mail_says_what_makes_it_binding(ask, mailbox):
    from overbrug.outbox.models import OutgoingMail

    ask(address=mailbox)
    mail = OutgoingMail.objects.get()
    for words in (mail.text, mail.html):
        assert "Het is geen contract" in words
        assert "bindend" in words


def test_after_a_yes_for_the_house_everything_can_be_read_back(ask, proposal, mailbox, opgave):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    html = words_of(reader.get(at(link)))
    assert "Bevestigd. Dank je wel." in html
    assert proposal.what in html
    assert f"Namens {proposal.who}, via het geregistreerde adres" in html
    for part in ("een datum", "de middelen", "een bewijs"):
        assert f"<li>{part}</li>" in html
    assert "Iedereen kan dit lezen" in html
    assert at(link, "_withdraw") in html
    assert opgave.get_absolute_url() in html


def test_after_a_yes_of_one_person_it_is_said_what_is_missing(ask, proposal):
    link, reader, _page = ask(email="m@elsewhere.example")
    yes(reader, link)
    html = words_of(reader.get(at(link)))
    assert f"Op persoonlijke titel, nog niet namens {proposal.who}" in html
    assert "een ja namens" in html


def test_a_group_is_not_asked_for_a_mandate_it_cannot_have(opgave, editor):
    party = PartyFactory(opgave=opgave, organisation=None, name="Tenants")
    promise = actions.propose_commitment(opgave, by=editor, group=party.name, what="walks along")
    link = actions.ask_to_confirm(promise, by=editor, site=SITE, email="m@elsewhere.example")
    reader = Client()
    reader.get(mailed())
    yes(reader, link)
    html = words_of(reader.get(at(link)))
    assert "deze groep is geen organisatie" in html
    assert "een ja namens" not in html


def test_what_only_the_parties_see_is_read_back_in_this_browser_alone(ask, proposal, mailbox):
    proposal.visibility = Visibility.NETWORK
    proposal.save()
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    page = reader.get(at(link))
    assert proposal.what in words_of(page)
    assert "Alleen wie meedoet aan deze opgave" in words_of(page)
    elsewhere = Client().get(mailed(), follow=True)
    assert elsewhere.status_code == 410
    assert proposal.what not in words_of(elsewhere)


def test_what_the_parties_write_after_the_answer_stays_with_them(ask, proposal, mailbox, alice):
    proposal.visibility = Visibility.NETWORK
    proposal.save()
    link, reader, _page = ask(email="m@elsewhere.example")
    yes(reader, link)
    actions.change_commitment(proposal, by=alice.user, revision=2, what="a secret tower")
    html = words_of(reader.get(at(link)))
    assert "a secret tower" not in html
    assert proposal.what in html
    assert "Na je antwoord is hier iets veranderd" in html


def test_not_for_us_ends_the_question_and_leaves_the_promise(
    ask, proposal, mailbox, client, editor
):
    link, reader, _page = ask(address=mailbox)
    answer = reader.post(at(link, "_not_us"), {"revision": 1, "reason": "ask the water board"})
    assert answer.status_code == 302
    proposal.refresh_from_db()
    link.refresh_from_db()
    assert (proposal.status, link.state, link.answer) == ("proposed", "used", "not_us")
    assert "ask the water board" in words_of(reader.get(at(link)))
    assert "ask the water board" not in words_of(client.get(proposal.get_absolute_url()))
    client.force_login(editor)
    assert "ask the water board" in words_of(client.get(proposal.get_absolute_url()))


def test_not_for_us_needs_no_words(ask, proposal):
    link, reader, _page = ask(email="m@elsewhere.example")
    assert reader.post(at(link, "_not_us"), {"revision": 1, "reason": ""}).status_code == 302
    assert "Niet voor jullie" in words_of(reader.get(at(link)))


def test_a_no_of_one_hears_that_only_the_asker_reads_why(ask):
    link, reader, _page = ask(email="m@elsewhere.example")
    assert "Alleen wie het je vroeg, leest dit." in words_of(reader.get(at(link, "_decline")))


def test_a_no_of_the_house_is_read_back_with_its_reason(ask, mailbox):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, part="_decline", reason="no ground")
    html = words_of(reader.get(at(link)))
    assert "Geweigerd" in html
    assert "no ground" in html


def test_the_public_origin_stands_there_as_the_reader_may_see_it(ask, mailbox, monkeypatch):
    monkeypatch.setattr(origins, "_renders", [])
    origins.register(lambda request, _row: f"<p>for {'you' if request.user.pk else 'all'}</p>")
    _link, _reader, page = ask(address=mailbox)
    assert "<p>for all</p>" in words_of(page)
    assert "Wil je er meer over weten?" not in words_of(page)
