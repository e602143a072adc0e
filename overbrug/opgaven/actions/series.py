"""A whole series of measurements: looked at first, then saved all together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, User
from overbrug.core.errors import Refused
from overbrug.opgaven.actions import parts
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.indicators import (
    sort_measurement,
)
from overbrug.opgaven.models import Indicator, Measurement
from overbrug.opgaven.pasting import Paste, Pasted, Trouble


@dataclass(frozen=True)
class Line:
    """What becomes of one pasted row: new, instead of what is there, or there already."""

    pasted: Pasted
    found: Measurement | None
    row: Measurement  # as it will be; not saved
    kind: str  # "new", "changed" or "same"


@dataclass(frozen=True)
class Plan:
    """What saving would do, and what stands in its way."""

    lines: list[Line]
    troubles: list[Trouble]

    @property
    def mark(self) -> str:
        """Another one as soon as saving would do something else."""
        parts = [
            f"{line.pasted.facts}{line.kind}{line.found and line.found.revision}"
            for line in self.lines
        ]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]

    def count(self, kind: str) -> int:
        """How many rows are of this kind."""
        return sum(line.kind == kind for line in self.lines)


def plan_series(indicator: Indicator, paste: Paste) -> Plan:
    """Lay what was pasted beside what is there. Saves nothing."""
    there: dict[tuple[str, str], list[Measurement]] = {}
    for measurement in indicator.measurements.all():
        of = measurement.measured_at, measurement.group
        there.setdefault(of, []).append(measurement)
    lines, troubles = [], list(paste.troubles)
    for pasted in paste.rows:
        found = there.get((pasted.facts["measured_at"], pasted.facts["group"]), [])
        row = Measurement(indicator=indicator, **pasted.facts)
        try:
            if len(found) > 1:
                raise Refused(
                    _("There are more measurements of this date. Change them one by one."),
                    field="measured_at",
                )
            sort_measurement(row)
        except Refused as refusal:
            troubles.append(Trouble(pasted.row, str(refusal.message), refusal.field))
        else:
            lines.append(_line(pasted, found[0] if found else None, row))
    return Plan(lines, sorted(troubles, key=lambda trouble: trouble.row))


def _line(pasted: Pasted, found: Measurement | None, row: Measurement) -> Line:
    if found is None:
        return Line(pasted, None, row, "new")
    is_same = all(getattr(found, name) == value for name, value in pasted.facts.items())
    return Line(pasted, found, row, "same" if is_same else "changed")


@transaction.atomic
def add_series(indicator: Indicator, *, by: User, paste: Paste, mark: str) -> Plan:
    """Save what `plan_series` showed under `mark`; refused when meanwhile it would be another."""
    locked = Indicator.objects.select_for_update().select_related("opgave").get(pk=indicator.pk)
    hat = needed_hat(by, locked.opgave)
    plan = plan_series(locked, paste)
    if plan.troubles or plan.mark != mark:
        raise Refused(_("Somebody changed measurements meanwhile. Look at the list again."))
    for line in plan.lines:
        if line.kind == "new":
            parts.add(line.row, by=by, sort_out=sort_measurement, hat=hat)
        elif line.kind == "changed" and line.found:
            _correct(line.found, line.pasted.facts, by=by, hat=hat)
    return plan


def _correct(found: Measurement, facts: dict[str, Any], *, by: User, hat: Membership) -> None:
    revision = found.revision
    parts.change(found, by=by, revision=revision, changes=facts, sort_out=sort_measurement, hat=hat)
