"""In whose name is chosen, never given; and who answered knows whom to ask, and what stands."""

import pytest
import time_machine
from django.utils import timezone

from overbrug.commitments import actions
from overbrug.core.visibility import Visibility
from overbrug.outbox.models import OutgoingMail
from tests.commitments.conftest import SITE, at, mailed, words_of, yes

pytestmark = pytest.mark.django_db


def said_to(mailbox):
    mail = OutgoingMail.objects.filter(to=mailbox.email).latest("pk")
    return mail.text


def test_of_two_names_none_is_chosen_and_the_press_alone_makes_nothing_firm(ask, proposal, mailbox):
    link, reader, page = ask(address=mailbox)
    assert "checked" not in words_of(page)
    answer = reader.post(at(link), {"revision": 1})
    assert answer.status_code == 422
    html = words_of(answer)
    assert "Kies een van de twee" in html
    assert "Namens wie bevestig je" in html
    proposal.refresh_from_db()
    assert proposal.status == "proposed"


def test_other_words_without_a_name_are_not_lost(ask, mailbox):
    link, reader, _page = ask(address=mailbox)
    answer = reader.post(at(link, "_change"), {"revision": 1, "what": "builds a tower"})
    assert answer.status_code == 422
    assert "builds a tower" in words_of(answer)
    assert "checked" not in words_of(answer)


def test_in_other_words_of_what_stands_the_button_says_in_whose_name(
    ask, proposal, mailbox, editor
):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    again = actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)
    reader.get(mailed())
    assert f"Ja, namens {proposal.who}" in words_of(reader.get(at(again, "_change")))


def test_a_promise_is_written_in_a_box_of_several_lines(ask, mailbox):
    link, reader, _page = ask(address=mailbox)
    assert '<textarea name="what"' in words_of(reader.get(at(link, "_change")))


def test_a_link_that_ran_out_names_the_organisation_to_ask(ask, mailbox):
    link, reader, _page = ask(address=mailbox)
    link.expires_at = timezone.now()
    link.save()
    html = words_of(reader.get(at(link)))
    assert f"Vraag {link.asked_organisation} om een nieuwe, langs de weg die je kent" in html


def test_page_and_mail_tell_one_way_back(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    way = f"vraag {link.asked_organisation} om een nieuwe link, langs de weg die je kent"
    assert way in words_of(reader.get(at(link)))
    assert way in said_to(mailbox)


@time_machine.travel("2026-03-01")
def test_the_mail_says_what_stands_when_and_how_firm(ask, proposal, mailbox):
    proposal.due_on = timezone.localdate().replace(day=9)
    proposal.save()
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    for part in (
        proposal.get_absolute_url(),
        "Wanneer: 9 maart 2026",
        "Hoe stevig het is: toezegging",
    ):
        assert part in said_to(mailbox)


def test_of_what_is_not_public_the_mail_holds_no_link(ask, proposal, mailbox):
    proposal.visibility = Visibility.NETWORK
    proposal.save()
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as=mailbox.pk)
    assert proposal.get_absolute_url() not in said_to(mailbox)


def test_a_yes_of_one_person_promises_no_link_that_cannot_be_sent(ask, proposal):
    link, reader, _page = ask(email="m@elsewhere.example")
    yes(reader, link)
    html = words_of(reader.get(at(link)))
    assert f"alleen sturen naar een adres dat {proposal.who} heeft geregistreerd" in html
