"""How wide the gap is: an indicator and its measurements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import LineField, NumberField, PlainForm
from overbrug.lib.moments import read_moment, typed_moment
from overbrug.opgaven.models import Indicator


class MomentField(LineField):
    """A date as far as the source says: a year, a month or a day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 2024, 7-2024 or 15-7-2024."))
        super().__init__(limit=20, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No list of what was typed before."""
        return {"autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """The moment in the form in which it is stored."""
        typed = str(super().clean(value))
        moment = read_moment(typed) if typed else ""
        if moment is None:
            raise forms.ValidationError(
                _("Write a date such as 2024, 7-2024 or 15-7-2024."), code="invalid"
            )
        return moment

    def prepare_value(self, value: Any) -> Any:
        """Show a stored moment as it would be typed."""
        return typed_moment(value) if isinstance(value, str) and read_moment(value) else value


class IndicatorForm(PlainForm):
    """One measure of the gap."""

    name = LineField(
        label=_("What do you measure?"), limit=120, help_text=_("For example: homes too few.")
    )
    unit = LineField(
        label=_("Unit"), limit=40, required=False, help_text=_("For example: homes, %, euro.")
    )
    direction = forms.ChoiceField(
        label=_("What is better?"),
        choices=Indicator.Direction.choices,
        widget=forms.RadioSelect,
        initial=Indicator.Direction.LESS,
    )
    baseline = NumberField(label=_("Value at the start"), required=False)
    baseline_at = MomentField(label=_("Date of the start"), required=False)
    target = NumberField(label=_("Target"), required=False)
    target_at = MomentField(label=_("Date of the target"), required=False)
    lowest = NumberField(
        label=_("Lowest possible value"),
        required=False,
        help_text=_("Only when there is a limit, such as 0 and 100 with per cents."),
    )
    highest = NumberField(label=_("Highest possible value"), required=False)
    source = LineField(
        label=_("Source"),
        limit=300,
        required=False,
        help_text=_("Who measured it, and where can I find it?"),
    )
    is_leading = forms.BooleanField(
        label=_("This indicator decides the water in the bridge"),
        required=False,
        help_text=_("Only one does. The others stand beneath the bridge."),
    )


class MeasurementForm(PlainForm):
    """One measured value."""

    measured_at = MomentField(label=_("Date of the measurement"))
    value = NumberField(label=_("Value"))
    low = NumberField(
        label=_("Lowest it can be"),
        required=False,
        help_text=_("Only when the source gives a range."),
    )
    high = NumberField(label=_("Highest it can be"), required=False)
    source = LineField(
        label=_("Source"),
        limit=300,
        required=False,
        help_text=_("Leave empty when it is the source of the indicator."),
    )
    note = LineField(label=_("Remark"), limit=200, required=False)
