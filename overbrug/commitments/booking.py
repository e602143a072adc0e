"""Double booking: what an organisation promised to all opgaven together, beside what it has.

The organisation reads it first. Who works on an opgave reads it too once it has stood for two
weeks, without the names of other opgaven: by then the organisation had time to say which comes
first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation
from overbrug.commitments.models import Capacity, Commitment
from overbrug.lib.numbers import show_number
from overbrug.opgaven.models import Opgave

FIRST_TO_ITSELF = timedelta(days=14)


@dataclass(frozen=True)
class Booking:
    """One capacity and the firm promises that draw on it, the oldest first."""

    capacity: Capacity
    promises: list[Commitment]

    @property
    def promised(self) -> Decimal:
        """All of it together."""
        return sum((row.amount for row in self.promises if row.amount), Decimal(0))

    @property
    def opgave_count(self) -> int:
        """To how many opgaven."""
        return len({row.opgave_id for row in self.promises})

    @property
    def over_since(self) -> datetime | None:
        """When more was promised than there is; None when it is not so."""
        total = Decimal(0)
        for row in self.promises:
            total += row.amount or 0
            if total > self.capacity.amount:
                said = row.confirmed_at or row.created_at
                return max(said, self.capacity.declared_at)
        return None

    @property
    def words(self) -> str:
        """How it stands, in a sentence."""
        facts = {
            "promised": self._show(self.promised),
            "there": self._show(self.capacity.amount),
        }
        if self.over_since is None:
            return _("Promised firmly: %(promised)s of %(there)s.") % facts
        facts["over"] = self._show(self.promised - self.capacity.amount)
        words = _(
            "Promised firmly: %(promised)s, and there is %(there)s. That is %(over)s too much."
        )
        return words % facts

    def _show(self, amount: Decimal) -> str:
        return f"{show_number(amount, language=get_language() or 'nl')} {self.capacity.unit}"


def bookings_of(organisations: Iterable[Organisation]) -> list[Booking]:
    """Each capacity of these organisations with the promises that draw on it."""
    capacities = list(
        Capacity.objects.filter(organisation__in=organisations).select_related("organisation")
    )
    if not capacities:
        return []
    firm = Commitment.objects.filter(
        organisation__in={capacity.organisation_id for capacity in capacities},
        status=Commitment.Status.CONFIRMED,
        is_mandated=True,
        amount__isnull=False,
        need__kind__in=Capacity.Kind.values,
    )
    found: dict[tuple[int, str, str], list[Commitment]] = {}
    for row in firm.select_related("need", "opgave").order_by("confirmed_at", "pk"):
        assert row.need is not None
        key = row.organisation_id or 0, row.need.kind, row.need.unit.casefold()
        found.setdefault(key, []).append(row)
    return [
        Booking(c, found.get((c.organisation_id, c.kind, c.unit.casefold()), []))
        for c in capacities
    ]


def warnings_for(opgave: Opgave, *, now: datetime | None = None) -> list[str]:
    """What who works on an opgave has to know of double bookings of its parties."""
    moment = now or timezone.now()
    here = Organisation.objects.filter(parties__opgave=opgave).distinct()
    found = []
    for booking in bookings_of(here):
        since = booking.over_since
        draws = any(row.opgave_id == opgave.pk for row in booking.promises)
        if draws and since is not None and since <= moment - FIRST_TO_ITSELF:
            words = _(
                "%(organisation)s promised more to opgaven together than it has (%(kind)s). "
                "Ask which promise comes first."
            )
            capacity = booking.capacity
            facts = {"organisation": capacity.organisation, "kind": capacity.get_kind_display()}
            found.append(words % facts)
    return found
