"""Hundreds of lines may wait: they come so many at a time, and none is lost."""

import pytest
from django.urls import reverse

from overbrug.harvest.actions import set_aside
from overbrug.harvest.inbox import PER_PAGE, inbox_of
from tests.factories import editor_of
from tests.harvest.network import PUBLIC, approved, approved_promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(opgave):
    return editor_of(opgave)


def inbox(client, opgave, **asked):
    return client.get(reverse("harvest:inbox", args=[opgave.slug]), asked)


def test_every_promise_stands_on_one_page(client, table, opgave, editor):
    lines = [approved_promise(table, what=f"Homes {n}") for n in range(PER_PAGE + 3)]
    client.force_login(editor)
    pages = [inbox(client, opgave, page=page).content.decode() for page in (1, 2)]
    assert [page.count('class="strip shared-line"') for page in pages] == [PER_PAGE, 3]
    assert all(sum(f'id="line-{line.pk}"' in page for page in pages) == 1 for line in lines)
    assert inbox_of(editor, opgave).count == len(lines)


def test_texts_wait_behind_the_first_ones(client, table, opgave, editor):
    for n in range(PER_PAGE + 2):
        facts = {"fills": "essence", "text": f"Nobody decides {n}.", "visibility": PUBLIC}
        approved(table, key=f"start/reason/{n}", **facts)
    client.force_login(editor)
    page = inbox(client, opgave).content.decode()
    assert page.count('name="line"') == PER_PAGE
    assert "2 regels wachten nog" in page
    assert inbox_of(editor, opgave).count == PER_PAGE + 2


def test_what_was_decided_has_pages_of_its_own(client, table, opgave, editor):
    for n in range(PER_PAGE + 1):
        set_aside(approved_promise(table, what=f"Homes {n}"), by=editor, reason="no")
    waits = approved_promise(table, what="Ten homes")
    client.force_login(editor)
    page = inbox(client, opgave, decided="2").content.decode()
    assert 'href="?decided=1#decided"' in page
    assert page.count("shared-line") == 2  # the one that waits, and the last that was decided
    assert f'id="line-{waits.pk}"' in page


@pytest.mark.parametrize("page", ["0", "99", "two", ""])
def test_any_page_leads_somewhere(client, opgave, editor, page):
    client.force_login(editor)
    assert inbox(client, opgave, page=page, decided=page).status_code == 200
