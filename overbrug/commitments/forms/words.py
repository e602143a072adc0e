"""The words of a promise, and who sees them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.rules import AnyUser
from overbrug.commitments import rules
from overbrug.commitments.forms.parts import choose
from overbrug.commitments.models import Commitment
from overbrug.commitments.queries import parties_to_propose_for
from overbrug.core.forms import DayField, LineField, NumberField, PlainForm
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Need, Opgave, Party
from overbrug.opgaven.rules import editing_hat

WHO_SEES = [(int(step), step.label) for step in rules.OFFERED]


class WordsForm(PlainForm):
    """The words of a promise. The more of them, the firmer it can become."""

    need = forms.ModelChoiceField(
        label=_("For which need?"),
        queryset=Need.objects.none(),
        required=False,
        empty_label=_("not under a need yet"),
    )
    what = LineField(
        label=_("What will happen?"),
        limit=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
        help_text=_("One sentence with a verb, for example: tests new plans within 8 weeks."),
    )
    amount = NumberField(
        label=_("How much of it?"),
        required=False,
        help_text=_("In the unit of the need, when it has one. Only the number."),
    )
    to_whom = LineField(label=_("To whom?"), limit=200, required=False)
    due_on = DayField(label=_("By when?"), required=False)
    means = LineField(
        label=_("With what means?"),
        limit=300,
        required=False,
        help_text=_("Money, people, time. Where does it come from?"),
    )
    evidence = LineField(
        label=_("How can one see it?"),
        limit=300,
        required=False,
        help_text=_("What is there then that is not there now?"),
    )

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "need", opgave.needs.all())


class ProposeForm(WordsForm):
    """A new proposal, with the party it is about; an editor chooses who sees it."""

    field_order = ("party",)
    visibility = forms.TypedChoiceField(
        label=_("Who sees this"), coerce=int, choices=WHO_SEES, widget=forms.RadioSelect
    )
    party = forms.ModelChoiceField(
        label=_("Who promises this?"),
        queryset=Party.objects.none(),
        empty_label=None,
        help_text=_("It stays a wish until this party confirms it itself."),
    )

    def __init__(self, *args: Any, by: AnyUser, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, opgave=opgave, **kwargs)
        parties = parties_to_propose_for(by, opgave)
        field = choose(
            self,
            "party",
            opgave.parties.filter(pk__in=[party.pk for party in parties]).select_related(
                "organisation"
            ),
        )
        field.initial = parties[0] if parties else None
        choices = self.fields["visibility"]
        choices.initial = int(Visibility.PUBLIC)
        if editing_hat(by, opgave) is None:
            del self.fields["visibility"]


class VisibilityForm(PlainForm):
    """Who sees a promise."""

    visibility = forms.TypedChoiceField(
        label=_("Who sees this"),
        coerce=int,
        choices=WHO_SEES,
        widget=forms.RadioSelect,
    )
    everyone = forms.BooleanField(
        label=_("I asked the table, and everyone who sees this opgave may read this promise"),
        required=False,
        help_text=_("The table shared these words with fewer people. That you show it is noted."),
    )

    def __init__(self, *args: Any, is_wider: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_wider:
            del self.fields["everyone"]


def words_of(commitment: Commitment) -> dict[str, Any]:
    """The stored words as `WordsForm` takes them."""
    return {name: getattr(commitment, name) for name in WordsForm.base_fields}
