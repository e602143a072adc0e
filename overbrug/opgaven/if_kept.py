"""The second line of a forecast: where it goes when promises hold, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overbrug.lib.moments import as_date, position
from overbrug.opgaven.effects import Claimed
from overbrug.opgaven.estimate.pert import Estimate
from overbrug.opgaven.outlook import Outlook, chance_words
from overbrug.opgaven.pace.promised import Outcome, if_they_hold


@dataclass(frozen=True)
class IfKept:
    """What firm promises are said to add to the forecast of one indicator."""

    outlook: Outlook
    claims: list[Claimed]

    @cached_property
    def counted(self) -> list[Claimed]:
        """Those that two others find plausible, and that are complete by the date of the target."""
        course = self.outlook.course
        if course is None:
            return []
        end = as_date(self.outlook.indicator.target_at)
        return [claim for claim in self.claims if claim.is_reviewed and as_date(claim.by) <= end]

    @property
    def waiting(self) -> list[Claimed]:
        """Those that are not counted."""
        return [claim for claim in self.claims if claim not in self.counted]

    @cached_property
    def outcome(self) -> Outcome | None:
        """What is likely then; None when nothing can be forecast, or no promise counts."""
        course, forecast = self.outlook.course, self.outlook.forecast
        if course is None or forecast is None or not self.counted:
            return None
        return if_they_hold(
            forecast,
            [Estimate(float(c.low), float(c.likely), float(c.high)) for c in self.counted],
            at=position(self.outlook.indicator.target_at),
            goal=course.goal.value,
            is_better_up=course.is_better_up,
            seed=self.outlook.indicator.pk,
        )

    @property
    def words(self) -> str:
        """The sentence; empty when there is none."""
        if self.outcome is None:
            return ""
        words = ngettext(
            "If this promise holds as well, it will be between %(low)s and %(high)s in %(year)s. "
            "Chance to reach the target: %(chance)s.",
            "If these %(count)s promises hold as well, it will be between %(low)s and %(high)s in "
            "%(year)s. Chance to reach the target: %(chance)s.",
            len(self.counted),
        )
        facts = self.outlook.between(self.outcome.band)
        chance = chance_words(self.outcome.chance)
        return words % {**facts, "count": len(self.counted), "chance": chance}

    @property
    def why_not(self) -> str:
        """Why there is no such sentence although promises say what they change."""
        if not self.claims or self.words:
            return ""
        return _(
            "There are promises that say what they change. They count once two other organisations "
            "find that plausible, and it is complete by the date of the target."
        )
