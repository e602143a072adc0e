"""What a party answers: yes and in whose name, no and why, done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.commitments.forms.parts import SpeaksAs
from overbrug.commitments.forms.words import WordsForm
from overbrug.commitments.models import Commitment, Mandate, RegisteredAddress
from overbrug.core.forms import DayField, LineField, ParagraphsField, PlainForm
from overbrug.opgaven.wording import firmness_word

PERSONAL = "personal"


class ConfirmForm(PlainForm):
    """Yes, and in whose name: of `organisation` when something gives that right, a mandate of the
    person or a registered address."""

    speaks_as = SpeaksAs(label=_("In whose name do you confirm?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        right: Mandate | RegisteredAddress | None,
        commitment: Commitment,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        firmness = commitment.firmness_in_name
        _choose_name(self, right, commitment, _("after that it is called “%(firmness)s”"), firmness)


class AnswerWordsForm(WordsForm):
    """Other words, by who came through a link, and in whose name."""

    speaks_as = SpeaksAs(label=_("In whose name do you confirm?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        right: RegisteredAddress | None,
        commitment: Commitment,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, opgave=commitment.opgave, **kwargs)
        del self.fields["need"]
        _choose_name(
            self,
            right,
            commitment,
            _("binding with a date, means and how one can see it, otherwise a promise"),
        )
        if commitment.is_firm:
            self.fields["speaks_as"].widget = forms.HiddenInput()


class HoldForm(PlainForm):
    """Yes, it still holds: nothing is asked but the button."""


class NotUsForm(PlainForm):
    """Not for us; perhaps for whom."""

    reason = ParagraphsField(
        label=_("Do you know who it is for?"),
        limit=500,
        rows=2,
        required=False,
        help_text=_(
            "May stay empty. Name an organisation or a department, never a person. "
            "Only who asked you reads this."
        ),
    )


class ReasonForm(PlainForm):
    """Why, in words that everyone may read."""

    reason = ParagraphsField(
        label=_("Why"),
        limit=500,
        rows=3,
        help_text=_("Everyone who sees this opgave reads this. Do not write names of persons."),
    )


class OwnReasonForm(ReasonForm):
    """Why somebody says no who does not speak for the organisation."""

    reason = ParagraphsField(
        label=_("Why"), limit=500, rows=3, help_text=_("Only who asked you reads this.")
    )


class DeliverForm(PlainForm):
    """It has been done."""

    delivered_on = DayField(label=_("When was it done?"))
    evidence = LineField(label=_("How can one see it?"), limit=300)


def _choose_name(
    form: PlainForm,
    right: Mandate | RegisteredAddress | None,
    commitment: Commitment,
    result: Any,
    firmness: str = "",
) -> None:
    """Each choice says what the promise is after it: that is what a person decides about.

    Of two nothing is chosen beforehand: one press would make binding what nobody chose.
    """
    field = form.fields["speaks_as"]
    assert isinstance(field, forms.ChoiceField)
    personal = _("On personal title: after that it is called “%(firmness)s”")
    choices: list[tuple[str, Any]] = [
        (PERSONAL, personal % {"firmness": firmness_word("intention")})
    ]
    if right is not None:
        words = _("In the name of %(organisation)s: %(result)s")
        said = str(result) % {"firmness": firmness_word(firmness)} if firmness else result
        name = {"organisation": commitment.who, "result": said}
        choices.insert(0, (str(right.pk), words % name))
        if commitment.is_firm:  # what stands in its name is not weakened to a yes of one person
            del choices[1:]
    field.choices = choices
    field.initial = choices[0][0] if len(choices) == 1 else None
    field.error_messages["required"] = _("Choose one of the two.")
