"""How wide the gap is: indicators and their measurements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation, User
from overbrug.core.errors import Refused
from overbrug.core.history import write_as
from overbrug.lib.moments import as_date, is_before
from overbrug.lib.numbers import show_number
from overbrug.opgaven.actions import parts
from overbrug.opgaven.actions.hats import needed_hat
from overbrug.opgaven.actions.moments import check_moment
from overbrug.opgaven.actions.observations import remove_observation
from overbrug.opgaven.models import Indicator, Measurement, Opgave


@transaction.atomic
def add_indicator(opgave: Opgave, *, by: User, **facts: Any) -> Indicator:
    """Add an indicator; the first figure decides the water in the bridge."""
    hat = needed_hat(by, opgave)
    if opgave.indicators.filter(name__iexact=facts.get("name", "")).exists():
        raise Refused(_("This indicator is already here."), field="name")
    indicator = Indicator(opgave=opgave, **facts)
    if not opgave.indicators.filter(kind=Indicator.Kind.NUMBER).exists():
        indicator.is_leading = indicator.is_number
    _check_owner(opgave, facts.get("owner"))
    made = parts.add(indicator, by=by, sort_out=sort_indicator)
    _lead_alone(made, by=by, hat=hat)
    return made


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: User, revision: int, **changes: Any) -> Indicator:
    """Change an indicator as read at `revision`; raises EditConflict with both texts.

    Another target waits for the other parties, as the words of `change_opgave` do.
    """
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("opgave", "owner")
    row = rows.get(pk=indicator.pk)
    if changes.get("kind", row.kind) != row.kind and row.observations.exists():
        words = _("There are stories or signals here already. Make a new one for the other.")
        raise Refused(words, field="kind")
    if changes.get("owner") != row.owner:
        _check_owner(row.opgave, changes.get("owner"))
    made = parts.change(row, by=by, revision=revision, changes=changes, sort_out=sort_indicator)
    _lead_alone(made, by=by, hat=needed_hat(by, made.opgave))
    return made


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: User) -> Opgave:
    """Take an indicator and all that is measured or told off the page; the history keeps it."""
    for measurement in indicator.measurements.all():
        parts.remove(measurement, by=by)
    for share in indicator.shares.all():
        parts.remove(share, by=by)
    for observation in indicator.observations.all():
        remove_observation(observation, by=by)
    return parts.remove(indicator, by=by)


@transaction.atomic
def add_measurement(indicator: Indicator, *, by: User, **facts: Any) -> Measurement:
    """Add what was measured; the very same one a second time is the first one again."""
    needed_hat(by, indicator.opgave)
    if same := indicator.measurements.filter(**facts).first():
        return same
    return parts.add(Measurement(indicator=indicator, **facts), by=by, sort_out=sort_measurement)


@transaction.atomic
def change_measurement(
    measurement: Measurement, *, by: User, revision: int, **changes: Any
) -> Measurement:
    """Change a measurement as read at `revision`; raises EditConflict with both texts."""
    rows = Measurement.objects.select_for_update().select_related("indicator__opgave")
    row = rows.get(pk=measurement.pk)
    return parts.change(row, by=by, revision=revision, changes=changes, sort_out=sort_measurement)


@transaction.atomic
def remove_measurement(measurement: Measurement, *, by: User) -> Opgave:
    """Take a measurement off the page; the history keeps it."""
    return parts.remove(measurement, by=by)


def _check_owner(opgave: Opgave, owner: Organisation | None) -> None:
    if owner and not opgave.parties.filter(organisation=owner).exists():
        raise Refused(_("Choose one from the list."), field="owner")


def _lead_alone(indicator: Indicator, *, by: User, hat: Any) -> None:
    """Only one indicator decides the water."""
    if not indicator.is_leading:
        return
    others = indicator.opgave.indicators.filter(is_leading=True).exclude(pk=indicator.pk)
    for other in others.select_for_update():
        other.is_leading = False
        other.revision += 1
        write_as(other, by=by, hat=hat)
        other.save()


def sort_indicator(indicator: Indicator) -> None:
    """Refuse what cannot be, with the field it is about."""
    if not indicator.is_number:
        indicator.is_leading = False
        return
    check_moment(indicator.baseline_at, field="baseline_at")
    check_moment(indicator.target_at, field="target_at")
    start, end = indicator.baseline_at, indicator.target_at
    if start and end and (start == end or not is_before(start, end)):
        raise Refused(
            _("The target comes after the start. Choose a later date."), field="target_at"
        )
    _check_bounds(indicator)
    if indicator.baseline is None or indicator.target is None:
        return
    if indicator.baseline == indicator.target:
        raise Refused(
            _(
                "The target is the same as the value at the start: then there is no gap. "
                "Change one of the two."
            ),
            field="target",
        )
    is_down = indicator.target < indicator.baseline
    if is_down != (indicator.direction == Indicator.Direction.LESS):
        raise Refused(
            _("This target goes the other way. Change the target, or what is better."),
            field="target",
        )


def _check_bounds(indicator: Indicator) -> None:
    """Nothing lies outside what is possible: not the start, not the target, no measurement."""
    lowest, highest = indicator.lowest, indicator.highest
    if lowest is not None and highest is not None and lowest >= highest:
        raise Refused(
            _("The lowest possible value is not below the highest. Change one of the two."),
            field="lowest",
        )
    for field in ("baseline", "target"):
        value = getattr(indicator, field)
        if value is not None and not _is_possible(value, lowest, highest):
            raise Refused(
                _("This lies outside what is possible. Change it, or the lowest or highest value."),
                field=field,
            )
    for measured in indicator.measurements.all() if indicator.pk else ():
        if not _is_possible(measured.value, lowest, highest):
            words = _(
                "A measurement lies outside it: %(value)s (%(moment)s). Change one of the two."
            )
            shown = show_number(measured.value, language=get_language() or "nl")
            raise Refused(
                words % {"value": shown, "moment": measured.measured_at},
                field="lowest" if lowest is not None and measured.value < lowest else "highest",
            )


def _is_possible(value: Decimal, lowest: Decimal | None, highest: Decimal | None) -> bool:
    """Whether a value lies between its limits; None is no limit."""
    return (lowest is None or lowest <= value) and (highest is None or value <= highest)


def sort_measurement(row: Measurement) -> None:
    """Refuse what cannot be, with the field it is about."""
    if not row.indicator.is_number:
        raise Refused(_("Only a figure has measurements."))
    check_moment(row.measured_at, field="measured_at")
    if not _is_possible(row.value, row.indicator.lowest, row.indicator.highest):
        raise Refused(
            _("This lies outside what is possible. Change it, or the limits of the indicator."),
            field="value",
        )
    if row.measured_at and as_date(row.measured_at) > timezone.localdate():
        raise Refused(
            _("This date has yet to come. Write when it was measured."), field="measured_at"
        )
    if row.low is not None and row.high is not None and row.low > row.high:
        raise Refused(_("The lowest is above the highest. Swap them."), field="low")
    low: Decimal = row.value if row.low is None else row.low
    high: Decimal = row.value if row.high is None else row.high
    if not low <= row.value <= high:
        raise Refused(
            _("The value lies outside its own range. Change the value or the range."), field="value"
        )
