"""The plan of an opgave as its page shows it: who does it, its bounds, what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.lib.moments import as_date
from overbrug.lib.numbers import show_number
from overbrug.opgaven.models import Condition, Decision, Opgave, Risk, TeamRole, WorkingForm


@dataclass(frozen=True)
class WorkPlan:
    """Everything of one opgave, read once."""

    opgave: Opgave

    @cached_property
    def forms(self) -> list[WorkingForm]:
        """The working forms, the newest first: that one counts."""
        return list(self.opgave.workingforms.all())

    @cached_property
    def roles(self) -> list[TeamRole]:
        """Disciplines and roles; what nobody fills comes first."""
        found = self.opgave.teamroles.select_related("party__organisation")
        return sorted(found, key=lambda role: (role.party_id is not None, role.pk))

    @property
    def team(self) -> str:
        """How many are filled, and the hours that were lent."""
        if not self.roles:
            return ""
        filled = [role for role in self.roles if role.party_id is not None]
        words = _("Of %(all)s roles %(filled)s are filled.")
        found = words % {"all": len(self.roles), "filled": len(filled)}
        hours = sum((role.hours for role in filled if role.hours), Decimal(0))
        needed = sum((role.hours for role in self.roles if role.hours), Decimal(0))
        if needed:
            more = _("Lent: %(hours)s of the %(needed)s hours a week.")
            facts = {"hours": _number(hours), "needed": _number(needed)}
            found = f"{found} {more % facts}"
        return found

    @cached_property
    def conditions(self) -> list[Condition]:
        """What the work is bound to, the hard ones first."""
        return list(self.opgave.conditions.select_related("party__organisation"))

    @cached_property
    def decisions(self) -> list[Decision]:
        """In the order of the calendar; what was decided long ago comes last."""
        found = list(self.opgave.decisions.select_related("party__organisation"))
        return sorted(found, key=lambda row: (row.outcome != Decision.Outcome.OPEN, row.planned_at))

    @property
    def overdue(self) -> set[int]:
        """Decisions that should have been taken: their moment has passed, and they are open."""
        today = timezone.localdate()
        return {
            row.pk
            for row in self.decisions
            if row.outcome == Decision.Outcome.OPEN and as_date(row.planned_at) < today
        }

    @cached_property
    def risks(self) -> list[Risk]:
        """What can go wrong; what nobody keeps an eye on comes first."""
        found = self.opgave.risks.select_related("party__organisation")
        return sorted(found, key=lambda risk: (risk.party_id is not None, risk.pk))


def _number(number: Decimal) -> str:
    return show_number(number, language=get_language() or "nl")
