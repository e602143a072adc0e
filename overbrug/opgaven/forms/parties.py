"""Who takes part, and who is missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.core.forms import LineField, PlainForm, optional_text
from overbrug.opgaven.models import Party


class PartyForm(PlainForm):
    """An organisation or a group, what it wants itself, and whether it is heard."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("no organisation: a group or a voice"),
    )
    name = LineField(
        label=_("Name of the group"),
        limit=120,
        required=False,
        help_text=_("Only when it is not an organisation. Do not write names of persons."),
    )
    own_goal = optional_text(
        _("Own goal"), _("What does this party want for itself?"), limit=1000, rows=3
    )
    stake = optional_text(
        _("Stake"),
        _(
            "What does this party need, or fear to lose? "
            "The page says whether the party wrote this itself."
        ),
        limit=1000,
        rows=3,
    )
    contribution = optional_text(
        _("What it can bring"),
        _("For example time, ground, knowledge or money. It is no promise yet."),
        limit=1000,
        rows=3,
    )
    presence = forms.ChoiceField(
        label=_("Does this party take part?"),
        choices=Party.Presence.choices,
        widget=forms.RadioSelect,
        initial=Party.Presence.AT_TABLE,
        help_text=_("Who takes part or is invited can change this page together with you."),
    )
    reason = optional_text(
        _("Why"),
        _("For an empty chair, or for a party that does not want to take part."),
        limit=300,
        rows=2,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two names is needed."""
        data = super().clean() or {}
        if "name" in data and not data.get("organisation") and not data["name"]:
            self.add_error("name", _("Choose an organisation, or give the group a name."))
        return data
