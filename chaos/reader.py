"""Asks Yjs, in Node, what the rows of a table say: another library than the server's."""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos.room_log import Rows

SCRIPT = Path(__file__).with_name("reader.mjs")


@dataclass(slots=True)
class Found:
    """A table as somebody has it: its texts, how far each client id goes, what waits, its state."""

    texts: dict[str, str] = field(default_factory=dict)
    vector: dict[int, int] = field(default_factory=dict)
    waiting: list[tuple[int, int, int]] = field(default_factory=list)
    has_waiting_deletions: bool = False
    state: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def has(self, client: int, clock: int) -> bool:
        """Is what this client wrote up to a clock here, merged or waiting for others?"""
        at = self.vector.get(client, 0)
        for first, end in sorted((a, b) for c, a, b in self.waiting if c == client):
            at = max(at, end) if first <= at else at
        return at >= clock


class Reader:
    """One Node process; `read` is a question and an answer."""

    def __init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self, rows: Rows) -> Found:
        """What the rows of one table make together."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        updates = [_text(data) for _n, data in rows.updates]
        question = {"snapshot": _text(rows.snapshot), "updates": updates}
        self._node.stdin.write(json.dumps(question) + "\n")
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        if "error" in answer:
            return Found(problems=[f"Yjs cannot read the rows: {answer['error']}"])
        return Found(
            texts={name: text for name, text in answer["texts"].items() if text},
            vector={int(client): clock for client, clock in answer["vector"].items()},
            waiting=[tuple(ends) for ends in answer["waiting"]],
            has_waiting_deletions=answer["gone"],
            state=rows.final_state(),
            problems=_problems(rows),
        )

    def close(self) -> None:
        """Let the process go."""
        assert self._node.stdin is not None
        self._node.stdin.close()
        self._node.wait(10)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _problems(rows: Rows) -> list[str]:
    found = []
    if rows.has_gap():
        found.append("a number is missing between the rows")
    if rows.quarantined:
        found.append(f"{rows.quarantined} updates were set apart")
    seen = [data for _n, data in rows.updates]
    twice = len(seen) - len(set(seen))
    if twice:
        found.append(f"{twice} updates are stored twice")
    return found
