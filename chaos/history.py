"""What everybody did and was told, as it happened: the one side of every judgement.

A journal is a file of JSON lines that is only appended to. The same lines make a `History`, so a
recorded run can be judged again, and a test can judge a run that never was.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Edit:
    """One insert of a mark that nobody else makes, or one deletion of a mark."""

    seat: int
    n: int
    kind: str
    field: str
    mark: str
    client: int = 0  # 0: written by a browser, of which we do not know the client id
    clock: int = 0  # where the writer's own clock stood after it
    made_at: float = 0.0
    acked_at: float | None = None


@dataclass(slots=True)
class Press:
    """One press on a button: what it would make of which register."""

    seat: int
    n: int
    register: str
    value: Any
    asked_at: float = 0.0
    done_at: float | None = None
    refused: str = ""


@dataclass(slots=True)
class History:
    """Everything at one table, in the order of each seat."""

    table: str
    edits: dict[tuple[int, int], Edit] = field(default_factory=dict)
    presses: dict[tuple[int, int], Press] = field(default_factory=dict)

    def take(self, line: dict[str, Any]) -> None:
        """One line of a journal."""
        what, place = line["what"], (line["seat"], line["n"])
        facts = {name: value for name, value in line.items() if name not in ("what", "at")}
        if what == "made":
            self.edits[place] = Edit(**facts, made_at=line["at"])
        elif what == "unmade":
            del self.edits[place]
        elif what == "acked" and place in self.edits:
            self.edits[place].acked_at = line["at"]
        elif what == "asked":
            self.presses[place] = Press(**facts, asked_at=line["at"])
        elif what == "done":
            self.presses[place].done_at = line["at"]
        elif what == "refused":
            self.presses[place].refused = line["why"]


class Journal:
    """Appends to the file of one table, and keeps the same in memory."""

    def __init__(self, folder: Path, table: str) -> None:
        self.history = History(table)
        self._file = (folder / f"{table}.jsonl").open("a", encoding="utf-8", buffering=1 << 16)

    def note(self, what: str, seat: int, n: int, **facts: Any) -> None:
        """It happened now."""
        line = {"what": what, "seat": seat, "n": n, "at": time.time(), **facts}
        self.history.take(line)
        self._file.write(json.dumps(line) + "\n")

    def flush(self) -> None:
        """Let the file hold all of it."""
        self._file.flush()

    def close(self) -> None:
        """The run is over."""
        self._file.close()


def recorded(table: str, lines: Iterable[str]) -> History:
    """The history that a journal holds."""
    history = History(table)
    for line in lines:
        history.take(json.loads(line))
    return history
