"""What stands in the plan of an opgave: added, changed and taken off in the same way."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.errors import Refused
from overbrug.opgaven.actions import parts
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.moments import check_moment
from overbrug.opgaven.models import (
    Condition,
    Decision,
    Opgave,
    Risk,
    TeamRole,
    WorkingForm,
)

MOST = 60
MOST_HOURS = 168
Planned = Condition | Decision | Risk | TeamRole | WorkingForm


@transaction.atomic
def add_planned(model: type[Any], opgave: Opgave, /, *, by: User, **facts: Any) -> Any:
    """Add one; the very same one a second time is the first one again."""
    needed_hat(by, opgave)
    rows = model.objects.filter(opgave=opgave)
    if same := rows.filter(**facts).first():
        return same
    if rows.count() >= MOST:
        raise Refused(_("There are %(count)d already. Remove an old one first.") % {"count": MOST})
    return parts.add(model(opgave=opgave, **facts), by=by, sort_out=_sort_out)


@transaction.atomic
def change_planned(planned: Planned, *, by: User, revision: int, **changes: Any) -> Any:
    """Change one as read at `revision`; raises EditConflict with both texts."""
    rows: Any = type(planned).objects.select_for_update(of=("self",)).select_related("opgave")
    row = rows.get(pk=planned.pk)
    return parts.change(row, by=by, revision=revision, changes=changes, sort_out=_sort_out)


@transaction.atomic
def remove_planned(planned: Planned, *, by: User) -> Opgave:
    """Take it off the page; the history keeps it."""
    return parts.remove(planned, by=by)


def _sort_out(row: Planned) -> None:
    party = getattr(row, "party", None)
    if party is not None and party.opgave_id != row.opgave_id:
        raise Refused(_("Choose one from the list."), field="party")
    if isinstance(row, Decision):
        check_moment(row.planned_at, field="planned_at")
    if isinstance(row, WorkingForm):
        check_moment(row.chosen_at, field="chosen_at")
    hours = row.hours if isinstance(row, TeamRole) else None
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise Refused(_("Write the hours of one week, at most 168."), field="hours")
