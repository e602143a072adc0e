"""What stands on the bridge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

# The firmer, the more ink. This order is also the order within an arch.
STATUSES = ("delivered", "binding", "promise", "intention", "wish")
FIRM = ("delivered", "binding", "promise")
HOLE, UNKNOWN, MORE = "hole", "unknown", "more"
MOST_SLICES = 30


@dataclass(frozen=True)
class Part:
    """One slice, one hole or one open question of the deck."""

    status: str
    number: str = ""
    label: str = ""
    target: str = ""

    @property
    def is_open(self) -> bool:
        """No slice stands here."""
        return self.status in (HOLE, UNKNOWN)


@dataclass(frozen=True)
class Arch:
    """One need; without a letter when no needs were recorded."""

    letter: str = ""
    name: str = ""
    parts: tuple[Part, ...] = ()


Sliced = TypeVar("Sliced", bound="HasStatus")


class HasStatus(Protocol):
    """A slice of the deck, or its line in the list."""

    @property
    def status(self) -> str:
        """How firm it is."""


def firmest(slices: Iterable[Sliced], *, most: int = MOST_SLICES) -> list[Sliced]:
    """Those that stay when there are too many to see: the firmest, and the first among equals."""
    return sorted(slices, key=lambda one: STATUSES.index(one.status))[:most]


def fold(arches: list[Arch], *, most: int = MOST_SLICES) -> list[Arch]:
    """With more than `most` slices: the firmest stay, per arch the rest is one slice "+ n"."""
    slices = [part for arch in arches for part in arch.parts if not part.is_open]
    if len(slices) <= most:
        return arches
    kept = {id(part) for part in firmest(slices, most=most)}
    return [replace(arch, parts=_folded(arch.parts, kept)) for arch in arches]


def _folded(parts: tuple[Part, ...], kept: set[int]) -> tuple[Part, ...]:
    stay = [part for part in parts if part.is_open or id(part) in kept]
    rest = [part for part in parts if not part.is_open and id(part) not in kept]
    if not rest:
        return parts
    more = Part(status=MORE, number=f"+{len(rest)}", target=rest[0].target)
    slices = [part for part in stay if not part.is_open]
    return (*slices, more, *(part for part in stay if part.is_open))
