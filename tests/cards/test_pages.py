"""The pages of cards: choose one, read all of it, keep an old version readable."""

import json
from pathlib import Path

import pytest

from overbrug.cards.actions import import_card, import_cards
from overbrug.cards.format import load
from tests.cards.samples import GOOD, spoiled

pytestmark = pytest.mark.django_db
CARDS = Path(__file__).parents[2] / "cards"


@pytest.fixture
def shipped():
    return import_cards(CARDS)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_cards_the_page_says_so(client):
    assert "cards/card" not in page(client, "/kaarten/")


def test_the_list_names_every_card(client, shipped):
    text = page(client, "/kaarten/")
    assert "Brugtafel" in text
    assert "Korte brug" in text
    assert "/kaarten/brugtafel/" in text


def test_a_whole_card_can_be_read(client, shipped):
    text = page(client, "/kaarten/brugtafel/")
    for words in ("Wie gun je dit gesprek", "Namens wie praat je hier", "Stembewaker", "CC-BY-4.0"):
        assert words in text


def test_a_card_is_read_in_the_language_of_the_reader(client, shipped):
    client.cookies["overbrug_language"] = "en"
    text = page(client, "/kaarten/brugtafel/")
    assert "Who else should have this conversation" in text
    assert "Wie gun je dit gesprek" not in text


def test_a_card_without_english_keeps_its_language_mark(client):
    import_card(load(GOOD.replace("[nl, en]", "[nl]")))
    client.cookies["overbrug_language"] = "en"
    assert '<article lang="nl">' in page(client, "/kaarten/proefkaart/")


def test_the_version_of_an_old_dialogue_stays_readable(client):
    old, _ = import_card(load(GOOD))
    import_card(load(spoiled("nl: Altijd.", "nl: Vaker.")))
    assert "Vaker." in page(client, "/kaarten/proefkaart/")
    assert "Altijd." in page(client, f"/kaarten/proefkaart/?versie={old.sha256}")


@pytest.mark.parametrize("address", ["/kaarten/geen/", "/kaarten/brugtafel/?versie=onzin"])
def test_what_is_not_there_is_not_found(client, shipped, address):
    assert client.get(address).status_code == 404


def test_a_card_is_only_read(client, shipped):
    assert client.post("/kaarten/brugtafel/").status_code == 405


def test_the_schema_is_published(client):
    answer = client.get("/kaarten/schema/card-1.json")
    schema = json.loads(b"".join(answer.streaming_content))
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert schema["$id"] == "urn:overbrug:card:1"


def test_the_list_asks_the_database_little(client, shipped, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page(client, "/kaarten/")
