"""Who types an address is not always who reads the mail: no link of theirs, and a stop that holds."""

import pytest
from django.core import mail

from overbrug.followups.actions import leave_address
from overbrug.followups.actions.stopping import _key, is_stopped
from overbrug.followups.models import FollowUp, FollowUpLink, MailedAddress
from overbrug.outbox.models import OutgoingMail
from tests.factories_dialogues import make_seat, make_table
from tests.followups.conftest import DAYS, HOURS, STEP, link_in, mails

pytestmark = pytest.mark.django_db
PRIZE = "Je won 500 euro: https://evil.example/win"


@pytest.mark.parametrize("field", ["title", "opgave"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_title_brings_a_link_along(alice, leave, at, now, field, language):
    dialogue = alice.table.dialogue
    thing = dialogue if field == "title" else dialogue.opgave
    thing.title = PRIZE
    thing.save()
    leave(alice, language=language)
    at(now + 48 * HOURS)
    at(now + 30 * DAYS)
    assert len(mails()) == 2
    for message in mail.outbox:
        assert "evil" not in message.subject + message.body + str(message.alternatives)
        assert STEP in message.body
        assert "23 nov" not in message.body
        assert "21 nov" in message.body.lower()


def test_titles_without_a_link_stand_in_the_mail(alice, leave, at, now):
    alice.table.dialogue.title = "Wonen op het plein"
    alice.table.dialogue.save()
    leave(alice)
    at(now + 48 * HOURS)
    assert "Wonen op het plein" in mail.outbox[0].body


def test_one_mailbox_is_written_once_whatever_stands_behind_the_plus(table, leave, at, now):
    for number, label in enumerate(["", "+1", "+2", "+a+b"]):
        leave(make_seat(table, f"Nr {number}"), email=f"Mieke{label}@youth.example")
    at(now + 48 * HOURS)
    assert len(mails()) == 1


def test_dots_make_another_mailbox_and_so_does_a_longer_name(table, leave, at, now):
    for number, name in enumerate(["mi.eke", "mieke", "mieke2", "mie"]):
        leave(make_seat(table, f"Nr {number}"), email=f"{name}+x@youth.example")
    at(now + 48 * HOURS)
    assert len(mails()) == 4


def test_a_stop_holds_for_the_mailbox(client, alice, leave, at, now):
    leave(alice, email="mieke+talk@youth.example")
    at(now + 48 * HOURS)
    client.post(link_in(word="stop"))
    assert is_stopped("mieke@youth.example")
    assert is_stopped("mieke+other@youth.example")
    assert not is_stopped("mi.eke@youth.example")


def test_a_stop_of_before_still_holds_for_its_address(now):
    """Kept when the key was that of the address as it was typed."""
    MailedAddress.objects.create(
        key=_key("mieke+talk@youth.example"), token_hash="x", stopped_at=now
    )
    assert is_stopped("mieke+talk@youth.example")


def test_a_stop_takes_back_what_waits_of_other_conversations(client, alice, leave, at, now, server):
    other = make_seat(make_table(tables=1, closed_at=now), "Eve")
    third = make_seat(make_table(tables=1, closed_at=now), "Dan")
    leave(alice, email="mieke@youth.example")
    leave(other, email="mieke+2@youth.example")
    leave(third, email="dan@youth.example")
    server.closed = True
    at(now + 48 * HOURS)
    path = OutgoingMail.objects.filter(to="mieke@youth.example").get().unsubscribe_url
    client.post(path.removeprefix("https://overbrug.example"))
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["dan@youth.example"]
    server.closed = False
    at(now + 50 * HOURS)
    assert mails() == ["dan@youth.example"]


def test_who_left_the_address_elsewhere_reads_nothing_of_the_stop(
    client, alice, leave, at, now, server
):
    other = make_seat(make_table(tables=1, closed_at=now), "Eve")
    leave(alice)
    left = leave(other)
    server.closed = True
    at(now + 48 * HOURS)
    path = OutgoingMail.objects.first().unsubscribe_url
    client.post(path.removeprefix("https://overbrug.example"))
    assert FollowUp.objects.get() == left
    assert FollowUpLink.objects.get().state == "revoked"


def test_leaving_is_still_one_address_for_who_writes_to_it(alice):
    left = leave_address(alice, email="mieke+talk@youth.example", step=STEP, language="nl")
    assert left.email == "mieke+talk@youth.example"
