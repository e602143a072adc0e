"""What every part of an opgave shares: added, changed and removed with history and audit row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from overbrug.accounts.models import Membership, User
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import check, revise
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.waiting import hold_back
from overbrug.opgaven.models import (
    Condition,
    Decision,
    Indicator,
    Measurement,
    Need,
    Observation,
    Opgave,
    Risk,
    Share,
    TeamRole,
    WorkingForm,
)

Row = (
    Need
    | Indicator
    | Measurement
    | Observation
    | Share
    | Condition
    | Decision
    | Risk
    | TeamRole
    | WorkingForm
)
R = TypeVar("R", bound=Row)
NAMES: dict[type[Row], tuple[str, str]] = {
    Need: ("need", "needs"),
    Indicator: ("indicator", "indicators"),
    Measurement: ("measurement", "indicators"),
    Observation: ("observation", "indicators"),
    Share: ("share", "indicators"),
    Condition: ("condition", "plan"),
    Decision: ("decision", "plan"),
    Risk: ("risk", "plan"),
    TeamRole: ("role", "plan"),
    WorkingForm: ("working_form", "plan"),
}


def add(row: R, *, by: User, sort_out: Callable[[R], None], hat: Membership | None = None) -> R:
    """Save a new row; `hat` is the one that was asked for a whole series of them."""
    hat = hat or needed_hat(by, row.opgave)
    sort_out(row)
    _save(row, by=by, hat=hat, verb="added")
    return row


def change(
    row: R,
    *,
    by: User,
    revision: int,
    changes: dict[str, Any],
    sort_out: Callable[[R], None],
    hat: Membership | None = None,
) -> R:
    """Change a row that was read and locked in this transaction; `hat` as in `add`."""
    hat = hat or needed_hat(by, row.opgave)
    before = {name: getattr(row, name) for name in changes}
    read = row.revision
    # A number with its unit and date, or a need, is one statement: never mix those of two people.
    changed = revise(row, revision=revision, changes=changes, ask_about=tuple(changes))
    if not changed:
        return row
    sort_out(row)
    if isinstance(row, Indicator):
        changed = hold_back(row, before, changed, by=by, hat=hat)
        sort_out(row)  # once more, as the old target stands beside the rest
    if changed:
        _save(row, by=by, hat=hat, verb="changed", fields=sorted(changed))
    else:
        row.revision = read
    return row


def remove(row: Row, *, by: User) -> Opgave:
    """Take a row off the page; the history keeps it."""
    opgave = row.opgave
    hat = needed_hat(by, opgave)
    name, field = NAMES[type(row)]
    record(f"{name}_removed", row, by=by, hat=hat, opgave=opgave.pk)
    write_as(row, by=by, hat=hat)
    row.delete()
    announce("opgave_changed", opgave=opgave, fields=[field])
    return opgave


def _save(row: Row, *, by: User, hat: Membership, verb: str, **facts: Any) -> None:
    check(row)
    name, field = NAMES[type(row)]
    write_as(row, by=by, hat=hat)
    row.save()
    record(f"{name}_{verb}", row, by=by, hat=hat, opgave=row.opgave.pk, **facts)
    announce("opgave_changed", opgave=row.opgave, fields=[field])
