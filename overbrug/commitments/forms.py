"""Forms about promises and mandates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Membership, Organisation
from overbrug.accounts.rules import AnyUser
from overbrug.commitments.models import Commitment, Mandate
from overbrug.commitments.queries import members_to_mandate, parties_to_propose_for
from overbrug.core.forms import LineField, ParagraphsField, PlainForm
from overbrug.opgaven.models import Need, Opgave, Party

PERSONAL = "personal"


class DayField(forms.DateField):
    """A day, chosen from a calendar or typed as 31-12-2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": _("Write a day such as 31-12-2026.")},
            **kwargs,
        )


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
        help_text=_("One sentence with a verb, for example: tests new plans within 8 weeks."),
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
        _choose(self, "need", opgave.needs.all())


class ProposeForm(WordsForm):
    """A new proposal, with the party it is about."""

    field_order = ("party",)
    party = forms.ModelChoiceField(
        label=_("Who promises this?"),
        queryset=Party.objects.none(),
        empty_label=None,
        help_text=_("It stays a wish until this party confirms it itself."),
    )

    def __init__(self, *args: Any, by: AnyUser, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, opgave=opgave, **kwargs)
        parties = parties_to_propose_for(by, opgave)
        field = _choose(
            self,
            "party",
            opgave.parties.filter(pk__in=[party.pk for party in parties]).select_related(
                "organisation"
            ),
        )
        field.initial = parties[0] if parties else None


class SpeaksAs(forms.ChoiceField):
    """Takes the number of any mandate: the action says what has become of an old one."""

    def valid_value(self, value: Any) -> bool:
        """A mandate that ended since the page was opened is answered by the action, in words."""
        return len(str(value)) < 20


class ConfirmForm(PlainForm):
    """Yes, and in whose name."""

    speaks_as = SpeaksAs(label=_("In whose name do you confirm?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, mandate: Mandate | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["speaks_as"]
        assert isinstance(field, forms.ChoiceField)
        choices: list[tuple[str, Any]] = [
            (PERSONAL, _("On personal title, not yet for the organisation"))
        ]
        if mandate is not None:
            choices.insert(0, (str(mandate.pk), _("For my organisation, with my mandate")))
        field.choices = choices
        field.initial = choices[0][0]


class ReasonForm(PlainForm):
    """Why, in words that everyone may read."""

    reason = ParagraphsField(
        label=_("Why"),
        limit=500,
        rows=3,
        help_text=_("Everyone who sees this opgave reads this. Do not write names of persons."),
    )


class DeliverForm(PlainForm):
    """It has been done."""

    delivered_on = DayField(label=_("When was it done?"))
    evidence = LineField(label=_("How can one see it?"), limit=300)


class MandateForm(PlainForm):
    """Who may promise what in the organisation's name, and until when."""

    membership = forms.ModelChoiceField(
        label=_("Who gets the mandate?"), queryset=Membership.objects.none(), empty_label=None
    )
    text = ParagraphsField(
        label=_("What the mandate says"),
        limit=500,
        rows=3,
        help_text=_("For example: may promise homes and money up to 50,000 euro."),
    )
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty when it has no end.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _choose(self, "membership", members_to_mandate(organisation))
        field.label_from_instance = lambda member: str(member.user)


def _choose(form: PlainForm, name: str, rows: Any) -> Any:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    return field


def words_of(commitment: Commitment) -> dict[str, Any]:
    """The stored words as `WordsForm` takes them."""
    return {name: getattr(commitment, name) for name in WordsForm.base_fields}
