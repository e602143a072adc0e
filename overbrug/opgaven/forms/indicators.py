"""How wide the gap is: an indicator and its measurements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.core.forms import LineField, MomentField, NumberField, PlainForm, optional_text
from overbrug.opgaven.models import Indicator, Opgave


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Which of the parties keeps an indicator."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Kept by"),
            queryset=Organisation.objects.all(),
            required=False,
            empty_label=_("nobody yet"),
            help_text=_("Which organisation keeps this up to date?"),
        )


class OfOpgaveForm(PlainForm):
    """A form that offers the organisations of its own opgave as the keeper."""

    def __init__(self, *args: Any, opgave: Opgave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        if opgave is not None:
            here = Organisation.objects.filter(parties__opgave=opgave)
            field.queryset = here.distinct().order_by("name")


class ToldForm(OfOpgaveForm):
    """What is not counted: stories, or signals."""

    name = LineField(
        label=_("What do you want to know?"),
        limit=120,
        help_text=_("For example: what is it like to wait for a house?"),
    )
    kind = forms.ChoiceField(
        label=_("How do you see it?"),
        choices=(
            (Indicator.Kind.STORY, _("stories: what people told")),
            (Indicator.Kind.SIGNAL, _("signals: what somebody saw, and which way it goes")),
        ),
        widget=forms.RadioSelect,
        initial=Indicator.Kind.STORY,
    )
    owner = OwnerField()


class IndicatorForm(OfOpgaveForm):
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
    target = NumberField(
        label=_("Target"),
        required=False,
        help_text=_("Once others take part, another target becomes a proposal to them."),
    )
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
    owner = OwnerField()
    outside = optional_text(
        _("What else moves this figure?"),
        _("What no party here decides on, such as the interest rate. One on each line."),
        limit=1000,
        rows=3,
    )
    is_leading = forms.BooleanField(
        label=_("This indicator decides the water in the bridge"),
        required=False,
        help_text=_("Only one does. The others stand beneath the bridge."),
    )


class MeasurementForm(PlainForm):
    """One measured value."""

    measured_at = MomentField(label=_("Date of the measurement"))
    group = LineField(
        label=_("Of which group?"),
        limit=60,
        required=False,
        help_text=_("Leave empty when it is about all. Else for example: 18 to 30 years."),
    )
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
