"""Ten conversations ask the database as often as one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.harvest.actions import adopt
from overbrug.harvest.network import shared_about
from tests.factories import MembershipFactory, OpgaveFactory, PartyFactory, editor_of
from tests.factories_dialogues import make_table
from tests.harvest.network import PUBLIC, approved, approved_promise

pytestmark = pytest.mark.django_db


class Talks:
    """An opgave with so many conversations, each of a promise and a line about a text."""

    def __init__(self, count):
        self.opgave = OpgaveFactory()
        self.editor = editor_of(self.opgave)
        self.tables = [make_table(opgave=self.opgave) for _ in range(count)]
        self.promises = [approved_promise(table) for table in self.tables]
        facts = {"text": "Nobody decides.", "fills": "essence", "visibility": PUBLIC}
        self.lines = [approved(table, **facts) for table in self.tables]

    def organiser(self):
        """A member, no editor, who called all of them."""
        member = MembershipFactory(role=Role.MEMBER)
        PartyFactory(opgave=self.opgave, organisation=member.organisation)
        house = member.organisation
        self.opgave.dialogues.update(created_by=member.user, organisation=house)
        return member.user


def queries_of(address, user):
    """How many queries one GET takes, for somebody who looked before."""
    client = Client()
    client.force_login(user)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(address)
    return len(found)


def page_of(talks):
    return talks.opgave.get_absolute_url()


def inbox(talks):
    return reverse("harvest:inbox", args=[talks.opgave.slug])


def organisers_page(talks):
    return reverse("dialogues:dialogue", args=[talks.tables[0].dialogue.public_id])


def release(talks):
    return reverse("harvest:release", args=[talks.opgave.slug, talks.promises[0].pk])


@pytest.mark.parametrize("role", ["editor", "organiser"])
@pytest.mark.parametrize("address", [page_of, inbox, organisers_page, release])
def test_a_page_asks_as_much_for_ten_conversations_as_for_one(address, role):
    found = []
    for count in (1, 10):
        talks = Talks(count)
        user = talks.editor if role == "editor" else talks.organiser()
        found.append(queries_of(address(talks), user))
    assert found[0] == found[1]


def test_the_release_form_asks_as_much_for_more_parties():
    talks = Talks(1)
    before = queries_of(release(talks), talks.editor)
    for _ in range(14):
        PartyFactory(opgave=talks.opgave)
    assert queries_of(release(talks), talks.editor) == before


def test_adopting_asks_as_much_for_ten_lines_as_for_one():
    found = []
    for count in (1, 10):
        talks = Talks(count)
        facts = {"field": "essence", "lines": talks.lines, "text": "One", "revision": 1}
        with CaptureQueriesContext(connection) as queries:
            adopt(talks.opgave, by=talks.editor, **facts)
        found.append(len(queries))
    assert found[0] == found[1]


def test_lines_bring_neither_the_card_nor_the_frozen_page_along():
    talks = Talks(3)
    with CaptureQueriesContext(connection) as found:
        rows = shared_about(talks.editor, talks.opgave)
        assert {row.dialogue.opgave for row in rows} == {talks.opgave}
    asked = " ".join(query["sql"] for query in found)
    assert "cards_cardversion" not in asked
    assert '"content"' not in asked
