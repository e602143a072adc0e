"""Leaving an address at the end of a conversation, changing it, taking it back."""

import pytest
from django.test import Client
from django.urls import reverse

from overbrug.core.errors import Refused
from overbrug.dialogues.account_of_table import Written
from overbrug.dialogues.actions import leave_seat, take_back_seat
from overbrug.dialogues.card_fields import prompts_of
from overbrug.dialogues.models import Seat
from overbrug.dialogues.seat_cookie import Claim, header_for
from overbrug.followups import steps
from overbrug.followups.models import FollowUp
from tests.factories_dialogues import browser_of, make_seat, make_table
from tests.followups.conftest import DAYS, HOURS, STEP, mails
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db
GOOD = {"email": "Alice@Overwater.example", "step": STEP}


def page(seat, name="leave-address"):
    return reverse(f"followups:{name}", args=[seat.table.public_id])


def test_who_sits_there_leaves_an_address_and_sees_when_we_write(alice, now):
    answer = browser_of(alice).post(page(alice), GOOD, follow=True)
    left = FollowUp.objects.get()
    assert (left.email, left.step, left.seat) == ("alice@overwater.example", STEP, alice)
    assert left.next_at == now + 48 * HOURS
    html = answer.content.decode()
    assert "23 november" in html
    assert "21 december" in html


def test_pressing_twice_is_one(alice):
    browser = browser_of(alice)
    browser.post(page(alice), GOOD)
    browser.post(page(alice), {**GOOD, "step": "Ik schrijf een brief."})
    assert FollowUp.objects.get().step == "Ik schrijf een brief."


def test_it_counts_from_the_end_of_the_conversation(alice, leave, now):
    alice.table.finished_at = now - 20 * HOURS
    assert leave(alice).next_at == now + 28 * HOURS


def test_who_comes_days_later_is_asked_two_days_after_that(alice, leave, now):
    alice.table.finished_at = now - 4 * DAYS
    assert leave(alice).next_at == now + 48 * HOURS


def test_a_clock_that_was_ahead_does_not_count(alice, leave, now):
    alice.table.finished_at = now + 300 * DAYS
    assert leave(alice).next_at == now + 48 * HOURS


def test_several_people_on_one_device_choose_for_whom(alice, table):
    bob = make_seat(table, "Bob")
    browser = browser_of(alice, bob)
    html = browser.get(page(alice)).content.decode()
    assert "Alice" in html
    assert "Bob" in html
    assert "<textarea" not in html
    browser.post(page(alice), {**GOOD, "seat": bob.public_id})
    assert FollowUp.objects.get().seat == bob


def test_nobody_leaves_an_address_for_a_seat_of_another_device(alice, table):
    bob = make_seat(table, "Bob")
    browser_of(bob).post(page(bob), {**GOOD, "seat": alice.public_id})
    assert not FollowUp.objects.exists()


def test_another_device_sees_no_address(alice, table, leave):
    leave(alice)
    bob = make_seat(table, "Bob")
    for path in (page(bob), f"{page(bob)}?plek={alice.public_id}"):
        html = browser_of(bob).get(path).content.decode()
        assert "alice@" not in html
        assert STEP not in html


def test_an_address_is_taken_back_and_nothing_stays(alice, leave, at, now):
    leave(alice)
    browser_of(alice).post(page(alice, "remove-address"))
    assert not FollowUp.objects.exists()
    at(now + 3 * DAYS)
    assert mails() == []


def test_after_the_first_mail_it_cannot_be_changed_but_stopped(alice, leave, at, now):
    leave(alice)
    at(now + 48 * HOURS)
    browser = browser_of(alice)
    refused = browser.post(page(alice), {**GOOD, "email": "eve@overwater.example"})
    assert refused.status_code == 422
    assert FollowUp.objects.get().email == "alice@overwater.example"
    browser.post(page(alice, "remove-address"))
    assert not FollowUp.objects.exists()


@pytest.fixture
def thief(alice, leave):
    """Somebody with the code and the name of Alice, who left her address before."""
    leave(alice)
    alice.table.dialogue.closed_at = None
    alice.table.dialogue.save()
    return browser_of(take_back_seat(alice.table.dialogue, alice.public_id))


def test_who_takes_a_seat_back_reads_no_address_and_no_step(alice, thief):
    html = thief.get(page(alice)).content.decode()
    file = thief.post(page(alice, "calendar"), {"step": "Iets anders"}).content.decode()
    assert "overwater.example" not in html
    assert STEP not in html
    assert STEP not in file


def test_who_takes_a_seat_back_changes_and_removes_nothing(alice, thief):
    thief.post(page(alice), {"email": "eve@overwater.example", "step": "Ik ben Eve."})
    thief.post(page(alice, "remove-address"))
    assert FollowUp.objects.get(epoch=1).email == "alice@overwater.example"


def test_the_first_device_finds_its_own_again(alice, thief):
    claim = Claim(alice.public_id, 3, since=1)
    Seat.objects.filter(pk=alice.pk).update(epoch=3)
    browser = Client(headers={"cookie": header_for([claim])})
    assert "a…@overwater.example" in browser.get(page(alice)).content.decode()


