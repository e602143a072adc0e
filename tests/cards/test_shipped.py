"""The cards that come with Overbrug: good, complete, and in the words we promised."""

import hashlib
import json
import re
from pathlib import Path

import jsonschema
import pytest

from overbrug.cards.check import card_in_file
from overbrug.cards.format import load, resolve
from overbrug.cards.format import sha256 as fingerprint
from overbrug.cards.kinds import OPGAVE_FIELDS, PROMPT_KINDS

FOLDER = Path(__file__).parents[2] / "cards"
SCHEMA = Path(__file__).parents[2] / "overbrug" / "cards" / "schema" / "card-1.json"
FILES = sorted(FOLDER.glob("*.yaml"))
IDS = [file.stem for file in FILES]
# Registered marks of others, as SHA-256 of the word: they stand nowhere here, not even to forbid them.
REGISTERED = {"297f3ff479b2e6b9e7eb24ccf57de9f7169d75632757073b5fd09622760e44c1"}


def read(name):
    return load((FOLDER / f"{name}.yaml").read_text())


def texts(value):
    """Every text inside a card of one language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def test_the_cards_are_there():
    assert IDS == ["brugtafel", "korte-brug", "scherp-de-opgave", "toezeggingenronde"]


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("brugtafel", "1d156409e2a0d338fe7e9e8a6c16f13c8ce1c04f528ba9b55a63b7f616939e6b"),
        ("korte-brug", "787431cc7bb19766ee0c7d1dbe234461b89cbbd7886ce51ec60a91529a47bbaf"),
    ],
)
def test_a_card_in_use_keeps_its_fingerprint(name, sha256):
    # Whoever changes its words on purpose changes the fingerprint here with it.
    assert fingerprint(read(name)) == sha256


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_a_shipped_card_has_no_problem(file):
    assert [problem.shown(file.name) for problem in card_in_file(file)[1]] == []


@pytest.mark.parametrize("name", IDS)
def test_a_shipped_card_fits_the_published_schema(name):
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(read(name))


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_questions_are_short_enough_to_stand_large_on_a_phone(name, language):
    for block in resolve(read(name), language)["blocks"]:
        assert len(block["question"].split()) <= 14, block["question"]


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_sentences_are_short_and_calm(name, language):
    for text in texts(resolve(read(name), language)):
        assert "!" not in text
        for sentence in re.split(r"(?<=[.?:])\s+", text):
            assert len(sentence.split()) <= 15, sentence


@pytest.mark.parametrize("name", IDS)
def test_dutch_speaks_with_je_and_jullie(name):
    words = " ".join(texts(resolve(read(name), "nl"))).split()
    assert not {"u", "uw", "U", "Uw"} & set(words)


@pytest.mark.parametrize("name", IDS)
def test_every_block_helps_the_prober(name):
    assert all(block["follow_ups"] for block in resolve(read(name), "nl")["blocks"])


def test_brugtafel_keeps_its_rhythm():
    card = resolve(read("brugtafel"), "nl")
    assert [block["minutes"] for block in card["blocks"]] == [5, 15, 20, 15, 10, 20, 15, 15, 5]
    assert [block["part"] for block in card["blocks"]] == list("aaabbbccc")
    assert card["blocks"][4]["kind"] == "pause"


def test_brugtafel_shows_every_kind_of_answer():
    prompts = [p for block in resolve(read("brugtafel"), "nl")["blocks"] for p in block["prompts"]]
    assert {prompt["kind"] for prompt in prompts} == set(PROMPT_KINDS)
    assert any(prompt["may_be_unnamed"] for prompt in prompts)


def test_brugtafel_deals_the_five_roles():
    roles = {role["id"] for role in resolve(read("brugtafel"), "nl")["roles"]}
    assert roles == {"timekeeper", "prober", "reader", "scribe", "voice-keeper"}


def test_the_trust_of_the_start_is_asked_again_at_the_end():
    blocks = resolve(read("brugtafel"), "nl")["blocks"]
    first, last = ({p["id"]: p for p in blocks[i]["prompts"]}["trust"] for i in (0, -1))
    assert (first["min"], first["max"]) == (last["min"], last["max"])


def test_korte_brug_is_half_an_hour_of_five_blocks():
    card = resolve(read("korte-brug"), "nl")
    assert (card["minutes"], len(card["blocks"])) == (30, 5)


def test_sharpen_the_opgave_goes_from_trigger_to_test():
    card = resolve(read("scherp-de-opgave"), "nl")
    steps = {block["title"]: block["minutes"] for block in card["blocks"]}
    assert list(steps) == ["aanleiding", "nu", "straks", "kloof", "erbij of niet", "toetsen"]
    assert list(steps.values()) == [10, 20, 15, 20, 10, 15]
    assert (card["minutes"], card["group"]) == (90, {"min": 4, "max": 8})


def test_sharpen_the_opgave_fills_every_text_of_the_opgave_once():
    blocks = resolve(read("scherp-de-opgave"), "nl")["blocks"]
    filled = [p["fills"] for block in blocks for p in block["prompts"] if p["fills"]]
    assert sorted(filled) == sorted(OPGAVE_FIELDS)


def test_the_promise_round_begins_with_what_was_promised():
    card = resolve(read("toezeggingenronde"), "nl")
    assert [block["minutes"] for block in card["blocks"]] == [5, 15, 10, 10, 5, 10]
    assert [block["shows"] for block in card["blocks"]] == ["promises", "", "", "", "", ""]


@pytest.mark.parametrize("name", ["scherp-de-opgave", "toezeggingenronde"])
def test_a_new_card_ends_with_a_sentence_three_promises_and_who_to_invite(name):
    last = resolve(read(name), "nl")["blocks"][-1]
    kinds = {prompt["id"]: prompt["kind"] for prompt in last["prompts"]}
    assert (kinds["sentence"], kinds["invite"]) == ("table_text", "person_text")
    assert "commitment" in kinds.values()
    assert "hooguit drie" in " ".join(texts(last)).lower()


@pytest.mark.parametrize("name", IDS)
def test_no_card_borrows_a_registered_name(name):
    words = re.findall(r"\w+", (FOLDER / f"{name}.yaml").read_text().lower())
    assert words
    assert REGISTERED.isdisjoint(hashlib.sha256(word.encode()).hexdigest() for word in words)
