"""Writes the figures of `bench/results.json` between the marks in `docs/benchmarks.md`.

    .venv/bin/python -m bench.report

The words around the tables are written by hand and stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs/benchmarks.md"
SLOWEST = 20

# A line of the table: its name, and where its figure stands.
LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("most tables of 8 with p99 < 250 ms", ("most", "tables")),
    ("at that number: letter seen, p99 ms", ("most", "seen_p99_ms")),
    ("at that number: acknowledged, p99 ms", ("most", "ack_p99_ms")),
    ("at that number: CPU per edit, µs", ("most", "us_per_edit")),
    ("stopped by", ("most", "stopped_by")),
    ("CPU per edit, µs", ("like_load", "us_per_edit")),
    ("memory per connection, kB", ("like_load", "kb_per_connection")),
    ("letter seen, p99 ms", ("like_load", "seen_p99_ms")),
    ("acknowledged, p99 ms", ("like_load", "ack_p99_ms")),
    ("join storm: text there, p99 ms", ("storms", "join", "p99_ms")),
    ("join storm: CPU per join, ms", ("storms", "join", "cpu_ms_per_join")),
    ("reconnect storm: text there, p99 ms", ("storms", "reconnect", "p99_ms")),
    ("reconnect storm: CPU per join, ms", ("storms", "reconnect", "cpu_ms_per_join")),
    ("with 20 pages/s: letter seen, p99 ms", ("with_pages", "seen_p99_ms")),
    ("with 20 pages/s: acknowledged, p99 ms", ("with_pages", "ack_p99_ms")),
    ("with 20 pages/s: page, p95 ms", ("with_pages", "page_p95_ms")),
    ("generator: its CPU at most, of one core", ("like_load", "generator_cpu")),
    ("generator: late, p99 ms", ("like_load", "late_p99_ms")),
)


def write_docs(results: Path, docs: Path = DOCS) -> None:
    """Put the table of the rooms in these results between its marks."""
    rooms = json.loads(results.read_text())["rooms"]
    _between("rooms", f"{about(rooms)}\n\n{table(rooms['servers'])}", docs)


def write_pages(pages: dict[str, Any], *, began: str, goal_ms: float, docs: Path = DOCS) -> None:
    """The same for the pages: how many are quick enough, and the slowest ones."""
    quick = sum(page["cpu_ms"][2] < goal_ms for page in pages.values())
    yard = sorted(page["yardstick_ms"] for page in pages.values())
    words = (
        f"{began}: {quick} of {len(pages)} pages under {goal_ms:.0f} ms (p95)."
        f" Yardstick {yard[len(yard) // 2]:g} ms ({yard[0]:g} to {yard[-1]:g})."
    )
    _between("pages", f"{words} The slowest {SLOWEST}:\n\n{slowest(pages)}", docs)


def slowest(pages: dict[str, Any]) -> str:
    """One line a page, the slowest first."""
    rows = sorted(pages.items(), key=lambda row: row[1]["cpu_ms"][2], reverse=True)[:SLOWEST]
    lines = [["page, reader", "lowest", "median", "p95", "queries", "kB", "yardstick"]]
    lines.append(["---"] * len(lines[0]))
    for name, page in rows:
        figures = [*page["cpu_ms"], page["queries"], page["bytes"] // 1000, page["yardstick_ms"]]
        lines.append([name, *(f"{figure:g}" for figure in figures)])
    return _drawn(lines)


def marks(name: str) -> tuple[str, str]:
    """What stands before a table and after it."""
    return f"<!-- {name}: written by bench/report.py -->", f"<!-- end of {name} -->"


def _between(name: str, text: str, docs: Path) -> None:
    """Put this text between the marks of this name; the words around them stay as they are."""
    begin, end = marks(name)
    before, _begin, rest = docs.read_text().partition(begin)
    _old, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{docs} has no marks of {name} to write between.")
    docs.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def about(rooms: dict[str, Any]) -> str:
    """Where and when; a small run says that it is small."""
    size = rooms["size"]
    words = (
        f"{rooms['began']}, commit `{rooms['commit']}`, {rooms['minutes']} minutes."
        f" {rooms['cpus']} cores ({rooms['cpu']}), Linux {rooms['kernel']},"
        f" Python {rooms['python']}, Node {rooms['node']}; load before it began"
        f" {rooms['load_before']}. Like load: {size['tables']} tables of 8; storms:"
        f" {size['storm_tables'] * 8} people in ten seconds."
    )
    return words + (" **A small run: one of each, no limit sought.**" if rooms["quick"] else "")


def table(servers: dict[str, Any]) -> str:
    """One column a server, one line a figure: the median (lowest to highest)."""
    rows = [["", *servers], ["---"] * (len(servers) + 1)]
    for name, path in LINES:
        cells = [_cell(_find(figures, path)) for figures in servers.values()]
        if any(cell != "–" for cell in cells):
            rows.append([name, *cells])
    return _drawn(rows)


def _drawn(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _find(figures: Any, path: Sequence[str]) -> Any:
    for word in path:
        figures = figures.get(word) if isinstance(figures, dict) else None
    return figures


def _cell(value: Any) -> str:
    if value is None or value == []:
        return "–"
    if not isinstance(value, list):
        return str(value)
    low, middle, high = (f"{number:g}" for number in value)
    return middle if low == high else f"{middle} ({low} to {high})"


if __name__ == "__main__":
    write_docs(ROOT / "bench/results.json")
