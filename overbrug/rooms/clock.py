"""The clock of a table: pure numbers, no ticking.

    elapsed   = (paused_at or now) - began_at - paused_ms
    remaining = planned + added - elapsed      (may be negative: nothing locks at zero)

Every command gives a new clock, or None when it changes nothing (a second press on the same
button), or raises `CommandRefused` with the word for the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .errors import CommandRefused
from .plan import Plan

ADDABLE = (60, 300)
# A clock that jumped (a wrong battery clock, a restored machine) must not give absurd sums.
MAX_SPENT_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Clock:
    """Times in ms since 1970 as the server sees them; `_s` is seconds."""

    state: str = "waiting"
    step: int = 0
    began_at: int | None = None
    planned_s: int = 0
    added_s: int = 0
    paused_at: int | None = None
    paused_ms: int = 0
    spent_s: tuple[int, ...] = ()
    # What was added to the earlier steps, so that going back finds it again.
    added_before_s: tuple[int, ...] = ()
    talk_began_at: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "step": self.step,
            "began_at": self.began_at,
            "planned_s": self.planned_s,
            "added_s": self.added_s,
            "paused_at": self.paused_at,
            "paused_ms": self.paused_ms,
            "spent_s": list(self.spent_s),
            "added_before_s": list(self.added_before_s),
            "talk_began_at": self.talk_began_at,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Clock:
        return cls(
            **{
                **value,
                "spent_s": tuple(value["spent_s"]),
                "added_before_s": tuple(value["added_before_s"]),
            }
        )

    def elapsed_ms(self, now: int) -> int:
        if self.began_at is None:
            return 0
        until = self.paused_at if self.paused_at is not None else now
        elapsed = until - self.began_at - self.paused_ms
        return min(max(elapsed, 0), MAX_SPENT_S * 1000)

    @property
    def is_finished(self) -> bool:
        return self.state == "finished"


def waiting_clock(plan: Plan) -> Clock:
    """The clock of a table that has not begun."""
    return Clock(planned_s=plan.planned_s(0) if plan.steps else 0)


def run_clock(
    clock: Clock, do: str, command: Mapping[str, Any], plan: Plan, now: int
) -> Clock | None:
    """Carry out one clock command."""
    return COMMANDS[do](clock, command, plan, now)


def _begin(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    if clock.is_finished:
        raise CommandRefused("finished")
    if not plan.steps:
        raise CommandRefused("bad_command")
    if clock.state != "waiting":
        return None
    return _at_step(clock, 0, plan, began_at=now, talk_began_at=now)


def _pause(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    _must_have_begun(clock)
    if clock.state == "paused":
        return None
    return replace(clock, state="paused", paused_at=now)


def _resume(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    _must_have_begun(clock)
    if clock.state == "running":
        return None
    return _running_again(clock, now)


def _add(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    seconds = command.get("seconds")
    if type(seconds) is not int or seconds not in ADDABLE:
        raise CommandRefused("bad_command")
    _must_have_begun(clock)
    if clock.added_s + seconds > MAX_SPENT_S:
        raise CommandRefused("bad_command")
    return replace(clock, added_s=clock.added_s + seconds)


def _next(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    if _is_elsewhere(clock, command) or clock.step + 1 >= len(plan.steps):
        return None
    spent = clock.elapsed_ms(now) // 1000
    moved = replace(
        clock,
        spent_s=(*clock.spent_s, spent),
        added_before_s=(*clock.added_before_s, clock.added_s),
    )
    return _at_step(moved, clock.step + 1, plan, began_at=now)


def _back(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    if _is_elsewhere(clock, command) or clock.step == 0:
        return None
    moved = replace(clock, spent_s=clock.spent_s[:-1], added_before_s=clock.added_before_s[:-1])
    began_at = now - clock.spent_s[-1] * 1000
    return _at_step(
        moved, clock.step - 1, plan, began_at=began_at, added_s=clock.added_before_s[-1]
    )


def _finish(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    if clock.is_finished:
        return None
    if _is_elsewhere(clock, command):
        return None
    paused_at = clock.paused_at if clock.paused_at is not None else now
    return replace(clock, state="finished", paused_at=paused_at)


def _reopen(clock: Clock, command: Mapping[str, Any], plan: Plan, now: int) -> Clock | None:
    if clock.state != "finished":
        return None
    return _running_again(clock, now)


COMMANDS: dict[str, Callable[[Clock, Mapping[str, Any], Plan, int], Clock | None]] = {
    "begin": _begin,
    "pause": _pause,
    "resume": _resume,
    "add": _add,
    "next": _next,
    "back": _back,
    "finish": _finish,
    "reopen": _reopen,
}


def _must_have_begun(clock: Clock) -> None:
    if clock.is_finished:
        raise CommandRefused("finished")
    if clock.state == "waiting":
        raise CommandRefused("not_running")


def _is_elsewhere(clock: Clock, command: Mapping[str, Any]) -> bool:
    """Was this press meant for another step? Two presses on *next* move one step."""
    step = command.get("from")
    if type(step) is not int:
        raise CommandRefused("bad_command")
    if step != clock.step:
        return True
    _must_have_begun(clock)
    return False


def _running_again(clock: Clock, now: int) -> Clock:
    stood_still = max(0, now - clock.paused_at) if clock.paused_at is not None else 0
    return replace(clock, state="running", paused_at=None, paused_ms=clock.paused_ms + stood_still)


def _at_step(clock: Clock, step: int, plan: Plan, **changes: Any) -> Clock:
    """Another step, running, with nothing paused or added yet unless told."""
    fresh: dict[str, Any] = {"added_s": 0, "paused_at": None, "paused_ms": 0, **changes}
    return replace(clock, state="running", step=step, planned_s=plan.planned_s(step), **fresh)
