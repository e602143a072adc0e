"""A story or a signal, and the part of a target that a party takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import LineField, MomentField, NumberField, ParagraphsField, PlainForm
from overbrug.opgaven.models import Indicator, Observation, Opgave, Party


class ObservationForm(PlainForm):
    """What was told or seen; which questions there are hangs on the kind of its indicator."""

    observed_at = MomentField(label=_("When was it?"))
    heading = forms.ChoiceField(
        label=_("Which way does it go?"),
        choices=Observation.Heading.choices,
        widget=forms.RadioSelect,
    )
    text = ParagraphsField(
        label=_("What was told or seen?"),
        limit=1000,
        help_text=_("Without names, and so that nobody can be recognised."),
    )
    heard_from = LineField(
        label=_("From whom?"),
        limit=120,
        required=False,
        help_text=_("As a role, such as: a mother of two. Not a name."),
    )
    has_consent = forms.BooleanField(
        label=_("Who told this agreed that it stands here, without a name"),
        required=False,
        help_text=_("Who changes their mind asks you to remove it. Then it is gone for good."),
    )

    def __init__(self, *args: Any, indicator: Indicator | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator is not None:
            is_story = indicator.kind == Indicator.Kind.STORY
            del self.fields["heading" if is_story else "has_consent"]


class ShareForm(PlainForm):
    """Which part of the target a party takes."""

    party = forms.ModelChoiceField(
        label=_("Which party?"), queryset=Party.objects.all(), empty_label=None
    )
    value = NumberField(
        label=_("How much of the way to the target does it take?"),
        help_text=_("In the unit of the indicator."),
    )
    note = LineField(label=_("Remark"), limit=200, required=False)

    def __init__(self, *args: Any, opgave: Opgave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        if opgave is not None:
            there = opgave.parties.exclude(presence=Party.Presence.MISSING)
            field.queryset = there.select_related("organisation")
