"""The link of an invitation: it works once, for who came through it, and ends kindly."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.models import PartyInvitation
from tests.factories import (
    editor_of,
    invitation_to,
)
from tests.opgaven.phone import Phone, html_of

pytestmark = pytest.mark.django_db


def test_the_token_does_not_stay_in_the_address(party):
    _invitation, token = invitation_to(party)
    opened = Client().get(reverse("opgaven:open_invitation", args=[token]))
    assert token not in opened.url
    assert opened["Referrer-Policy"] == "no-referrer"


def test_opening_writes_nothing_and_the_browser_holds_it_for_its_own_pages(party):
    _invitation, token = invitation_to(party)
    for _ in range(3):
        opened = Client().get(reverse("opgaven:open_invitation", args=[token]))
    assert not Session.objects.exists()
    cookie = opened.cookies[settings.LINK_COOKIE_NAME]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == (opened.url, True, 12 * 3600)
    assert token not in cookie.value
    assert opened.client.get(opened.url).status_code == 200
    assert Client().get(opened.url).status_code == 404


@pytest.mark.parametrize("sent", ["", "x", "a:b:c", "é=ü", "x" * 4000])
def test_a_cookie_that_is_not_ours_opens_nothing(party, sent):
    invitation, _token = invitation_to(party)
    page = reverse("opgaven:invitation", args=[invitation.public_id])
    browser = Client(headers={"cookie": f"{settings.LINK_COOKIE_NAME}={sent}"})
    assert browser.get(page).status_code == 404


def test_after_half_a_day_the_cookie_counts_no_more(party, time_machine):
    _invitation, token = invitation_to(party)
    browser = Client()
    page = browser.get(reverse("opgaven:open_invitation", args=[token])).url
    kept = browser.cookies[settings.LINK_COOKIE_NAME].value
    time_machine.move_to(timezone.now() + timedelta(hours=13))
    other = Client(headers={"cookie": f"{settings.LINK_COOKIE_NAME}={kept}"})
    assert other.get(page).status_code == 404


def test_opening_changes_nothing(phone, party):
    phone.look()
    phone.client.head(phone.address)
    party.refresh_from_db()
    assert (party.revision, party.own_words) == (1, {})
    assert PartyInvitation.objects.get().state == "open"


def test_it_works_once_and_who_sent_it_may_read_it_back(phone, party):
    phone.send(stake="we want to stay here")
    actions.change_party(party, by=editor_of(party.opgave), revision=2, presence="represented")
    html = html_of(phone.look())
    assert "we want to stay here" in html
    assert "in eigen woorden, via een uitnodiging" in html
    assert phone.client.post(phone.address, {"stake": "more", "revision": "2"}).status_code == 200
    party.refresh_from_db()
    assert party.stake == "we want to stay here"


def test_a_forwarded_link_that_was_used_shows_nothing_of_what_was_sent(party):
    _invitation, token = invitation_to(party)
    Phone(token).send(stake="we want to stay here")
    other = Phone(token)
    assert other.look().status_code == 410
    assert "we want to stay here" not in html_of(other.look())
    assert party.opgave.home.name in html_of(other.look())


def test_two_who_hold_one_link_send_once(party):
    _invitation, token = invitation_to(party)
    first, second = Phone(token), Phone(token)
    second.look()
    first.send(stake="first")
    data = {"stake": "second", "revision": "1"}
    assert second.client.post(second.address, data).status_code == 410
    party.refresh_from_db()
    assert party.stake == "first"


@pytest.mark.parametrize("end", ["expired", "revoked", "closed"])
def test_a_link_that_ended_says_so_kindly(party, bob, end, time_machine):
    invitation, token = invitation_to(party)
    phone = Phone(token)
    if end == "expired":
        time_machine.move_to(timezone.now() + timedelta(days=15))
        phone = Phone(token)
    elif end == "revoked":
        actions.revoke_invitation(invitation, by=bob)
    else:
        type(party.opgave).objects.update(visibility=Visibility.ORGANISATION)
    answer = phone.look()
    assert answer.status_code == 410
    assert "Vraag" in html_of(answer)
    assert phone.client.post(phone.address, {"stake": "x", "revision": "1"}).status_code == 410
    party.refresh_from_db()
    assert party.stake == "they want cheap rooms"


@pytest.mark.parametrize("token", ["x", "x" * 43, "é" * 20, "x" * 500])
def test_a_strange_token_leads_to_a_page_in_words(token):
    answer = Client().get(reverse("opgaven:open_invitation", args=[token]), follow=True)
    assert answer.status_code == 404
    assert "link" in html_of(answer)


def test_an_address_without_the_link_behind_it_opens_nothing(party):
    invitation, _token = invitation_to(party)
    page = reverse("opgaven:invitation", args=[invitation.public_id])
    assert Client().get(page).status_code == 404
    assert Client().post(page, {"stake": "x", "revision": "1"}).status_code == 404
