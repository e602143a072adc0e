"""A card as data: one canonical form, one fingerprint, one language at a time."""

import json

import pytest

from overbrug.cards.format import canonical, load, resolve, sha256, spoken
from tests.cards.samples import GOOD

CARD = load(GOOD)


def test_the_fingerprint_of_the_sample_stays_what_it_is():
    # Dialogues point to it: when this changes, every stored version gets a second one.
    assert sha256(CARD) == "65686cdcfae804bac59a0c96d6fa4043d0f759a9de9c26a6bd21946e8321eb94"


def test_order_quotes_and_comments_make_no_difference():
    lines = GOOD.split("\nroles:")[0].split("\n")
    moved = "\n".join(["# other", *reversed(lines)]) + "\nroles:" + GOOD.split("\nroles:")[1]
    assert sha256(load(moved.replace("Always.", "'Always.'"))) == sha256(CARD)


def test_two_ways_to_write_an_accent_are_one_text():
    one, two = (load(GOOD.replace("Samen kijken", f"Caf{e}")) for e in ("\u00e9", "e\u0301"))
    assert sha256(one) == sha256(two)


def test_a_changed_word_changes_the_fingerprint():
    assert sha256(load(GOOD.replace("Always.", "Often."))) != sha256(CARD)


def test_the_canonical_form_can_be_read_back():
    assert json.loads(canonical(CARD)) == CARD
    assert canonical(json.loads(canonical(CARD))) == canonical(CARD)


def test_plain_words_stay_words():
    card = load("format: 1\na: no\nb: 2026-11-21\nc: 1.0.0\nd: ''\ne: '12'\nf: 0x1f\n")
    assert card == {
        "format": 1,
        "a": "no",
        "b": "2026-11-21",
        "c": "1.0.0",
        "d": "",
        "e": "12",
        "f": "0x1f",
    }


def test_resolve_gives_one_text_for_each():
    card = resolve(CARD, "en")
    assert card["title"] == "Test card"
    assert card["roles"][0] == {
        "id": "timekeeper",
        "name": "timekeeper",
        "task": "Watch the clock.",
    }
    assert card["group"] == {"min": 3, "max": 9}


def test_resolve_puts_the_blocks_in_one_row():
    blocks = resolve(CARD, "nl")["blocks"]
    assert [(b["id"], b["part"], b["kind"], b["minutes"]) for b in blocks] == [
        ("look", "a", "write", 5),
        ("choose", "b", "choose", 7),
    ]
    assert blocks[0]["intro"] == ""
    assert blocks[0]["follow_ups"] == []


def test_resolve_fills_what_a_prompt_leaves_out():
    best, trust, how, together = resolve(CARD, "nl")["blocks"][1]["prompts"]
    assert (best["on"], best["count"], best["hint"], best["options"]) == ("look/seen", 2, "", [])
    assert (trust["min"], trust["max"], trust["low"], trust["high"]) == (1, 5, "weinig", "veel")
    assert how["options"][1] == {"id": "fast", "label": "Snel"}
    assert (together["owner"], best["owner"]) == ("table", "person")


def test_a_private_answer_is_only_for_me_and_the_rest_as_the_card_says():
    seen, hidden, own = resolve(CARD, "nl")["blocks"][0]["prompts"]
    assert [p["visibility"] for p in (seen, hidden, own)] == ["table", "table", "only_me"]
    assert hidden["may_be_unnamed"]


@pytest.mark.parametrize(
    ("wish", "tongue"), [("nl", "nl"), ("en", "en"), ("en-gb", "en"), ("fr", "nl"), ("", "nl")]
)
def test_a_card_answers_in_the_nearest_language(wish, tongue):
    assert spoken(CARD, wish) == tongue
    assert resolve(CARD, wish)["language"] == tongue


def test_a_kind_from_a_newer_server_is_shown_by_its_name():
    newer = load(
        GOOD.replace("kind: write", "kind: no-such-kind").replace(
            "kind: table_text", "kind: no-such-prompt"
        )
    )
    first, second = resolve(newer, "nl")["blocks"]
    assert (first["kind_label"], first["kind_how"]) == ("no-such-kind", "")
    assert second["prompts"][-1]["kind_label"] == "no-such-prompt"
