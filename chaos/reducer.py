"""State plus events, reduced apart from the engine: what a table knows besides its text."""

from __future__ import annotations

from typing import Any

NUMBERED = ("clock", "roles", "value")


def reduce(state: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    """The state after an event."""
    kind = event["type"]
    if kind in ("clock", "roles"):
        return {**state, kind: event[kind]}
    if kind == "value":
        values = {k: v for k, v in state["values"].items() if k != event["field"]}
        if event["value"] is not None:
            values[event["field"]] = event["value"]
        return {**state, "values": values}
    return state


def durable(state: dict[str, Any]) -> dict[str, Any]:
    """The part of a state that is stored; a role that nobody holds counts as no role."""
    roles = {role: seat for role, seat in state.get("roles", {}).items() if seat is not None}
    return {"clock": state.get("clock", {}), "roles": roles, "values": state.get("values", {})}


class Replica:
    """What one device makes of what it hears."""

    def __init__(self) -> None:
        self.seq = -1
        self.state: dict[str, Any] = {}

    def take(self, event: dict[str, Any]) -> bool:
        """Hear an event; False when one before it was missed."""
        if event["type"] == "state":
            self.seq, self.state = event["seq"], event["state"]
            return True
        if event["type"] not in NUMBERED:
            return True
        follows = event["seq"] == self.seq + 1
        self.seq, self.state = event["seq"], reduce(self.state, event)
        return bool(follows)
