"""Figures: each with what it counts and where it comes from."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import check, revise
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.models import Figure, Opgave


@transaction.atomic
def add_figure(opgave: Opgave, *, by: User, **facts: Any) -> Figure:
    """Add a figure; the very same one a second time is the first one again."""
    hat = needed_hat(by, opgave)
    if same := opgave.figures.filter(**facts).first():
        return same
    figure = Figure(opgave=opgave, **facts)
    _sort_out(figure)
    write_as(figure, by=by, hat=hat)
    figure.save()
    record("figure_added", figure, by=by, hat=hat, opgave=opgave.pk)
    announce("opgave_changed", opgave=opgave, fields=["figures"])
    return figure


@transaction.atomic
def change_figure(figure: Figure, *, by: User, revision: int, **changes: Any) -> Figure:
    """Change a figure as read at `revision`; raises EditConflict with both texts."""
    row = Figure.objects.select_for_update().select_related("opgave").get(pk=figure.pk)
    hat = needed_hat(by, row.opgave)
    # Number, unit, year and source are one statement: never mix those of two people.
    changed = revise(row, revision=revision, changes=changes, ask_about=tuple(changes))
    if not changed:
        return row
    _sort_out(row)
    write_as(row, by=by, hat=hat)
    row.save()
    record("figure_changed", row, by=by, hat=hat, opgave=row.opgave_id, fields=changed)
    announce("opgave_changed", opgave=row.opgave, fields=["figures"])
    return row


@transaction.atomic
def remove_figure(figure: Figure, *, by: User) -> Opgave:
    """Take a figure off the page; the history keeps it."""
    hat = needed_hat(by, figure.opgave)
    record("figure_removed", figure, by=by, hat=hat, opgave=figure.opgave_id)
    write_as(figure, by=by, hat=hat)
    figure.delete()
    announce("opgave_changed", opgave=figure.opgave, fields=["figures"])
    return figure.opgave


def _sort_out(figure: Figure) -> None:
    is_measured = figure.side != Figure.Side.DESIRED
    if is_measured and figure.year and figure.year > timezone.localdate().year:
        raise Refused(
            _("This year has yet to come. Only a desired figure can be about a later year."),
            field="year",
        )
    check(figure)
