"""Presses on buttons, each on a register of its own, so that what is lost or doubled shows.

added     a counter: every seat adds a minute to the clock, now and then
step      a counter: seat 0 goes on to the next step
value/…   a register that only its own seat writes
role/…    a register that only one seat takes and drops
"""

from __future__ import annotations

import random
import time
from typing import Any, Protocol

from chaos.history import Journal
from chaos.reducer import Replica

SCALE = "start/trust"
ROLES = ("reader", "prober", "scribe", "voice-keeper")
LAST_STEP = 8
MOST_ADDED = 400
ANSWER_S = 20.0


class Writer(Protocol):
    """The person who presses, as far as it matters here."""

    seat: int
    dice: random.Random
    replica: Replica
    journal: Journal
    is_synced: bool

    def press(self, command: dict[str, Any]) -> None:
        """Send a command."""


class Presses:
    """One press at a time: the next waits for the answer, or for a new line."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.count = 0
        self.seat_id = ""
        self.begins = False
        self.moves_on = False
        self._open: tuple[int, float] | None = None

    def forget_line(self) -> None:
        """Whether the open one was carried out nobody knows."""
        self._open = None

    def is_waited_for(self) -> bool:
        """Is it up to this person to begin the talk?"""
        state = self._writer.replica.state
        return self.begins and bool(state) and state["clock"]["state"] == "waiting"

    def press(self) -> None:
        """Press something; nothing while another press is open or the table was not seen."""
        writer = self._writer
        if self._open is not None or not writer.is_synced or writer.replica.seq < 0:
            return
        chosen = self._choose()
        if chosen is None:
            return
        register, value, command = chosen
        self.count += 1
        self._open = self.count, time.monotonic()
        writer.journal.note("asked", writer.seat, self.count, register=register, value=value)
        writer.press({"id": str(self.count), "seat": self.seat_id, **command})

    def _choose(self) -> tuple[str, Any, dict[str, Any]] | None:
        dice, state = self._writer.dice, self._writer.replica.state
        clock = state["clock"]
        if clock["state"] == "waiting":
            return ("begun", True, {"do": "begin"}) if self.begins else None
        if self.moves_on and clock["step"] < LAST_STEP and dice.random() < 0.05:
            return "step", 1, {"do": "next", "from": clock["step"]}
        kind = dice.randrange(3)
        if kind == 0 and self.count < MOST_ADDED:
            return "added", 60, {"do": "add", "seconds": 60}
        if kind == 1 and self._writer.seat < len(ROLES):
            return self._role(state["roles"])
        field = f"{SCALE}/{self.seat_id}"
        value = dice.choice([v for v in range(1, 6) if v != state["values"].get(field)])
        return f"value/{field}", value, {"do": "set", "field": field, "value": value}

    def _role(self, roles: dict[str, Any]) -> tuple[str, Any, dict[str, Any]]:
        role = ROLES[self._writer.seat]
        if roles.get(role) == self.seat_id:
            return f"role/{role}", None, {"do": "drop_role", "role": role}
        return f"role/{role}", self.seat_id, {"do": "take_role", "role": role}

    def answered(self, event: dict[str, Any]) -> bool:
        """Is this the answer to a press?"""
        kind = event["type"]
        if kind not in ("done", "refused"):
            return False
        facts = {"why": event["why"]} if kind == "refused" else {}
        self._writer.journal.note(kind, self._writer.seat, int(event["id"]), **facts)
        self._open = None
        return True
