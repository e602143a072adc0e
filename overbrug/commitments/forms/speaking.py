"""Who may speak for an organisation, and which mailbox is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Membership, Organisation
from overbrug.commitments.forms.parts import SpeaksAs, choose
from overbrug.commitments.models import RegisteredAddress
from overbrug.commitments.queries import members_to_mandate
from overbrug.core.forms import DayField, LineField, MailField, ParagraphsField, PlainForm

OTHER = "other"


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
        field = choose(self, "membership", members_to_mandate(organisation))
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
        help_text=_(
            "A role, for example: office of the board. Not the name of a person: "
            "it stands with each promise made through this address."
        ),
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


class AskForm(PlainForm):
    """To which mailbox a question goes; of what stands in the name of an organisation only to one
    that this organisation registered."""

    to = SpeaksAs(label=_("To whom does the question go?"), widget=forms.RadioSelect)
    email = MailField(
        label=_("Another address"),
        required=False,
        help_text=_("We keep it only until there is an answer, 14 days at most."),
    )

    def __init__(
        self,
        *args: Any,
        addresses: Iterable[RegisteredAddress],
        is_firm: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = {str(address.pk): address for address in addresses}
        words = _("%(role)s: a registered address, speaks for the organisation")
        choices: list[tuple[str, Any]] = [
            (key, words % {"role": role}) for key, role in self.addresses.items()
        ]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        if is_firm:
            del self.fields["email"]
        else:
            choices.append((OTHER, _("Another address: the yes counts on personal title")))
        field.choices = choices
        field.initial = choices[0][0] if choices else None
        if not self.addresses and not is_firm:
            field.widget = forms.HiddenInput()
            self.fields["email"].label = _("Mail address")

    def clean(self) -> dict[str, Any]:
        """A registered address, or one that was typed: never both, and never an old one."""
        sent = super().clean() or {}
        chosen = sent.get("to")
        may_type = "email" in self.fields
        if chosen and chosen not in self.addresses and not (may_type and chosen == OTHER):
            words = _("This address does not speak for the party any more. Choose another one.")
            self.add_error("to", words)
        if may_type:
            self._one_of_two(chosen, sent.get("email"))
        return sent

    def _one_of_two(self, chosen: str | None, typed: str | None) -> None:
        if chosen == OTHER and not typed and "email" not in self.errors:
            self.add_error("email", _("Write a mail address, such as name@example.org."))
        if chosen in self.addresses and typed:
            self.add_error("email", _("You chose a registered address. Keep one of the two."))

    def chosen(self) -> dict[str, Any]:
        """What the action takes."""
        if self.cleaned_data["to"] == OTHER:
            return {"email": self.cleaned_data["email"]}
        return {"address": self.addresses[self.cleaned_data["to"]]}
