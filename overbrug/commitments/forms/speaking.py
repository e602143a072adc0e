"""Who may speak for an organisation, and which mailbox is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Membership, Organisation
from overbrug.commitments.forms.parts import DayField, SpeaksAs, choose
from overbrug.commitments.models import RegisteredAddress
from overbrug.commitments.queries import members_to_mandate
from overbrug.core.forms import LineField, MailField, ParagraphsField, PlainForm

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
