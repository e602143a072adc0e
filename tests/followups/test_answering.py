"""One tap without a login; the link opens a page and only a button acts."""

import pytest
from django.test import Client

from overbrug.followups.models import FollowUp, FollowUpLink
from tests.factories_dialogues import browser_of
from tests.followups.conftest import DAYS, HOURS, STEP, link_in, opened
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(alice, leave, at, now):
    """The path in the mail of two days later."""
    leave(alice)
    at(now + 48 * HOURS)
    return link_in()


@pytest.fixture
def last_link(link, at, now):
    """The path in the mail of a month later."""
    at(now + 30 * DAYS)
    return link_in()


def said():
    return FollowUpLink.objects.order_by("round").last().answer


def test_one_tap_answers(client, link):
    page = opened(client, link)
    assert STEP in client.get(page).content.decode()
    answer = client.post(page, {"answer": "yes"}, follow=True)
    assert "Je zei: Ja" in answer.content.decode()
    assert said() == "yes"


def test_the_token_stands_in_no_page_and_no_referer(client, link):
    answer = client.get(link, follow=True)
    token = link.split("/")[3]
    assert token not in answer.content.decode()
    assert token not in answer.request["PATH_INFO"]
    assert 'content="noindex"' in answer.content.decode()
    assert client.get(link)["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_follows_the_link_answers_nothing(client, link, method):
    for path in (link, opened(client, link), opened(client, link) + "?answer=yes"):
        getattr(client, method)(path)
    assert said() == ""
    assert FollowUpLink.objects.get().state == "open"


def test_a_post_to_the_link_itself_does_nothing(client, link):
    assert client.post(link, {"answer": "yes"}).status_code == 405
    assert said() == ""


def test_the_own_browser_may_change_the_answer(client, link):
    page = opened(client, link)
    client.post(page, {"answer": "yes"})
    client.post(page, {"answer": "not_yet"})
    assert said() == "not_yet"


def test_a_used_link_tells_another_browser_kindly_and_changes_nothing(client, link):
    client.post(opened(client, link), {"answer": "partly"})
    other = Client()
    page = opened(other, link)
    html = other.get(page).content.decode()
    assert "Hierop is geantwoord: Deels" in html
    assert STEP not in html
    assert other.post(page, {"answer": "yes"}).status_code == 409
    assert said() == "partly"


def test_after_a_week_the_own_browser_changes_nothing_either(client, link, time_machine, now):
    page = opened(client, link)
    client.post(page, {"answer": "yes"})
    time_machine.move_to(now + 12 * DAYS)
    session = client.session
    assert session  # twelve hours are over: the browser carries nothing any more
    assert client.post(page, {"answer": "partly"}).status_code in (404, 409)
    assert said() == "yes"


def test_an_expired_link_says_so(client, link, time_machine, now):
    time_machine.move_to(now + 10 * DAYS)
    page = opened(client, link)
    assert client.get(page).status_code == 410
    assert client.post(page, {"answer": "yes"}).status_code == 409
    assert said() == ""


def test_without_the_link_the_page_is_not_there(client, link):
    page = opened(Client(), link)
    assert client.get(page).status_code == 404
    assert client.post(page, {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize("words", [*TEXTS.values(), ""], ids=[*TEXTS, "nothing"])
def test_only_three_answers_count(client, link, words):
    page = opened(client, link)
    assert client.post(page, {"answer": words}).status_code in (400, 422)
    assert said() == ""


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_why_is_for_oneself(client, link, words, alice):
    page = opened(client, link)
    client.post(page, {"answer": "partly"})
    answer = client.post(page, {"why": words}, follow=True)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()
    assert "<script>alert" not in Client().get(opened(Client(), link)).content.decode()


def test_why_is_too_long_and_kept_on_the_screen(client, link):
    page = opened(client, link)
    client.post(page, {"answer": "partly"})
    answer = client.post(page, {"why": "brug " * 200})
    assert answer.status_code == 422
    assert "brug brug" in answer.content.decode()


def test_why_alone_is_no_answer(client, link):
    assert client.post(opened(client, link), {"why": "zomaar"}).status_code == 422
    assert FollowUpLink.objects.get().state == "open"


def test_after_the_last_answer_the_person_is_gone(client, last_link):
    client.post(opened(client, last_link), {"answer": "yes"})
    left = FollowUp.objects.get()
    assert (left.email, left.step, left.seat) == ("", "", None)


def test_a_session_of_one_link_opens_no_other(client, link, last_link):
    opened(client, link)
    other = FollowUpLink.objects.get(round=2)
    assert client.get(f"/morgen/{other.public_id}/").status_code == 404


def test_the_page_speaks_the_language_of_the_mail(client, alice, leave, at, now):
    leave(alice, language="en")
    at(now + 48 * HOURS)
    answer = client.get(opened(client, link_in()))
    assert "Did it happen?" in answer.content.decode()
    assert answer["Content-Language"] == "en"


def test_who_sits_at_the_table_sees_no_answer(client, link, table):
    from tests.factories_dialogues import make_seat

    client.post(opened(client, link), {"answer": "not_yet"})
    bob = browser_of(make_seat(table, "Bob"))
    html = bob.get(f"/tafel/{table.public_id}/oogst/").content.decode()
    assert "Nog niet" not in html


@pytest.mark.parametrize(("said_now", "is_done"), [("yes", True), ("partly", False)])
def test_after_the_first_tap_it_is_said_what_is_asked_in_a_month(client, link, said_now, is_done):
    html = client.post(opened(client, link), {"answer": said_now}, follow=True).content.decode()
    assert ("Is het dan nog steeds zo?" in html) == is_done
    assert "Over een maand vragen we" in html
