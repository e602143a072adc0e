"""What a party answers: yes and in whose name, no and why, done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.commitments.forms.parts import DayField, SpeaksAs
from overbrug.commitments.forms.words import WordsForm
from overbrug.commitments.models import Mandate, RegisteredAddress
from overbrug.core.forms import LineField, ParagraphsField, PlainForm
from overbrug.opgaven.models import Opgave

PERSONAL = "personal"


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
