"""What changed between two texts."""

import random
from difflib import SequenceMatcher

import pytest

from overbrug.lib import differences
from overbrug.lib.differences import Piece, shorten_same, word_changes


def test_only_the_changed_word_is_marked():
    assert word_changes("a large house", "a small house") == [
        Piece("same", "a "),
        Piece("gone", "large "),
        Piece("new", "small "),
        Piece("same", "house"),
    ]


def test_both_texts_can_be_put_together_again():
    old, new = "one two  three\nfour", "one  three four five"
    pieces = word_changes(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new


def test_texts_with_hardly_a_word_in_common_stand_one_after_the_other():
    old, new = "how does everyone find a home", "what can we all do for a city"
    assert word_changes(old, new) == [Piece("gone", old), Piece("new", new)]


def test_long_unchanged_text_is_shortened_beside_the_change():
    pieces = shorten_same(word_changes("x " * 200 + "old", "x " * 200 + "new"))
    assert len(pieces[0].text) < 80
    assert pieces[1:] == [Piece("gone", "old"), Piece("new", "new")]


def test_a_word_in_one_of_many_lines_is_found_there():
    old, new = "one two\n" * 30 + "a large house\nend", "one two\n" * 30 + "a small house\nend"
    changed = [piece for piece in word_changes(old, new) if piece.kind != "same"]
    assert changed == [Piece("gone", "large "), Piece("new", "small ")]


@pytest.mark.parametrize("between", [" ", "\n"], ids=["words", "lines"])
def test_noise_is_not_compared_word_by_word(between, monkeypatch):
    """Both texts stand there whole, and the matcher never sees the pairs of two letters."""
    seen = []

    def matcher(a, b, **more):
        seen.append(sum(b.count(word) for word in a))
        return SequenceMatcher(a=a, b=b, **more)

    monkeypatch.setattr(differences, "SequenceMatcher", matcher)
    noise = random.Random(1)
    old, new = (between.join(noise.choices("ab", k=2000)) for _ in range(2))
    pieces = word_changes(old, new)
    assert max(seen, default=0) <= differences.MOST_PAIRS
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
