"""Forms about promises and mandates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Membership, Organisation
from overbrug.accounts.rules import AnyUser
from overbrug.commitments import rules
from overbrug.commitments.models import Commitment, Mandate, RegisteredAddress
from overbrug.commitments.queries import members_to_mandate, parties_to_propose_for
from overbrug.core.forms import LineField, MailField, ParagraphsField, PlainForm
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Need, Opgave, Party
from overbrug.opgaven.rules import editing_hat

PERSONAL = "personal"
OTHER = "other"
WHO_SEES = [(int(step), step.label) for step in rules.OFFERED]


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
        field = _choose(
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


class SpeaksAs(forms.ChoiceField):
    """Takes the number of any mandate: the action says what has become of an old one."""

    def valid_value(self, value: Any) -> bool:
        """A mandate that ended since the page was opened is answered by the action, in words."""
        return len(str(value)) < 20


class ConfirmForm(PlainForm):
    """Yes, and in whose name: of `organisation` when something gives that right, a mandate of the
    person or a registered address."""

    speaks_as = SpeaksAs(label=_("In whose name do you confirm?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        right: Mandate | RegisteredAddress | None,
        organisation: Organisation | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose_name(self, right, organisation)


class AnswerWordsForm(WordsForm):
    """Other words, by who came through a link, and in whose name."""

    speaks_as = SpeaksAs(label=_("In whose name do you confirm?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        opgave: Opgave,
        right: RegisteredAddress | None,
        organisation: Organisation | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, opgave=opgave, **kwargs)
        del self.fields["need"]
        _choose_name(self, right, organisation)


class AskForm(PlainForm):
    """To which mailbox a question goes."""

    to = SpeaksAs(label=_("To whom does the question go?"), widget=forms.RadioSelect)
    email = MailField(
        label=_("Another address"),
        required=False,
        help_text=_("We keep it only until there is an answer, 14 days at most."),
    )

    def __init__(self, *args: Any, addresses: Iterable[RegisteredAddress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = {str(address.pk): address for address in addresses}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *(
                (
                    key,
                    _("%(role)s: a registered address, speaks for the organisation") % {"role": a},
                )
                for key, a in self.addresses.items()
            ),
            (OTHER, _("Another address: the yes counts on personal title")),
        ]
        field.initial = field.choices[0][0]
        if not self.addresses:
            field.widget = forms.HiddenInput()
            self.fields["email"].label = _("Mail address")

    def clean(self) -> dict[str, Any]:
        """A registered address, or one that was typed: never both, and never an old one."""
        sent = super().clean() or {}
        chosen = sent.get("to")
        if chosen and chosen != OTHER and chosen not in self.addresses:
            words = _("This address does not speak for the party any more. Choose another one.")
            self.add_error("to", words)
        if chosen == OTHER and not sent.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write a mail address, such as name@example.org."))
        if chosen in self.addresses and sent.get("email"):
            self.add_error("email", _("You chose a registered address. Keep one of the two."))
        return sent

    def chosen(self) -> dict[str, Any]:
        """What the action takes."""
        if self.cleaned_data["to"] == OTHER:
            return {"email": self.cleaned_data["email"]}
        return {"address": self.addresses[self.cleaned_data["to"]]}


class VisibilityForm(PlainForm):
    """Who sees a promise."""

    visibility = forms.TypedChoiceField(
        label=_("Who sees this"),
        coerce=int,
        choices=WHO_SEES,
        widget=forms.RadioSelect,
    )


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


class AddressForm(PlainForm):
    """A mailbox that speaks for the organisation."""

    email = MailField(
        label=_("Mail address"),
        help_text=_("A mailbox of the organisation. Whoever reads it can say yes in its name."),
    )
    role = LineField(
        label=_("Whose mailbox is it?"),
        limit=30,
        help_text=_("A role, for example: office of the board. Not the name of a person."),
    )
    text = ParagraphsField(
        label=_("What may be promised through it?"),
        limit=500,
        rows=3,
        help_text=_("For example: may promise homes and money up to 50,000 euro."),
    )
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty when it has no end.")
    )


def _choose_name(
    form: PlainForm,
    right: Mandate | RegisteredAddress | None,
    organisation: Organisation | None,
) -> None:
    field = form.fields["speaks_as"]
    assert isinstance(field, forms.ChoiceField)
    personal = _("On personal title, not yet for the organisation")
    if organisation is None:
        personal = _("On personal title")
    choices: list[tuple[str, Any]] = [(PERSONAL, personal)]
    if right is not None:
        words = _("In the name of %(organisation)s, with the mandate above")
        choices.insert(0, (str(right.pk), words % {"organisation": organisation}))
    field.choices = choices
    field.initial = choices[0][0]


def _choose(form: PlainForm, name: str, rows: Any) -> Any:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    return field


def words_of(commitment: Commitment) -> dict[str, Any]:
    """The stored words as `WordsForm` takes them."""
    return {name: getattr(commitment, name) for name in WordsForm.base_fields}
