"""Where somebody calls a conversation: when each card helps, and which promises a table sees."""

import pytest
from django.urls import reverse

from overbrug.cards.actions import import_card
from overbrug.core.visibility import Visibility
from tests.factories import CommitmentFactory, OpgaveFactory, editor_of
from tests.factories_dialogues import _card

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    for name in ("brugtafel", "toezeggingenronde"):
        import_card(_card(name))
    return OpgaveFactory()


@pytest.fixture
def page(client, opgave):
    client.force_login(editor_of(opgave))
    return lambda: client.get(reverse("dialogues:call", args=[opgave.slug])).content.decode()


def test_each_card_says_when_it_helps(page):
    html = page()
    for name in ("brugtafel", "toezeggingenronde"):
        assert _card(name)["when"]["nl"].split(".")[0] in html


def test_it_says_which_promises_the_tables_do_not_see(page, opgave):
    CommitmentFactory(opgave=opgave)
    for _number in range(2):
        CommitmentFactory(opgave=opgave, visibility=Visibility.NETWORK)
    html = page()
    assert "Alleen bij Toezeggingenronde: de tafels beginnen met wat is toegezegd." in html
    assert "De tafels zien 1 toezegging" in html
    assert "De tafels zien 2 toezeggingen niet" in html
    assert "Kies wie dit ziet" in html


def test_without_hidden_promises_nothing_is_said_about_them(page, opgave):
    html = page()
    assert "nog niets openbaar toegezegd" in html
    assert "Kies wie dit ziet" not in html
