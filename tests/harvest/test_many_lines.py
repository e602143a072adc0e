"""A hall of twenty tables shares thousands of lines: a page reads the words of those it shows."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overbrug.harvest.models import HarvestLine, HarvestPage
from overbrug.harvest.views.network import PER_PAGE
from tests.factories import OpgaveFactory
from tests.factories_dialogues import make_table
from tests.harvest.network import PUBLIC, approved

pytestmark = pytest.mark.django_db
PARTS = {"what": "Ten homes"}


@pytest.fixture
def table():
    return make_table(opgave=OpgaveFactory())


def share(table, count, **facts):
    """One approved page of so many promises; the later step of the card comes first."""
    newest = table.harvest_pages.first()
    number = newest.number + 1 if newest else 1
    page = HarvestPage.objects.create(table=table, number=number, state="approved")
    facts = {"kind": "commitment", "question": "What?", "visibility": PUBLIC, **facts}
    return HarvestLine.objects.bulk_create(
        HarvestLine(
            page=page,
            position=place,
            key=f"step/promise/{number}-{place}",
            step=f"{2 - place % 2}. Step",
            text=f"Line {place} of page {number}.",
            parts=PARTS,
            dissents=["Another view."],
            **facts,
        )
        for place in range(count)
    )


def decodes(client, address, monkeypatch):
    """How often one GET reads JSON from the database."""
    client.get(address)
    found = []
    real = json.loads

    def loads(text, **more):
        found.append(text)
        return real(text, **more)

    monkeypatch.setattr(json, "loads", loads)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(json, "loads", real)
    return len(found)


def opgave_page(table):
    return table.dialogue.opgave.get_absolute_url()


def shared_page(table):
    return f"{opgave_page(table)}oogst/"


@pytest.mark.parametrize("address", [opgave_page, shared_page])
def test_a_page_reads_as_many_words_for_a_hall_as_for_one_table(
    address, table, client, monkeypatch
):
    share(table, PER_PAGE)
    before = decodes(client, address(table), monkeypatch)
    share(table, 4 * PER_PAGE)
    assert before > 0
    assert decodes(client, address(table), monkeypatch) == before


def test_every_line_stands_on_one_page_and_in_the_order_of_the_card(table, client):
    lines = share(table, 2 * PER_PAGE + 10)
    read = [client.get(f"{shared_page(table)}?page={page}").content.decode() for page in (1, 2, 3)]
    assert [page.count("shared-line") for page in read] == [25, 25, 10]
    assert all(sum(f'id="line-{line.pk}"' in page for page in read) == 1 for line in lines)
    assert "2. Step" not in read[0]
    assert "1. Step" not in read[2]


def test_it_says_where_one_is_and_leads_on(table, client):
    share(table, PER_PAGE + 5)
    page = client.get(f"{shared_page(table)}?page=2").content.decode()
    assert "Regels 26 tot en met 30 van 30" in page
    assert 'href="?page=1"' in page


@pytest.mark.parametrize("page", ["0", "-1", "99", "two", "²", "9" * 400, ""])
def test_any_number_of_a_page_leads_somewhere(table, client, page):
    share(table, PER_PAGE + 5)
    for name in ("page", "line", "talk"):
        assert client.get(shared_page(table), {name: page}).status_code == 200


def test_a_link_to_a_line_or_a_conversation_opens_the_page_where_it_stands(table, client):
    wanted = approved(table, visibility=PUBLIC, text="An old line.")
    newer = make_table(opgave=table.dialogue.opgave)
    share(newer, PER_PAGE)
    for query in ({"line": wanted.pk}, {"talk": table.dialogue.public_id}):
        assert "An old line." in client.get(shared_page(table), query).content.decode()
    assert "An old line." not in client.get(shared_page(table)).content.decode()


def test_the_same_words_count_once_also_when_only_one_page_has_them_twice(table, client):
    key = "start/reason/table"
    approved(table, key=key, text="Once.", visibility=PUBLIC)
    approved(table, key=key, text="Once.", visibility=PUBLIC)
    approved(table, key=key, text="Other words.", visibility=PUBLIC)
    page = client.get(shared_page(table)).content.decode()
    assert page.count("Once.") == 1
    assert page.count("shared-line") == 2


def test_a_file_asks_the_database_as_often_for_two_hundred_lines_as_for_fifty(table, client):
    asked = []
    for count in (50, 150):
        share(table, count)
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{opgave_page(table)}oogst.csv").status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1]
