"""The bench writes its figures into the page, and leaves the words around them alone."""

import json

import pytest

from bench.climb import climb
from bench.report import DOCS, SLOWEST, marks, write_docs, write_pages

ROOMS = {
    "began": "2026-11-30 12:00 UTC", "commit": "abc", "minutes": 3, "cpus": 2, "cpu": "a chip",
    "kernel": "6", "python": "3.11", "node": "20", "load_before": 0.1, "quick": True,
    "size": {"tables": 100, "storm_tables": 200},
    "servers": {
        "overbrug": {"like_load": {"us_per_edit": [1, 2, 3.5], "ack_p99_ms": [7, 7, 7]}},
        "peer": {"like_load": {"us_per_edit": [4, 5, 6], "ack_p99_ms": []}},
    },
}  # fmt: skip

BEGIN, END = marks("rooms")


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


@pytest.mark.parametrize("name", ["rooms", "pages"])
def test_the_page_of_the_product_has_a_place_for_them(name):
    begin, end = marks(name)
    assert 0 < DOCS.read_text().find(begin) < DOCS.read_text().find(end)


def measured(p95):
    """A page as `bench.pages` keeps it."""
    return {"cpu_ms": [1.0, 2.5, p95], "queries": 7, "bytes": 8_500, "yardstick_ms": 3.1}


def test_the_slowest_pages_stand_between_their_own_marks(tmp_path):
    begin, end = marks("pages")
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\nrooms\n{END}\n{begin}\nold\n{end}\nAfter.\n")
    pages = {f"page {n}": measured(float(n)) for n in range(60)}
    write_pages(pages, began="2026-12-01 12:00 UTC", goal_ms=50.0, docs=page)
    words = page.read_text()
    assert words.startswith(f"{BEGIN}\nrooms\n{END}\n{begin}\n2026-12-01 12:00 UTC: 50 of 60")
    assert words.endswith(f"{end}\nAfter.\n")
    shown = [line.split(" | ")[0] for line in words.splitlines() if line.startswith("| page ")]
    assert shown == [f"| page {n}" for n in range(59, 59 - SLOWEST, -1)]
    assert "| page 59 | 1 | 2.5 | 59 | 7 | 8 | 3.1 |" in words


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
