"""What the room knows of a card: its steps, its roles, and which values may be set.

Everything else of a card (texts, kinds of blocks) stays outside; a room is card-blind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TIMEKEEPER = "timekeeper"

_SLUG = r"[a-z][a-z0-9-]{0,31}"
_FIELD = re.compile(rf"({_SLUG}/{_SLUG})/([a-z0-9]{{1,32}})(?:/([a-z0-9]{{1,12}}))?")

FieldKind = Literal["choice", "dots", "scale", "order"]


@dataclass(frozen=True, slots=True)
class Step:
    """One block of the card, as the clock sees it."""

    id: str
    minutes: int


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What a value of one prompt may be; `on` is the prompt whose answers get the dots."""

    kind: FieldKind
    options: tuple[str, ...] = ()
    multiple: bool = False
    count: int = 0
    min: int = 0
    max: int = 0
    on: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a table in order, the roles it deals, the rules by `block/prompt`."""

    table: str
    steps: tuple[Step, ...]
    roles: tuple[str, ...] = ()
    rules: Mapping[str, FieldRule] = field(default_factory=dict)

    def planned_s(self, step: int) -> int:
        return self.steps[step].minutes * 60


@dataclass(frozen=True, slots=True)
class SeatInfo:
    """A seat as everyone at the table sees it."""

    id: str
    name: str
    initials: str
    note: str = ""
    kind: Literal["person", "screen"] = "person"
    # Goes up when the seat is taken back on another device; stays inside the server.
    epoch: int = 1

    def as_json(self) -> dict[str, str]:
        return {
            "id": self.id,
            "name": self.name,
            "initials": self.initials,
            "note": self.note,
            "kind": self.kind,
        }


def field_parts(field_id: str) -> tuple[str, str, str] | None:
    """`block/prompt`, owner and part of a field id; None when it is not one."""
    match = _FIELD.fullmatch(field_id)
    return (match[1], match[2], match[3] or "") if match else None
