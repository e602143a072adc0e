"""Which fault comes when, with what numbers: all of it from one seed, so that it can come again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

# Of each kind so many in a campaign of sixty. The first list leaves the process alive, so that what
# leaks shows; the second ends it.
LIVING = {"cut": 8, "slow": 8, "one_way": 4, "pause": 5, "full_disk": 5, "clock": 6, "sweep": 4}
DEADLY = {"kill": 8, "storm": 4, "restart": 2, "kill_in_sweep": 2, "device_dies": 4}
DEADLY["kill_one"] = 6  # only where two processes serve


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault and its numbers."""

    number: int
    kind: str
    numbers: dict[str, Any] = field(default_factory=dict)


def make_plan(
    seed: int, faults: int, *, without: set[str] | None = None, pace: float = 1.0
) -> list[Fault]:
    """The plan of this seed; `without` names the kinds that cannot be had here.

    With a `pace` of 0.5 every fault lasts half as long.
    """
    dice = random.Random(seed)
    left_out = without or set()
    living = _drawn(dice, LIVING, left_out)
    deadly = _drawn(dice, DEADLY, left_out)
    # A third of the way only the living ones, then all kinds through one another.
    begin = living[: len(living) // 2]
    rest = living[len(living) // 2 :] + deadly
    dice.shuffle(rest)
    kinds = begin + rest
    if faults < len(kinds):
        kinds = _one_of_each(dice, kinds, faults)
    while len(kinds) < faults:
        kinds.append(dice.choice(rest))
    return [
        Fault(n, kind, _at_pace(_numbers(dice, kind), pace))
        for n, kind in enumerate(kinds[:faults], 1)
    ]


def _at_pace(numbers: dict[str, Any], pace: float) -> dict[str, Any]:
    if "seconds" in numbers:
        numbers["seconds"] = round(numbers["seconds"] * pace, 1)
    return numbers


def _drawn(dice: random.Random, counts: dict[str, int], left_out: set[str]) -> list[str]:
    kinds = [kind for kind, n in counts.items() for _ in range(n) if kind not in left_out]
    dice.shuffle(kinds)
    return kinds


def _one_of_each(dice: random.Random, kinds: list[str], faults: int) -> list[str]:
    different = list(dict.fromkeys(kinds))
    dice.shuffle(different)
    return (different * (faults // len(different) + 1))[:faults]


def _numbers(dice: random.Random, kind: str) -> dict[str, Any]:
    seconds = round(dice.uniform(3, 9), 1)
    share = round(dice.choice([0.2, 0.5, 1.0]), 2)
    if kind == "cut":
        return {"share": share, "how": dice.choice(["reset", "half", "down"]), "seconds": seconds}
    if kind == "slow":
        delay = round(dice.choice([0.2, 0.8, 2.0]), 2)
        narrow = dice.choice([0, 2_000, 20_000])
        return {"share": share, "delay_s": delay, "bytes_per_s": narrow, "seconds": seconds}
    if kind == "one_way":
        return {"share": share, "up": dice.random() < 0.5, "seconds": round(seconds * 1.5, 1)}
    if kind == "pause":
        return {"seconds": 30.0 if dice.random() < 0.4 else seconds}
    if kind == "full_disk":
        how, leave = dice.choice(["full", "full", "limit"]), dice.choice([0, 0, 65_536])
        return {"how": how, "leave": leave, "seconds": seconds}
    if kind == "clock":
        return {"jump": dice.choice(["+1h", "-1h", "dst"]), "seconds": seconds}
    if kind == "storm":
        return {"after_s": [round(dice.uniform(0.1, 4.0), 2) for _ in range(dice.randint(2, 4))]}
    if kind in ("sweep", "kill_in_sweep"):
        return {"mails": 120, "after_s": round(dice.uniform(0, 0.3), 3)}
    return {"after_s": round(dice.uniform(0, 3), 2)}
