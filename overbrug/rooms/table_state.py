"""What a table knows besides its text: clock, roles, values. A pure reducer.

`decide` turns a command into events, `evolve` turns a state and an event into the next state. The
server, a reader of the log and a client that only saw the events must end up with the same state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .clock import COMMANDS as CLOCK_COMMANDS
from .clock import Clock, run_clock, waiting_clock
from .errors import CommandRefused
from .plan import Plan
from .roles import Present, Roles, change_roles, may_run_clock, no_roles, without_leavers
from .values import checked_value

Event = dict[str, Any]

ROLE_COMMANDS = frozenset({"take_role", "give_role", "drop_role", "redeal"})


@dataclass(frozen=True, slots=True)
class TableState:
    """Everything durable of a table that is not text; `seq` counts the events so far."""

    seq: int = 0
    clock: Clock = field(default_factory=Clock)
    roles: Roles = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"clock": self.clock.as_json(), "roles": self.roles, "values": self.values}

    @classmethod
    def from_json(cls, seq: int, value: Mapping[str, Any]) -> TableState:
        return cls(seq, Clock.from_json(value["clock"]), value["roles"], value["values"])


def fresh_state(plan: Plan) -> TableState:
    """A table where nothing has happened yet."""
    return TableState(clock=waiting_clock(plan), roles=no_roles(plan))


def decide(
    state: TableState, plan: Plan, command: Mapping[str, Any], present: Present, most_values: int
) -> list[Event]:
    """The events that a command leads to; none when it changes nothing."""
    do, seat = command.get("do"), command["seat"]
    if not isinstance(do, str):
        raise CommandRefused("bad_command")
    if do in CLOCK_COMMANDS:
        return _clock_events(state, plan, do, command, present)
    if do in ROLE_COMMANDS:
        changed = change_roles(state.roles, do, command, seat, present)
        if changed is None:
            return []
        return [{"type": "roles", "roles": changed[0], "by": seat, "how": changed[1]}]
    if do == "set":
        return _value_events(state, plan, command, seat, most_values)
    raise CommandRefused("bad_command")


def decide_leavers(state: TableState, people: list[str]) -> list[Event]:
    """Roles of people who left the table become free."""
    roles = without_leavers(state.roles, people)
    return [] if roles is None else [{"type": "roles", "roles": roles, "how": "dropped"}]


def evolve(state: TableState, event: Event) -> TableState:
    """The state after an event, which carries its own `seq`."""
    seq, kind = event["seq"], event["type"]
    if kind == "clock":
        return replace(state, seq=seq, clock=Clock.from_json(event["clock"]))
    if kind == "roles":
        return replace(state, seq=seq, roles=event["roles"])
    if kind == "value":
        values = {k: v for k, v in state.values.items() if k != event["field"]}
        if event["value"] is not None:
            values[event["field"]] = event["value"]
        return replace(state, seq=seq, values=values)
    # A kind of a later version: its number counts, its content is not ours to guess.
    return replace(state, seq=seq)


def _clock_events(
    state: TableState, plan: Plan, do: str, command: Mapping[str, Any], present: Present
) -> list[Event]:
    # Whoever is at the table may begin: a group must not wait for who took a role too early.
    if do != "begin" and not may_run_clock(state.roles, command["seat"], present):
        raise CommandRefused("not_timekeeper")
    clock = run_clock(state.clock, do, command, plan, present.now)
    return [] if clock is None else [{"type": "clock", "clock": clock.as_json()}]


def _value_events(
    state: TableState, plan: Plan, command: Mapping[str, Any], seat: str, most_values: int
) -> list[Event]:
    name = command.get("field")
    value = checked_value(plan, seat, name, command.get("value"))
    if state.values.get(str(name)) == value:
        return []
    if name not in state.values and _count_of(state, seat) >= most_values:
        raise CommandRefused("bad_value")
    return [{"type": "value", "field": name, "value": value}]


def _count_of(state: TableState, seat: str) -> int:
    """How many values this seat has; those of others are not its business."""
    return sum(name.rsplit("/", 1)[-1] == seat for name in state.values)
