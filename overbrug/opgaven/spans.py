"""Promises on the bridge. Another app brings them: an opgave knows that there are, not whose.

A source gives spans and says where somebody can offer one; without a source the bridge is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from overbrug.accounts.rules import AnyUser
from overbrug.opgaven.models import Opgave


@dataclass(frozen=True)
class Span:
    """One promise, as the bridge and its list show it."""

    opgave_id: int
    need_id: int | None
    status: str  # delivered, binding, promise, intention, wish; "withdrawn" leaves a hole
    who: str
    what: str
    address: str
    amount: Decimal | None = None  # in the unit of the need
    due_on: date | None = None
    delivered_on: date | None = None
    is_late: bool = False
    was_changed: bool = False
    reason: str = ""
    # What keeps it from being firmer, in words; may be empty.
    missing: str = ""


class Source(Protocol):
    """What brings promises."""

    def spans(self, opgaven: Iterable[Opgave], user: AnyUser) -> list[Span]:
        """The promises of these opgaven that this person may see."""

    def address_to_offer(self, user: AnyUser, opgave: Opgave) -> str:
        """Where this person can offer something (`?need=` names for what); empty: they may not."""

    def address_of_all(self, opgave: Opgave) -> str:
        """The page with every promise, also the refused ones."""

    def overbooked(self, opgave: Opgave) -> list[str]:
        """In words: which parties promised more to opgaven together than they have."""


class _Nothing:
    def spans(self, opgaven: Iterable[Opgave], user: AnyUser) -> list[Span]:
        return []

    def address_to_offer(self, user: AnyUser, opgave: Opgave) -> str:
        return ""

    def address_of_all(self, opgave: Opgave) -> str:
        return ""

    def overbooked(self, opgave: Opgave) -> list[str]:
        return []


_source: Source = _Nothing()


def register(source: Source) -> None:
    """Let this app bring the promises."""
    global _source
    _source = source


def source() -> Source:
    """The app that brings the promises."""
    return _source
