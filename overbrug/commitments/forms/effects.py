"""What a promise changes, and what others think of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.commitments.forms.parts import choose
from overbrug.core.forms import (
    MomentField,
    NumberField,
    ParagraphsField,
    PlainForm,
    optional_text,
)
from overbrug.opgaven.models import Indicator, Opgave

PLAUSIBLE, DOUBTFUL = "plausible", "doubtful"


class EffectForm(PlainForm):
    """How much of which figure, by when, and how one knows."""

    indicator = forms.ModelChoiceField(
        label=_("Of which figure?"), queryset=Indicator.objects.none(), empty_label=None
    )
    low = NumberField(
        label=_("At least"),
        help_text=_("By how much, in the unit of the figure. A fall is below nothing: -300."),
    )
    likely = NumberField(label=_("Likely"))
    high = NumberField(label=_("At most"))
    complete_at = MomentField(label=_("By when is that so?"))
    reason = ParagraphsField(
        label=_("How do you know?"),
        limit=1000,
        rows=4,
        help_text=_("Where was it done before, or how did you work it out?"),
    )

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "indicator", opgave.indicators.filter(kind=Indicator.Kind.NUMBER))


class EffectReviewForm(PlainForm):
    """Is it plausible? With a doubt one says which."""

    answer = forms.ChoiceField(
        label=_("What does your organisation think of this?"),
        choices=((PLAUSIBLE, _("We find it plausible")), (DOUBTFUL, _("We doubt it"))),
        widget=forms.RadioSelect,
    )
    reason = optional_text(_("Reason"), _("Needed when you doubt it."), limit=500, rows=3)

    @property
    def is_plausible(self) -> bool:
        """What was chosen."""
        return bool(self.cleaned_data["answer"] == PLAUSIBLE)
