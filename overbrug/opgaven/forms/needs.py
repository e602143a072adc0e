"""What it takes to close the gap."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import LineField, MomentField, NumberField, PlainForm
from overbrug.opgaven.models import Need, Opgave, Party


class NeedForm(PlainForm):
    """One arch of the bridge."""

    what = LineField(
        label=_("What is needed"),
        limit=120,
        help_text=_("A few words, for example: building land."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("not chosen")), *Need.Kind.choices], required=False
    )
    unit = LineField(
        label=_("Unit"),
        limit=40,
        required=False,
        help_text=_("For example: euro, hours a week, plots."),
    )
    low = NumberField(
        label=_("At least"),
        required=False,
        help_text=_("How much is needed? A guess beforehand is enough; it may be corrected."),
    )
    likely = NumberField(label=_("Likely"), required=False)
    high = NumberField(label=_("At most"), required=False)
    is_indivisible = forms.BooleanField(
        label=_("Half of it is of no use"),
        required=False,
        help_text=_("Such as a permit: there is one, or there is none."),
    )
    needed_by = MomentField(label=_("Needed by"), required=False)
    still_missing = LineField(
        label=_("What is still missing"),
        limit=200,
        required=False,
        help_text=_(
            "Write it as a question, for example: who shares the loss? "
            "It becomes a hole in the bridge."
        ),
    )
    is_critical = forms.BooleanField(label=_("Without this the rest does not work"), required=False)
    offered_by = forms.ModelChoiceField(
        label=_("Offered by"),
        queryset=Party.objects.all(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Somebody who said they could bring this. It is no promise yet."),
    )
    position = forms.IntegerField(
        label=_("Place on the bridge"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("1 comes first. Leave it empty for the last place."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a number from 1 to 99.")
        ),
    )

    def __init__(self, *args: Any, opgave: Opgave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["offered_by"]
        assert isinstance(field, forms.ModelChoiceField)
        if opgave is not None:
            field.queryset = opgave.parties.select_related("organisation").exclude(
                presence=Party.Presence.MISSING
            )