def test_an_address_is_never_shown_whole_and_stays_when_left_empty(alice, leave):
    leave(alice)
    browser = browser_of(alice)
    html = browser.get(page(alice)).content.decode()
    assert ("alice@" in html, "a…@overwater.example" in html) == (False, True)
    browser.post(page(alice), {"email": "", "step": "Ik schrijf een brief."})
    left = FollowUp.objects.get()
    assert (left.email, left.step) == ("alice@overwater.example", "Ik schrijf een brief.")


def test_two_seats_with_one_address_get_the_same_words_and_one_mail(alice, table, at, now):
    bob = make_seat(table, "Bob")
    pages = [browser_of(s).post(page(s), GOOD, follow=True).content.decode() for s in (alice, bob)]
    assert all("a…@overwater.example" in html for html in pages)
    at(now + 48 * HOURS)
    assert mails() == ["alice@overwater.example"]
    assert "De eerste mail is weg" in browser_of(bob).get(page(bob)).content.decode()
    at(now + 31 * DAYS)
    assert len(mails()) == 2


def test_who_leaves_the_table_takes_the_address_along(
    alice, leave, at, now, django_capture_on_commit_callbacks
):
    leave(alice)
    with django_capture_on_commit_callbacks(execute=True):
        leave_seat(alice)
    assert not FollowUp.objects.exists()


def test_leaving_and_sitting_down_again_mails_nobody_forty_times(table, leave):
    def again(number):
        leave(make_seat(table, f"P{number}"), email=f"v{number}@overwater.example")

    for number in range(9):
        again(number)
    with pytest.raises(Refused):
        again(10)


def test_one_seat_leaves_no_address_after_address(alice, leave):
    for _number in range(10):
        leave(alice)
    with pytest.raises(Refused):
        leave(alice)


def test_an_address_waits_for_at_most_three_conversations(leave, at, now):
    for _number in range(5):
        leave(make_seat(make_table(closed_at=now)))
    at(now + 48 * HOURS)
    assert len(mails()) == 3


def test_an_example_sends_nothing_and_says_so():
    seat = make_seat(make_table(is_example=True))
    browser = browser_of(seat)
    html = browser.get(page(seat)).content.decode()
    assert "Dit is een voorbeeld" in html
    assert 'type="email"' not in html
    assert browser.post(page(seat), GOOD).status_code == 422


def test_in_a_rehearsal_nothing_is_sent():
    seat = make_seat(make_table(is_rehearsal=True))
    browser = browser_of(seat)
    assert 'type="email"' not in browser.get(page(seat)).content.decode()
    assert browser.post(page(seat), GOOD).status_code == 422
    assert not FollowUp.objects.exists()


def test_without_a_mail_server_the_page_says_so(alice, settings):
    html = browser_of(alice).get(page(alice)).content.decode()
    settings.EMAIL_BACKEND = "overbrug.outbox.files.EmailBackend"
    honest = browser_of(alice).get(page(alice)).content.decode()
    assert ("nog geen mailserver" in html, "nog geen mailserver" in honest) == (False, True)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "alice",
        "a@b.example\r\nBcc: all@b.example",
        "a" * 10_240 + "@b.example",
        '"a b"@b.example',
        "a@localhost",
        "a@[127.0.0.1]",
        "é@b.example",
        "\u212a@b.example",
        "a\x00@b.example",
        "a\u200b@b.example",
    ],
)
def test_what_is_no_address_is_told_and_the_step_is_kept(alice, email):
    answer = browser_of(alice).post(page(alice), {"email": email, "step": STEP})
    assert answer.status_code == 422
    assert STEP in answer.content.decode()
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_hostile_steps_do_no_harm(alice, words):
    answer = browser_of(alice).post(page(alice), {**GOOD, "step": words}, follow=True)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()


def test_a_step_begins_with_what_this_seat_promised_and_nothing_else(alice, monkeypatch):
    prompts = prompts_of(alice.table.dialogue.content)
    field = next(name for name, prompt in prompts if prompt["kind"] == "commitment")
    texts = {
        f"{field}/{alice.public_id}/what": "Ik bel.",
        f"{field}/{alice.public_id}/when": "dinsdag",
        f"{field}/somebodyelse/what": "Van een ander",
        f"{field}/table/what": "Van de tafel",
    }
    private = {alice.public_id: {"halfway/unsaid": "geheim"}}
    written = Written(texts=texts, private=private)
    monkeypatch.setattr(steps, "written_at", lambda *a, **k: written)
    assert steps.own_step(alice) == "Ik bel."


def test_the_page_of_what_a_table_wrote_leads_here(alice):
    html = browser_of(alice).get(reverse("dialogues:result", args=[alice.table.public_id]))
    assert page(alice) in html.content.decode()


def test_a_promise_is_offered_and_not_filled_in_by_itself(alice, monkeypatch):
    monkeypatch.setattr("overbrug.followups.views.leaving.own_step", lambda seat: "In mei bel ik.")
    page = reverse("followups:leave-address", args=[alice.table.public_id])
    browser = browser_of(alice)
    assert browser.get(page).context["form"]["step"].value() in (None, "")
    assert "Je beloofde:" in browser.get(page).content.decode()
    taken = browser.get(page, {"neem": "over"})
    assert taken.context["form"]["step"].value() == "In mei bel ik."
