"""A promise that waits for a yes, and who can be asked for it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.outbox.models import OutgoingMail
from tests.factories import (
    CommitmentFactory,
    MembershipFactory,
    OpgaveFactory,
    RegisteredAddressFactory,
    editor_of,
)

SITE = "https://overbrug.example"
LINK = re.compile(r"https?://[^/\s]+(/bevestig/open/[A-Za-z0-9_-]{43}/)")


@pytest.fixture
def alice():
    """She works for an organisation that takes part in the opgave, as a member."""
    return MembershipFactory(role=Role.MEMBER)


@pytest.fixture
def opgave(alice):
    return OpgaveFactory(parties=[alice.organisation])


@pytest.fixture
def proposal(opgave, alice):
    return CommitmentFactory(opgave=opgave, organisation=alice.organisation)


@pytest.fixture
def editor(opgave):
    """An editor of another party, who may ask."""
    return editor_of(opgave)


@pytest.fixture
def mailbox(alice):
    """The address that Alice's organisation registered."""
    return RegisteredAddressFactory(organisation=alice.organisation)


def mailed():
    """The path of the link in the last mail with one."""
    for mail in OutgoingMail.objects.order_by("-pk"):
        if found := LINK.search(mail.text):
            return found[1]
    raise AssertionError("no mail holds a link")


def at(link, part=""):
    return reverse(f"commitments:answer{part}", args=[link.public_id])


def yes(reader, link, *, revision=1, speaks_as="personal", part="", **words):
    return reader.post(at(link, part), {"revision": revision, "speaks_as": speaks_as, **words})


def words_of(page):
    return page.content.decode()


@pytest.fixture
def ask(proposal, editor):
    """Ask; gives the browser of somebody who opened the mailed link, and the page it came to."""

    def asked(**to):
        link = actions.ask_to_confirm(proposal, by=editor, site=SITE, **to)
        reader = Client()
        page = reader.get(mailed(), follow=True)
        return link, reader, page

    return asked
