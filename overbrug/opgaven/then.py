"""Who could read an opgave at which time: showing it later does not show what was before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Case, Q, Value, When

from overbrug.accounts.rules import AnyUser
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.rules import seen_by

EVER = datetime.min.replace(tzinfo=UTC)
# One question to the database holds so many; whoever shows and hides more often than this loses
# what happened before the oldest of them.
MOST_PERIODS = 50


class Hidden(NamedTuple):
    """What of the past of an opgave this reader could not have read then, and may not now."""

    versions: frozenset[int]  # rows of the history of the opgave itself
    periods: tuple[tuple[datetime, datetime | None], ...]  # without an end: still

    def covers(self, moment: datetime) -> bool:
        """Whether it was hidden at this moment."""
        return any(start <= moment and (end is None or moment < end) for start, end in self.periods)

    def condition(self) -> Q:
        """Rows of history of the parts of the opgave that were written in that time."""
        found = Q(pk__in=[])
        for start, end in self.periods:
            within = Q(history_date__gte=start)
            found |= within if end is None else within & Q(history_date__lt=end)
        return found


def hidden_from(user: AnyUser, opgave: Opgave) -> Hidden:
    """The times at which who could read the opgave would not let in this reader now."""
    past: Any = Opgave.history
    seen = Case(When(seen_by(user, opgave="id"), then=Value(1)), default=Value(0))
    rows = past.filter(id=opgave.pk).annotate(is_seen=seen).order_by("history_date", "history_id")
    versions: set[int] = set()
    periods: list[tuple[datetime, datetime | None]] = []
    start: datetime | None = None
    for number, (pk, moment, is_seen) in enumerate(
        rows.values_list("history_id", "history_date", "is_seen")
    ):
        if not is_seen:
            versions.add(pk)
            start = start or (moment if number else EVER)
        elif start is not None:
            periods.append((start, moment))
            start = None
    if start is not None:
        periods.append((start, None))
    return Hidden(frozenset(versions), _newest(periods))


def _newest(
    periods: list[tuple[datetime, datetime | None]],
) -> tuple[tuple[datetime, datetime | None], ...]:
    if len(periods) <= MOST_PERIODS:
        return tuple(periods)
    oldest, *others = periods[-MOST_PERIODS:]
    return ((EVER, oldest[1]), *others)
