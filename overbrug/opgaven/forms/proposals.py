"""Send a proposal to the parties, and answer one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import DayField, ParagraphsField, PlainForm, optional_text
from overbrug.opgaven.models import Party

SUPPORT, OBJECT = "support", "object"


class SendProposalForm(PlainForm):
    """Why, and until when the parties can answer."""

    reason = ParagraphsField(
        label=_("Why do you want to change this?"),
        limit=1000,
        rows=4,
        help_text=_("The other parties read this. What has changed, or what did you learn?"),
    )
    answer_by = DayField(label=_("Until when can they answer?"))


class AnswerProposalForm(PlainForm):
    """Support it, or object with a reason."""

    party = forms.ModelChoiceField(
        label=_("For which party do you answer?"),
        queryset=Party.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    answer = forms.ChoiceField(
        label=_("What does your organisation say?"),
        choices=((SUPPORT, _("We support this")), (OBJECT, _("We object"))),
        widget=forms.RadioSelect,
    )
    reason = optional_text(
        _("Reason"),
        _("Needed when you object: what would have to be different?"),
        limit=1000,
        rows=3,
    )

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parties
        if len(parties) == 1:
            field.initial = parties[0]
            field.widget = forms.HiddenInput()

    @property
    def supports(self) -> bool:
        """What was chosen."""
        return bool(self.cleaned_data["answer"] == SUPPORT)
