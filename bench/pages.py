"""How much CPU a page takes in a large database: `python -m bench.pages`.

Each main page, as each kind of reader, through Django's own handler and middleware in this very
process, in a thread and with a database connection of its own for each request, as the server has
it. CPU seconds of the process, so that a busy machine does not count as a slow page. See
bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import percentile
from bench.report import write_pages

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results.json"
WARM_UP, ROUNDS = 4, 40
GOAL_MS = 50.0


def yardstick() -> float:
    """CPU milliseconds of a fixed piece of Python: how slow this machine is at this moment.

    Other work on the same cores makes every page slower, and this by as much.
    """
    found = []
    for _ in range(7):
        began = time.process_time()
        words = {str(n): "x" * (n % 7) for n in range(20_000)}
        "".join(sorted(words.values()))
        found.append((time.process_time() - began) * 1000)
    return percentile(found, 0.5)


def measure(client: Any, address: str, *, rounds: int = ROUNDS) -> dict[str, Any]:
    """Low, median and p95 of the CPU of a page, how often it asks the database, how long it is."""
    from django.db import connection, connections
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM_UP):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"bench.pages: {address} answers {answer.status_code}, not 200.")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
        queries = len(asked)  # the next request empties the list
    found = []
    connections.close_all()
    for _ in range(rounds):
        began = time.process_time()
        size = in_thread(lambda: len(client.get(address).getvalue()))
        found.append((time.process_time() - began) * 1000)
    figures = [min(found), percentile(found, 0.5), percentile(found, 0.95)]
    return {
        "cpu_ms": [round(figure, 1) for figure in figures],
        "queries": queries,
        "bytes": size,
        "yardstick_ms": round(yardstick(), 1),
    }


def in_thread(act: Callable[[], Any]) -> Any:
    """What `act` gives in a thread of its own with its own connections, as the server does it.

    It also starts at the bottom of a stack: Python 3.11 keeps frames in pieces, and a page whose
    calls went to and fro over the edge of such a piece took a quarter more, only because it was
    called from some depth.
    """
    from django.db import connections

    given: list[Any] = []

    def once() -> None:
        given.append(act())
        connections.close_all()

    thread = threading.Thread(target=once)
    thread.start()
    thread.join()
    return given[0]


def run(folder: Path, *, scale: float, only: str, rounds: int) -> dict[str, dict[str, Any]]:
    """Every page; the folder is made when it is not there."""
    os.environ["DATA_DIR"] = str(folder)
    os.environ["ALLOWED_HOSTS"] = "testserver"
    # An administrator showed a second step before: that is not the page that is measured.
    os.environ["SECOND_FACTOR"] = "false"
    from overbrug.config.serving import prepare

    prepare.set_up_django()
    prepare.bring_up_to_date(folder)
    import overbrug.config.asgi  # noqa: F401 - everything that the server has loaded
    from bench.many.making import make
    from bench.many.world import Size
    from bench.visits import Cast, visits
    from overbrug.config import collector
    from overbrug.opgaven.models import Opgave

    if not Opgave.objects.exists():
        make(Size.of(scale), seed=4)
    cast = Cast()
    collector.settle()  # as `overbrug serve` does before the first page
    found = {}
    for visit in visits(cast):
        if only in visit.name:
            found[visit.name] = measure(visit.client, visit.address, rounds=rounds)
            show(visit.name, found[visit.name])
    return found


def show(name: str, figures: dict[str, Any]) -> None:
    """One line for who looks on."""
    low, middle, high = figures["cpu_ms"]
    mark = " " if high < GOAL_MS else "!"
    asked, size = figures["queries"], figures["bytes"] // 1000
    print(
        f"{mark} {name:46} {low:7.1f} {middle:7.1f} {high:7.1f} ms {asked:4} queries {size:5} kB"
        f"   yardstick {figures['yardstick_ms']}"
    )


def keep(pages: dict[str, dict[str, Any]]) -> None:
    """Under its own key beside the figures of the other trials."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**known, "pages": pages}, indent=1) + "\n")


def main() -> int:
    """Measure, show, and keep unless only a part was asked."""
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder made before; else a new one")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 1,000 opgaven (1)")
    parser.add_argument("--only", default="", help="only pages with this in their name")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write-docs", action="store_true", help="also docs/benchmarks.md")
    args = parser.parse_args()
    if args.write_docs and (args.only or args.scale != 1.0):
        parser.error("--write-docs is for every page, at scale 1")
    began = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    with tempfile.TemporaryDirectory(prefix="overbrug-pages-") as made:
        folder = args.data.resolve() if args.data else Path(made)
        pages = run(folder, scale=args.scale, only=args.only, rounds=args.rounds)
    slow = [name for name, page in pages.items() if page["cpu_ms"][2] >= GOAL_MS]
    print(f"{len(pages)} pages; p95 of {GOAL_MS:.0f} ms or more: {', '.join(slow) or 'none'}")
    if not args.only and args.scale == 1.0:
        keep(pages)
    if args.write_docs:
        write_pages(pages, began=began, goal_ms=GOAL_MS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
