"""Numbers with their source."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import LineField, NumberField, PlainForm, optional_text
from overbrug.opgaven.models import Figure


class FigureForm(PlainForm):
    """One number, what it counts, and where it comes from."""

    side = forms.ChoiceField(
        label=_("Where does this figure belong?"),
        choices=Figure.Side.choices,
        widget=forms.RadioSelect,
        initial=Figure.Side.CURRENT,
    )
    what = LineField(
        label=_("What is counted"), limit=160, help_text=_("For example: homes too few.")
    )
    value = NumberField(label=_("Number"))
    unit = LineField(
        label=_("Unit"), limit=40, required=False, help_text=_("For example: homes, %, euro.")
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1800,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a year in four figures, for example 2024."),
            "min_value": _("Write a year in four figures, for example 2024."),
            "max_value": _("Write a year in four figures, for example 2024."),
        },
    )
    source = LineField(
        label=_("Source"), limit=300, help_text=_("Who measured it, and where can I find it?")
    )
    note = optional_text(_("Remark"), limit=300, rows=2)
