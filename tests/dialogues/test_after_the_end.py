"""After the end a code helps nobody: the pages show what does."""

import pytest
from django.utils import timezone

from tests.factories import OpgaveFactory, editor_of
from tests.factories_dialogues import browser_of, make_dialogue, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue(client):
    opgave = OpgaveFactory()
    client.force_login(editor_of(opgave))
    return make_dialogue(opgave=opgave, tables=2)


def page(client, dialogue):
    return client.get(f"/gesprekken/{dialogue.public_id}/").content.decode()


def test_while_one_table_goes_on_the_organiser_has_the_code(client, dialogue):
    dialogue.tables.filter(number=1).update(finished_at=timezone.now())

    html = page(client, dialogue)

    assert 'class="qr"' in html
    assert html.index('id="tables"') < html.index('id="next-morning"')


def test_when_all_tables_finished_the_harvest_comes_first_and_the_code_is_gone(client, dialogue):
    dialogue.tables.update(finished_at=timezone.now())

    html = page(client, dialogue)

    assert 'class="qr"' not in html
    assert dialogue.shown_code not in html
    order = ["what-now", "shared", "next-morning", "tables"]
    assert [html.index(f'id="{name}"') for name in order] == sorted(
        html.index(f'id="{name}"') for name in order
    )
    assert f"/opgaven/{dialogue.opgave.slug}/gesprek/" in html


def test_a_table_more_brings_the_code_back(client, dialogue):
    dialogue.tables.update(finished_at=timezone.now())
    dialogue.tables.create(number=3)

    assert 'class="qr"' in page(client, dialogue)


def test_an_own_table_that_has_finished_invites_nobody(dialogue):
    grown = make_dialogue(opgave=dialogue.opgave, grown_from=dialogue.tables.first())
    table = grown.tables.get()
    phone = browser_of(make_seat(table))
    address = f"/tafel/{table.public_id}/eigen-tafel/"
    assert 'class="qr"' in phone.get(address).content.decode()

    table.finished_at = timezone.now()
    table.save()

    html = phone.get(address).content.decode()
    assert 'class="qr"' not in html
    assert f"/tafel/{table.public_id}/oogst/" in html


def test_the_page_of_a_finished_table_leads_to_sharing_and_tomorrow_and_shows_no_code(dialogue):
    table = dialogue.tables.first()
    table.finished_at = timezone.now()
    table.save()

    html = browser_of(make_seat(table)).get(f"/tafel/{table.public_id}/oogst/").content.decode()

    assert dialogue.shown_code not in html
    for page in ("delen/", "morgen/", "oogst.odt"):
        assert f"/tafel/{table.public_id}/{page}" in html
