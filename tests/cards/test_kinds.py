"""A new kind of block costs four files at most (docs/how-to/add-a-block-kind.md): the registry,
the published schema and its page here, and the room's own behaviour only where the general one
will not do."""

import json
from pathlib import Path

import jsonschema
import pytest

from overbrug.cards.check import problems
from overbrug.cards.format import load, resolve
from overbrug.cards.kinds import (
    BLOCK_KINDS,
    OPGAVE_FIELDS,
    PROMPT_KINDS,
    SHOWS,
    VISIBILITIES,
    BlockKind,
)
from overbrug.opgaven.models import Opgave
from tests.cards.samples import GOOD, spoiled

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "overbrug" / "cards" / "schema" / "card-1.json").read_text()
)
PAGE = (Path(__file__).parents[2] / "docs" / "card-format.md").read_text()
# A kind that nobody will ever add: a real one must not make these tests fail.
NEW = "no-such-kind"
NEW_KIND = BlockKind(label={"nl": "nieuw", "en": "new"}, how={"nl": "Doe iets.", "en": "Do it."})


def fits_schema(text, schema=SCHEMA):
    return jsonschema.Draft202012Validator(schema).is_valid(load(text))


def test_the_schema_knows_the_same_kinds_as_the_registry():
    definitions = SCHEMA["$defs"]
    hint = "add the kind to overbrug/cards/schema/card-1.json, $defs, in the same place"
    assert definitions["blockKind"]["enum"] == list(BLOCK_KINDS), hint
    assert definitions["prompt"]["properties"]["kind"]["enum"] == list(PROMPT_KINDS), hint
    assert definitions["visibility"]["enum"] == list(VISIBILITIES), hint
    fills = definitions["prompt"]["properties"]["fills"]
    assert fills["enum"] == list(OPGAVE_FIELDS), hint
    assert definitions["block"]["properties"]["shows"]["enum"] == list(SHOWS), hint


def test_the_page_for_who_writes_cards_names_every_kind():
    assert [kind for kind in (*BLOCK_KINDS, *PROMPT_KINDS) if f"`{kind}`" not in PAGE] == []


@pytest.mark.parametrize("name", OPGAVE_FIELDS)
def test_what_a_prompt_may_fill_is_a_text_of_an_opgave(name):
    assert Opgave._meta.get_field(name).get_internal_type() == "TextField"


def test_one_entry_in_the_registry_is_all_the_server_needs(monkeypatch):
    text = spoiled("kind: write", f"kind: {NEW}")
    assert problems(text)
    monkeypatch.setitem(BLOCK_KINDS, NEW, NEW_KIND)
    assert problems(text) == []
    block = resolve(load(text), "nl")["blocks"][0]
    assert (block["kind"], block["kind_label"], block["kind_how"]) == (NEW, "nieuw", "Doe iets.")


def test_one_word_in_the_schema_is_all_other_programs_need():
    text = spoiled("kind: write", f"kind: {NEW}")
    assert not fits_schema(text)
    wider = json.loads(json.dumps(SCHEMA))
    wider["$defs"]["blockKind"]["enum"].append(NEW)
    assert fits_schema(text, wider)


def test_a_card_may_fill_the_opgave_and_show_its_promises():
    text = spoiled("label: {nl: Samen,", "fills: essence\n            label: {nl: Samen,")
    text = text.replace("minutes: 7\n", "minutes: 7\n        shows: promises\n")
    assert problems(text) == []
    assert fits_schema(text)
    look, choose = resolve(load(text), "en")["blocks"]
    assert (choose["shows"], look["shows"]) == ("promises", "")
    together = choose["prompts"][-1]
    assert (together["fills"], together["fills_label"]) == (
        "essence",
        "the essence of the challenge",
    )


@pytest.mark.parametrize("words", [*OPGAVE_FIELDS.values(), *SHOWS.values()])
def test_every_field_and_every_show_has_words_in_dutch_and_english(words):
    assert set(words) == {"nl", "en"}


@pytest.mark.parametrize("kind", [*BLOCK_KINDS.values(), *PROMPT_KINDS.values()])
def test_every_kind_has_a_name_in_dutch_and_english(kind):
    assert kind.label["nl"]
    assert kind.label["en"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: proefkaart", "id: Proef Kaart"),
        ("minutes: 12", "minutes: twaalf"),
        ("kind: write", "kind: wriet"),
        ("licence: CC", "license: CC"),
        ("count: 2", "count: true"),
        ("            count: 2\n", ""),
        ("[nl, en]", "[en]"),
        ("{min: 3", "{min: 2"),
        ("kind: table_text", "kind: table_text\n            count: 3"),
        ("nl: Nooit., ", ""),
        ("label: {nl: Samen,", "fills: budget\n            label: {nl: Samen,"),
        ("label: {nl: Hoe,", "fills: essence\n            label: {nl: Hoe,"),
        ("minutes: 7\n", "minutes: 7\n        shows: parties\n"),
    ],
)
def test_the_checker_and_the_schema_refuse_the_same_shapes(old, new):
    text = spoiled(old, new)
    assert problems(text)
    assert not fits_schema(text)


def test_the_sample_fits_the_schema():
    assert fits_schema(GOOD)
