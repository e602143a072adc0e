"""The bench writes its figures into the page, and leaves the words around them alone."""

import json

import pytest

from bench.climb import climb
from bench.report import BEGIN, DOCS, END, write_docs

ROOMS = {
    "began": "2026-11-30 12:00 UTC", "commit": "abc", "minutes": 3, "cpus": 2, "cpu": "a chip",
    "kernel": "6", "python": "3.11", "node": "20", "load_before": 0.1, "quick": True,
    "size": {"tables": 100, "storm_tables": 200},
    "servers": {
        "overbrug": {"like_load": {"us_per_edit": [1, 2, 3.5], "ack_p99_ms": [7, 7, 7]}},
        "peer": {"like_load": {"us_per_edit": [4, 5, 6], "ack_p99_ms": []}},
    },
}  # fmt: skip


def test_figures_stand_between_the_marks_and_words_around_them_stay(tmp_path):
    results, page = tmp_path / "results.json", tmp_path / "page.md"
    results.write_text(json.dumps({"rooms": ROOMS, "pages": {}}))
    page.write_text(f"Before.\n{BEGIN}\nold figures\n{END}\nAfter.\n")
    write_docs(results, page)
    write_docs(results, page)
    words = page.read_text()
    assert words.startswith("Before.\n")
    assert words.endswith(f"{END}\nAfter.\n")
    assert "| CPU per edit, µs | 2 (1 to 3.5) | 5 (4 to 6) |" in words
    assert "| acknowledged, p99 ms | 7 | – |" in words
    assert "old figures" not in words
    assert words.count("| overbrug |") == 1


def test_the_page_of_the_product_has_a_place_for_them():
    assert 0 < DOCS.read_text().find(BEGIN) < DOCS.read_text().find(END)


@pytest.mark.parametrize("limit", [0, 110, 430, 790, 5000])
def test_the_climb_finds_the_limit_in_few_steps(limit):
    tried = []

    def holds(tables):
        tried.append(tables)
        return tables <= limit

    held = climb(holds, first=200, most=1600).held
    assert min(limit, 1600) - max(25, limit // 8) <= held <= limit
    assert len(tried) <= 9


def test_the_climb_ends_when_nothing_can_be_tried_any_more():
    answers = iter([True, None])
    assert climb(lambda _tables: next(answers), first=200, most=1600) == (
        200,
        "400 could not be tried",
    )
