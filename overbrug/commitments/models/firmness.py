"""How firm a promise is, from a few of its facts: for a promise, and for a row of a long list."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a promise stands."""

    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DELIVERED = "delivered", _("delivered")


class Terms(Protocol):
    """What it takes to know."""

    @property
    def status(self) -> str:
        """One of `Status`."""

    @property
    def is_mandated(self) -> bool:
        """Said in the name of the organisation."""

    @property
    def due_on(self) -> date | None:
        """By when."""

    @property
    def means(self) -> str:
        """With what."""

    @property
    def evidence(self) -> str:
        """How one can see it."""


def firmness_of(terms: Terms) -> str:
    """In a word; unconfirmed is never more than a wish."""
    if terms.status == Status.DELIVERED:
        return "delivered"
    if terms.status == Status.PROPOSED:
        return "wish"
    if terms.status != Status.CONFIRMED:
        return str(terms.status)
    return firmness_in_name(terms) if terms.is_mandated else "intention"


def firmness_in_name(terms: Terms) -> str:
    """How firm these words are once they are said in the name of the organisation."""
    return "promise" if lacking(terms) else "binding"


def lacking(terms: Terms) -> list[str]:
    """Names of the fields that would make a promise binding."""
    return [name for name in ("due_on", "means", "evidence") if not getattr(terms, name)]


def is_open(terms: Terms) -> bool:
    """True while it can still be kept or withdrawn."""
    return terms.status in (Status.PROPOSED, Status.CONFIRMED)


def is_late(terms: Terms, *, today: date | None = None) -> bool:
    """Confirmed, not delivered, and the day has passed."""
    if terms.due_on is None or terms.status != Status.CONFIRMED:
        return False
    return terms.due_on < (today or timezone.localdate())
