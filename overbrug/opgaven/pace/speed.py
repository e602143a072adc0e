"""How fast it must go from now on, beside how fast it went."""

from __future__ import annotations

from dataclasses import dataclass

from .series import Course


@dataclass(frozen=True)
class Speed:
    """Changes per year, in the unit of the indicator; with their signs."""

    needed: float
    so_far: float

    @property
    def factor(self) -> float | None:
        """So many times as fast as until now; None when it stood still or went the other way."""
        if self.so_far == 0 or self.needed * self.so_far < 0:
            return None
        return self.needed / self.so_far


def speed_of(course: Course) -> Speed | None:
    """None when the target is reached, its date has passed, or no time went by yet.

    needed = (yT - y) / (T - t); so_far = (y - y0) / (t - t0)
    """
    start, goal, now = course.start, course.goal, course.now
    if course.is_reached or goal.at <= now.at or now.at <= start.at:
        return None
    return Speed(
        needed=(goal.value - now.value) / (goal.at - now.at),
        so_far=(now.value - start.value) / (now.at - start.at),
    )
