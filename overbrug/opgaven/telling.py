"""Stories and signals on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.lib.moments import as_date
from overbrug.opgaven.models import Indicator, Observation, Opgave

MOST_BESIDE = 2
RECENT = timedelta(days=366)


@dataclass(frozen=True)
class Telling:
    """One indicator that is told: its observations, the newest first."""

    indicator: Indicator
    observations: Sequence[Observation]

    @property
    def latest(self) -> Sequence[Observation]:
        """The few that stand on the page of the opgave."""
        return self.observations[:MOST_BESIDE]

    @property
    def counted(self) -> str:
        """Of signals: how many of last year point which way. A count, never a proof."""
        if self.indicator.kind != Indicator.Kind.SIGNAL:
            return ""
        since = timezone.localdate() - RECENT
        recent = [row for row in self.observations if as_date(row.observed_at) >= since]
        if not recent:
            return _("No signal in the last twelve months.")
        headings = Observation.Heading
        counts = {h: sum(row.heading == h for row in recent) for h in headings}
        words = _(
            "In the last twelve months: %(better)s times better, %(same)s times the same, "
            "%(worse)s times worse."
        )
        return words % {
            "better": counts[headings.BETTER],
            "same": counts[headings.SAME],
            "worse": counts[headings.WORSE],
        }


def telling_of(indicator: Indicator) -> Telling:
    """One indicator with all that was told."""
    return Telling(indicator, list(indicator.observations.all()))


def tellings_of(opgave: Opgave) -> list[Telling]:
    """Every indicator of this opgave that is told."""
    told = [row for row in opgave.indicators.all() if not row.is_number]
    prefetch_related_objects(told, "observations")
    return [telling_of(indicator) for indicator in told]
