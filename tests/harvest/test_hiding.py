"""An editor takes words off the pages that should not stand there."""

import pytest
from django.contrib.auth.models import AnonymousUser

from overbrug.core.visibility import Visibility
from overbrug.harvest.network import shared_about
from tests.factories import PASSWORD, OpgaveFactory, editor_of
from tests.factories_dialogues import make_table
from tests.harvest.network import approved
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return approved(
        make_table(opgave=OpgaveFactory()), text="A name.", visibility=Visibility.PUBLIC
    )


@pytest.fixture
def editor(line, client):
    user = editor_of(line.page.table.dialogue.opgave)
    client.login(email=user.email, password=PASSWORD)
    return client


def address(line):
    return f"/opgaven/{line.page.table.dialogue.opgave.slug}/uit-gesprekken/{line.pk}/verberg/"


def test_it_goes_off_every_page_and_comes_back(line, editor):
    opgave = line.page.table.dialogue.opgave
    assert editor.post(address(line), {"reason": "names a person"}).status_code == 302
    assert shared_about(AnonymousUser(), opgave) == []
    assert "A name." in editor.get(f"/opgaven/{opgave.slug}/uit-gesprekken/").content.decode()
    assert editor.post(address(line)).status_code == 302
    assert [found.line.pk for found in shared_about(AnonymousUser(), opgave)] == [line.pk]


def test_without_a_reason_nothing_happens(line, editor):
    assert editor.post(address(line), {"reason": " "}).status_code == 422
    assert shared_about(AnonymousUser(), line.page.table.dialogue.opgave)


def test_others_do_not_hide(line, client):
    client.force_login(editor_of(OpgaveFactory()))
    assert client.post(address(line), {"reason": "no"}).status_code == 403


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_reasons_never_break(line, editor, text):
    assert editor.post(address(line), {"reason": text}).status_code in (302, 422)
