"""A link answers for who holds it: never over the yes of another, never a no for the house."""

import pytest
from django.test import Client
from django.urls import reverse

from overbrug.commitments import actions
from overbrug.core.errors import Refused
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Opgave
from tests.commitments.conftest import SITE, at, mailed, words_of, yes
from tests.factories import MandateFactory, PartyFactory

pytestmark = pytest.mark.django_db


def fresh(row):
    row.refresh_from_db()
    return row


def no(reader, link, part, revision):
    return reader.post(at(link, part), {"revision": revision, "reason": "not so"})


@pytest.fixture
def asker(client, editor):
    client.force_login(editor)
    return client


def test_one_link_takes_nothing_back_of_another(ask, proposal, asker):
    first, ann, _page = ask(email="a@elsewhere.example")
    second, ben, _page = ask(email="b@elsewhere.example")
    yes(ann, first)
    answer = no(ben, second, "_withdraw", 2)
    assert fresh(proposal).status == "confirmed"
    assert "iemand anders" in words_of(answer)
    assert fresh(second).state == "revoked"
    assert second.email == ""
    html = words_of(asker.get(proposal.get_absolute_url()))
    assert "iemand anders heeft ja gezegd" in html


def test_a_stranger_does_not_withdraw_what_the_mailbox_said_on_personal_title(
    ask, proposal, mailbox
):
    stranger, browser, _page = ask(email="m@elsewhere.example")
    link, reader, _page = ask(address=mailbox)
    yes(reader, link, speaks_as="personal")
    no(browser, stranger, "_withdraw", 2)
    assert fresh(proposal).status == "confirmed"


def test_a_yes_of_one_leaves_the_registered_mailbox_its_question(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    other, browser, _page = ask(email="m@elsewhere.example")
    yes(browser, other)
    assert fresh(link).state == "open"
    assert no(reader, link, "_withdraw", 2).status_code == 302
    assert fresh(proposal).status == "withdrawn"


def test_who_said_yes_withdraws_it_in_the_same_browser_alone(ask, proposal):
    link, reader, _page = ask(email="m@elsewhere.example")
    friend = Client()
    friend.get(mailed())
    yes(reader, link)
    assert at(link, "_withdraw") in words_of(reader.get(at(link)))
    assert at(link, "_withdraw") not in words_of(friend.get(at(link)))
    no(friend, link, "_withdraw", 2)
    assert fresh(proposal).status == "confirmed"
    assert no(reader, link, "_withdraw", 2).url == at(link)
    assert fresh(proposal).status == "withdrawn"
    assert no(reader, link, "_withdraw", 3).status_code == 200
    assert fresh(proposal).revision == 3


def test_a_mandated_yes_after_mine_is_not_mine_to_withdraw(ask, proposal, alice):
    link, reader, _page = ask(email="m@elsewhere.example")
    yes(reader, link)
    mandate = MandateFactory(membership=alice)
    actions.confirm(proposal, by=alice.user, revision=2, speaks_as=str(mandate.pk))
    no(reader, link, "_withdraw", 3)
    assert fresh(proposal).status == "confirmed"


def test_a_no_of_one_ends_the_question_and_not_the_promise(ask, proposal, asker, alice):
    link, reader, _page = ask(email="m@elsewhere.example")
    assert no(reader, link, "_decline", 1).status_code == 302
    assert fresh(proposal).status == "proposed"
    assert (fresh(link).state, link.answer, link.reason) == ("used", "declined", "not so")
    assert "blijft dit een wens" in words_of(reader.get(at(link)))
    assert "not so" in words_of(asker.get(proposal.get_absolute_url()))
    assert "not so" not in words_of(Client().get(proposal.get_absolute_url()))
    done = actions.confirm(proposal, by=alice.user, revision=1, speaks_as="personal")
    assert done.status == "confirmed"


def test_a_no_of_one_without_a_reason_is_asked_for_it(ask, proposal):
    link, reader, _page = ask(email="m@elsewhere.example")
    answer = reader.post(at(link, "_decline"), {"revision": 1, "reason": " "})
    assert answer.status_code == 422
    assert fresh(link).state == "open"


def test_a_group_says_no_for_itself(opgave, editor):
    party = PartyFactory(opgave=opgave, organisation=None, name="Tenants")
    promise = actions.propose_commitment(opgave, by=editor, group=party.name, what="walks along")
    link = actions.ask_to_confirm(promise, by=editor, site=SITE, email="m@elsewhere.example")
    reader = Client()
    reader.get(mailed())
    no(reader, link, "_decline", 1)
    assert fresh(promise).status == "declined"


def test_a_link_shows_nothing_of_an_opgave_that_one_organisation_keeps(ask, proposal, mailbox):
    link, reader, _page = ask(address=mailbox)
    Opgave.objects.update(visibility=Visibility.ORGANISATION)
    answer = reader.get(at(link))
    assert answer.status_code == 410
    assert proposal.what not in words_of(answer)
    assert "nog maar voor één organisatie" in words_of(answer)
    assert yes(reader, link, speaks_as=mailbox.pk).status_code == 410
    assert fresh(proposal).status == "proposed"


def test_nobody_outside_is_asked_about_such_an_opgave(proposal, mailbox, editor, opgave):
    home = opgave.home.memberships.first() or editor.memberships.get()
    Opgave.objects.update(visibility=Visibility.ORGANISATION, home=home.organisation)
    with pytest.raises(Refused):
        actions.ask_to_confirm(proposal, by=home.user, site=SITE, address=mailbox)
    address = reverse("commitments:ask", args=[opgave.slug, proposal.pk])
    browser = Client()
    browser.force_login(home.user)
    assert browser.post(address, {"to": mailbox.pk}).status_code == 422
