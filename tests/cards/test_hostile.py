"""Files that are no cards at all, or want to do harm: always words, never a traceback."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overbrug.cards.check import card_in_file, problems
from overbrug.cards.format import NotACard, load
from tests.cards.samples import GOOD

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


def said(text):
    return [problem.message for problem in problems(text)]


def test_the_sample_card_is_good():
    assert problems(GOOD) == []


@pytest.mark.parametrize("text", ["", "   \n\n", "\ufeff"])
def test_an_empty_file_is_called_empty(text):
    assert said(text) == ["the file is empty"]


@pytest.mark.parametrize("text", ["# only a comment\n", "just text", "- a\n- list", "42", "~"])
def test_something_else_is_no_card(text):
    assert any("not a card" in line for line in said(text))


def test_a_bomb_of_anchors_stops_at_its_first_anchor():
    (problem,) = problems(BOMB)
    assert (problem.line, problem.code) == (1, "alias")


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000])
def test_deep_nesting_ends_soon(text):
    began = time.process_time()
    assert said(text)
    assert time.process_time() - began < 5


def test_every_problem_is_named_at_once_in_the_order_of_the_file():
    text = GOOD.replace("kind: write", "kind: x").replace("licence:", "licensie:")
    text = text.replace("minutes: 12", "minutes: 13").replace("{nl: Nooit., en: Never.}", "{}")
    lines = [problem.line for problem in problems(text)]
    assert lines == sorted(lines)
    assert len(lines) == 5


def test_a_message_holds_nothing_that_a_terminal_would_obey():
    text = GOOD.replace("id: proefkaart", 'id: "\\e[2J\\a"')
    assert all(line.isprintable() for line in said(text))


def test_a_missing_file_is_named(tmp_path):
    (problem,) = card_in_file(tmp_path / "nergens.yaml")[1]
    assert problem.shown("nergens.yaml") == "nergens.yaml:1: there is no such file"


def test_a_folder_is_no_card(tmp_path):
    (problem,) = card_in_file(tmp_path)[1]
    assert problem.message == "this file cannot be read"


def test_bytes_that_are_no_utf8_are_found_by_line(tmp_path):
    file = tmp_path / "latin.yaml"
    file.write_bytes(GOOD.encode().replace(b"Samen kijken", b"Samen k\xefjken"))
    (problem,) = card_in_file(file)[1]
    assert (problem.line, problem.code) == (8, "not_utf8")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "groot.yaml"
    file.write_text(GOOD + "# " + "x" * 300_000)
    (problem,) = card_in_file(file)[1]
    assert "a card is at most 256 kB" in problem.message


def test_a_huge_text_is_refused_too():
    assert "at most 256 kB" in said(GOOD + "# " + "x" * 300_000)[0]


def test_windows_line_ends_keep_their_numbers():
    text = GOOD.replace("minutes: 12", "minutes: 13").replace("\n", "\r\n")
    (problem,) = problems(text)
    assert problem.line == 12


def test_joiners_and_direction_marks_of_real_scripts_are_welcome():
    assert (
        problems(
            GOOD.replace("nl: Nooit.", "nl: '\u0645\u06cc\u200c\u0631\u0648\u0645 \u200f👩‍🚒'")
        )
        == []
    )


def test_a_smaller_sign_is_no_markup():
    assert problems(GOOD.replace("nl: Nooit.", "nl: Met < 3 of a <-> b.")) == []


def test_load_refuses_what_it_cannot_read():
    with pytest.raises(NotACard, match="line 1"):
        load(BOMB)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 12), st.text(max_size=8))
def test_no_small_accident_ever_ends_in_a_traceback(start, length, replacement):
    text = GOOD[:start] + replacement + GOOD[start + length :]
    for problem in problems(text):
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.said("nl")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                ": ",
                "- ",
                "\n",
                "  ",
                "{",
                "}",
                "[",
                "]",
                ",",
                "'",
                '"',
                "|",
                ">",
                "&a ",
                "*a",
                "!!x ",
                "? ",
                "%",
                "---",
                "#",
                "\t",
                "\\u202e",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_no_heap_of_signs_ever_ends_in_a_traceback(signs):
    assert all(problem.message for problem in problems("".join(signs)))
