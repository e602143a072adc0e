"""Promises as spans of the bridge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.rules import AnyUser
from overbrug.commitments import rules
from overbrug.commitments.booking import warnings_for
from overbrug.commitments.models.firmness import Status, firmness_of, is_late, is_open
from overbrug.commitments.queries import commitments_for
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.spans import Span


class _Row(NamedTuple):
    """As much of a promise as its span takes: an opgave has hundreds."""

    pk: int
    opgave_id: int
    need_id: int | None
    organisation__name: str | None
    group: str
    what: str
    amount: Decimal | None
    status: str
    reason: str
    is_mandated: bool
    due_on: date | None
    means: str
    evidence: str
    was_changed: bool
    party_left: bool
    delivered_on: date | None
    created_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None


class Promises:
    """The source that opgaven asks."""

    def spans(self, opgaven: Iterable[Opgave], user: AnyUser) -> list[Span]:
        """Every promise this person may see that stands, and withdrawn ones that left a hole."""
        opgaven = list(opgaven)
        seen = commitments_for(user, opgaven).exclude(status=Status.DECLINED)
        found = seen.select_related(None).values_list(*_Row._fields)
        rows = [_Row(*values) for values in found]
        today = timezone.localdate()
        pages = {opgave.pk: self.address_of_all(opgave) for opgave in opgaven}
        newest = _newest_offers(rows)
        return [_span(row, pages[row.opgave_id], today) for row in rows if _shows(row, newest)]

    def address_to_offer(self, user: AnyUser, opgave: Opgave) -> str:
        """The form, for who may propose."""
        may = rules.may_propose(user, opgave)
        return reverse("commitments:propose", args=[opgave.slug]) if may else ""

    def overbooked(self, opgave: Opgave) -> list[str]:
        """Of parties that promised more to opgaven together than they have."""
        return warnings_for(opgave)

    def address_of_all(self, opgave: Opgave) -> str:
        """Every promise, also the declined ones."""
        return reverse("commitments:list", args=[opgave.slug])


Place = tuple[int, int | None]  # an opgave, and one of its needs


def _newest_offers(rows: list[_Row]) -> dict[Place, datetime]:
    """When somebody last stepped in, at each place."""
    found: dict[Place, datetime] = {}
    for row in rows:
        if row.status != Status.WITHDRAWN:
            place = row.opgave_id, row.need_id
            found[place] = max(row.created_at, found.get(place, row.created_at))
    return found


def _shows(row: _Row, newest: dict[Place, datetime]) -> bool:
    """A withdrawn proposal goes; a withdrawn promise is a hole until somebody steps in."""
    if row.status != Status.WITHDRAWN:
        return True
    if row.confirmed_at is None or row.ended_at is None:
        return False
    offered = newest.get((row.opgave_id, row.need_id))
    return offered is None or offered <= row.ended_at


def _span(row: _Row, page: str, today: date) -> Span:
    firmness = firmness_of(row)
    return Span(
        opgave_id=row.opgave_id,
        need_id=row.need_id,
        status=firmness,
        who=row.organisation__name or row.group,
        what=row.what,
        address=f"{page}{row.pk}/",  # as `get_absolute_url`: that costs more than the rest
        amount=row.amount,
        due_on=row.due_on,
        delivered_on=row.delivered_on,
        is_late=is_late(row, today=today),
        was_changed=row.was_changed,
        reason=row.reason,
        missing=_missing(row, firmness),
    )


def _missing(row: _Row, firmness: str) -> str:
    """What would make it firmer, in words."""
    if row.party_left and is_open(row):
        return _("This party does not take part any more.")
    if firmness == "wish":
        return _("Not confirmed by the party itself.")
    if firmness == "intention":
        return _("On personal title, not yet for the organisation.")
    return ""
