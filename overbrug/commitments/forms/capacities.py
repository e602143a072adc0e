"""What an organisation has to give."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.commitments.models import Capacity
from overbrug.core.forms import LineField, NumberField, PlainForm


class CapacityForm(PlainForm):
    """So much, at the same time, to all opgaven together."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Capacity.Kind.choices, widget=forms.RadioSelect
    )
    amount = NumberField(label=_("How much?"))
    unit = LineField(
        label=_("Unit"),
        limit=40,
        help_text=_("The same words as the need has, for example: hours a week, or euro."),
    )
    note = LineField(label=_("Remark"), limit=200, required=False)
