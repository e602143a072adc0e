"""Who holds which role: taken, handed over, dropped, taken over, dealt again.

A role is a seat or None. Everything here is pure: it gives the new roles, and how they came about,
or None when nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .errors import CommandRefused
from .plan import TIMEKEEPER, Plan

Roles = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Present:
    """Who is at the table at this moment, in the order of the seats."""

    now: int
    people: Sequence[str] = ()
    here: frozenset[str] = frozenset()
    away_since: Mapping[str, int] = field(default_factory=dict)
    grace_ms: int = 60_000

    def is_long_away(self, seat: str) -> bool:
        """Away so long that somebody else may take over; a wink of the network is not."""
        if seat in self.here:
            return False
        return self.now - self.away_since.get(seat, 0) >= self.grace_ms


def may_run_clock(roles: Roles, seat: str, present: Present) -> bool:
    """The timekeeper may; anyone may when there is none or the timekeeper is away."""
    holder = roles.get(TIMEKEEPER)
    return holder is None or holder == seat or holder not in present.here


def no_roles(plan: Plan) -> Roles:
    return dict.fromkeys(plan.roles)


def change_roles(
    roles: Roles, do: str, command: Mapping[str, Any], seat: str, present: Present
) -> tuple[Roles, str] | None:
    """Carry out one role command."""
    if do == "redeal":
        deal = _free_ones_dealt if command.get("only_free") is True else _dealt_again
        return deal(roles, seat, present)
    role = command.get("role")
    if not isinstance(role, str) or role not in roles:
        raise CommandRefused("no_such_role")
    holder = roles[role]
    if do == "drop_role":
        return _dropped(roles, role, seat)
    if do == "give_role":
        to = command.get("to")
        if to not in present.people:
            raise CommandRefused("bad_command")
        how = "given"
    else:
        to, how = seat, "taken" if holder is None else "taken_over"
    if holder == to:
        return None
    is_free = holder is None or holder == seat or present.is_long_away(holder)
    if not is_free:
        raise CommandRefused("role_held")
    return {**roles, role: to}, how


def without_leavers(roles: Roles, people: Sequence[str]) -> Roles | None:
    """The roles of seats that no longer exist become free."""
    kept = {role: seat if seat in people else None for role, seat in roles.items()}
    return kept if kept != roles else None


def _dropped(roles: Roles, role: str, seat: str) -> tuple[Roles, str] | None:
    if roles[role] is None:
        return None
    if roles[role] != seat:
        raise CommandRefused("role_held")
    return {**roles, role: None}, "dropped"


def _dealt_again(roles: Roles, seat: str, present: Present) -> tuple[Roles, str]:
    """Deal to whoever is here, so that as few as possible keep what they had."""
    people = _people_here(seat, present)
    deals = [_deal(roles, people, first) for first in range(len(people))]

    def kept(deal: Roles) -> int:
        return sum(deal[role] == roles[role] for role in roles)

    return min(deals, key=kept), "redealt"


def _free_ones_dealt(roles: Roles, seat: str, present: Present) -> tuple[Roles, str] | None:
    """Deal only what nobody has; each to whoever is here and has the fewest."""
    people = _people_here(seat, present)
    dealt = dict(roles)
    for role in (role for role, holder in roles.items() if holder is None):
        held = list(dealt.values())
        dealt[role] = min(people, key=held.count)
    return (dealt, "dealt") if dealt != roles else None


def _people_here(seat: str, present: Present) -> list[str]:
    return [person for person in present.people if person in present.here] or [seat]


def _deal(roles: Roles, people: Sequence[str], first: int) -> Roles:
    return {role: people[(first + i) % len(people)] for i, role in enumerate(roles)}
