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
BEGIN, END = "<!-- rooms: written by bench/report.py -->", "<!-- end of rooms -->"

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
    """Put the tables of these results between the marks."""
    rooms = json.loads(results.read_text())["rooms"]
    before, _begin, rest = docs.read_text().partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{docs} has no marks to write between.")
    docs.write_text(f"{before}{BEGIN}\n{about(rooms)}\n\n{table(rooms['servers'])}\n{END}{after}")


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
