"""Stories and signals: what people told or saw."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.core.erasing import MARK
from overbrug.core.errors import Refused
from overbrug.lib.moments import as_date
from overbrug.opgaven.actions import parts
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.moments import check_moment
from overbrug.opgaven.models import Indicator, Observation, Opgave

MOST_OBSERVATIONS = 500


@transaction.atomic
def add_observation(indicator: Indicator, *, by: User, **facts: Any) -> Observation:
    """Add what was told or seen; the very same one a second time is the first one again."""
    needed_hat(by, indicator.opgave)
    if same := indicator.observations.filter(**facts).first():
        return same
    if indicator.observations.count() >= MOST_OBSERVATIONS:
        words = _("There are %(count)d already. Remove an old one first.")
        raise Refused(words % {"count": MOST_OBSERVATIONS})
    return parts.add(Observation(indicator=indicator, **facts), by=by, sort_out=_sort_out)


@transaction.atomic
def change_observation(
    observation: Observation, *, by: User, revision: int, **changes: Any
) -> Observation:
    """Change one as read at `revision`; raises EditConflict with both texts."""
    rows = Observation.objects.select_for_update(of=("self",)).select_related("indicator__opgave")
    row = rows.get(pk=observation.pk)
    return parts.change(row, by=by, revision=revision, changes=changes, sort_out=_sort_out)


@transaction.atomic
def remove_observation(observation: Observation, *, by: User) -> Opgave:
    """Take it off the page. Of a story nothing stays: who told it may take it back."""
    is_story = observation.indicator.kind == Indicator.Kind.STORY
    pk, opgave = observation.pk, parts.remove(observation, by=by)
    if is_story:
        past: Any = Observation.history
        past.filter(id=pk).update(text=MARK, heard_from="")
    return opgave


def _sort_out(row: Observation) -> None:
    check_moment(row.observed_at, field="observed_at")
    if row.observed_at and as_date(row.observed_at) > timezone.localdate():
        raise Refused(_("This date has yet to come. Write when it was."), field="observed_at")
    if row.indicator.kind == Indicator.Kind.STORY:
        row.heading = ""
        if not row.has_consent:
            raise Refused(
                _("Ask first whether this story may stand here. Then tick this."),
                field="has_consent",
            )
    elif row.indicator.kind == Indicator.Kind.SIGNAL:
        row.has_consent = False
        if not row.heading:
            raise Refused(_("Choose which way it goes."), field="heading")
    else:
        raise Refused(_("A figure has measurements, no stories or signals."))
