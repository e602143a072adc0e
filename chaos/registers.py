"""Judges the buttons: clock, step, roles and values, by the answers `done` that were given.

A counter must stand between what was answered and what was pressed; a register with one writer must
hold what was last answered, or something that the writer pressed after it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from chaos.checker import Verdict
from chaos.history import History, Press

COUNTERS = ("added", "step")


def judge_registers(history: History, state: dict[str, Any], *, at: float) -> list[Verdict]:
    """Everything wrong in a stored state."""
    by_register: dict[str, list[Press]] = defaultdict(list)
    for press in history.presses.values():
        by_register[press.register] += [] if press.refused else [press]
    wrong = []
    for name, presses in by_register.items():
        judge = _counter if name in COUNTERS else _register
        words = judge(value_of(state, name), presses, at)
        if words:
            kind = "doubled event" if words.startswith("more") else "lost event"
            wrong.append(Verdict(kind, history.table, f"{name}: {words}"))
    return wrong


def value_of(state: dict[str, Any], name: str) -> Any:
    """What a state says of a register."""
    clock = state.get("clock") or {}
    if name == "added":
        return sum(clock.get("added_before_s", [])) + clock.get("added_s", 0)
    if name == "step":
        return clock.get("step", 0)
    if name == "begun":
        return clock.get("state", "waiting") != "waiting"
    kind, _, rest = name.partition("/")
    return state.get("values" if kind == "value" else "roles", {}).get(rest)


def _is_done(press: Press, at: float) -> bool:
    return press.done_at is not None and press.done_at <= at


def _counter(value: Any, presses: list[Press], at: float) -> str:
    least = sum(press.value for press in presses if _is_done(press, at))
    most = sum(press.value for press in presses)
    if value < least:
        return f"{value} is less than the {least} that were answered"
    return f"more than pressed: {value} of {most}" if value > most else ""


def _register(value: Any, presses: list[Press], at: float) -> str:
    ordered = sorted(presses, key=lambda press: press.asked_at)
    done = [i for i, press in enumerate(ordered) if _is_done(press, at)]
    if not done:
        return ""
    allowed = [press.value for press in ordered[done[-1] :]]
    return "" if value in allowed else f"it holds {value!r} and not one of {allowed!r}"
