"""The mailed link itself: it opens a page, acts once, ends, and is nobody else's."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from overbrug.commitments import actions
from overbrug.core.models import DomainEvent
from tests.commitments.conftest import at, mailed, words_of, yes

pytestmark = pytest.mark.django_db


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


def test_links_in_two_tabs_never_act_for_each_other(ask, mailbox, proposal):
    _link, reader, _page = ask(address=mailbox)
    other, _other_reader, _page = ask(email="m@elsewhere.example")
    assert reader.get(at(other)).status_code == 404


def test_nobody_is_asked_for_a_csrf_free_yes(ask, mailbox, proposal):
    link, _reader, _page = ask(address=mailbox)
    strict = Client(enforce_csrf_checks=True)
    strict.get(mailed(), follow=True)
    assert yes(strict, link, speaks_as=mailbox.pk).status_code == 403


@pytest.mark.parametrize("token", ["x" * 4000, "%00", "..", "é", "a b"])
def test_nothing_in_the_address_breaks_the_link(client, token):
    assert client.get(f"/bevestig/open/{token}/", follow=True).status_code in (400, 404)


def test_a_used_link_is_gone_for_another_browser_and_read_back_in_the_own(ask):
    link, reader, _page = ask(email="m@elsewhere.example")
    token = mailed()
    yes(reader, link)
    assert reader.get(at(link)).status_code == 200
    assert Client().get(token, follow=True).status_code == 410
