"""The texts of an opgave. Only a title is needed; the rest may come later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.accounts.rules import AnyUser
from overbrug.core.forms import LineField, PlainForm, optional_text
from overbrug.core.visibility import Visibility
from overbrug.opgaven import rules
from overbrug.opgaven.models import Scale
from overbrug.opgaven.queries import homes_for


class ScaleField(forms.MultipleChoiceField):
    """Several levels; always kept in the same order."""

    def clean(self, value: Any) -> list[str]:
        """The chosen levels, small to large."""
        chosen = super().clean(value)
        return [scale for scale in Scale.values if scale in chosen]


class VisibilityChoice(forms.TypedChoiceField):
    """Who sees the page."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(int(step), step.label) for step in rules.OFFERED]
        super().__init__(coerce=int, choices=choices, widget=forms.RadioSelect, **kwargs)


class OpgaveForm(PlainForm):
    """Every text of an opgave."""

    # Who sees it stands before the long texts: people read that before they type.
    field_order = ("home", "title", "visibility")

    title = LineField(
        label=_("Title"), limit=120, help_text=_("A few words. Only this is needed to begin.")
    )
    question = optional_text(
        _("Question"),
        _("One question that everyone understands: what must change, and for whom?"),
        limit=300,
        rows=2,
    )
    current_situation = optional_text(
        _("Current situation"), _("How is it now? Who notices?"), limit=4000
    )
    desired_situation = optional_text(
        _("Desired situation"),
        _(
            "How is it when this has worked? Once others take part, other words become a proposal "
            "to them; so with what belongs to it."
        ),
        limit=4000,
    )
    origin = optional_text(
        _("Origin"), _("How did this opgave come about? Who brought it up?"), limit=4000
    )
    essence = optional_text(_("Essence of the challenge"), _("What makes this hard?"), limit=4000)
    why_not_by_itself = optional_text(
        _("Why it does not happen by itself"),
        _("Who waits for whom? What would have to move first?"),
        limit=4000,
    )
    causes = optional_text(_("Causes"), _("One on each line."), limit=4000)
    scope_in = optional_text(_("What belongs to it"), _("One on each line."), limit=2000)
    scope_out = optional_text(
        _("What does not belong to it now"), _("One on each line."), limit=2000
    )
    open_questions = optional_text(_("Open questions"), _("One on each line."), limit=4000)
    needs_complete = forms.BooleanField(
        label=_("The list of needs is complete"),
        required=False,
        help_text=_("Until then the bridge shows a question mark at its end."),
    )
    scales = ScaleField(
        label=_("Scale"),
        choices=Scale.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("More than one is possible."),
    )
    visibility = VisibilityChoice(label=_("Who sees this"), initial=int(Visibility.PUBLIC))


class NewOpgaveForm(OpgaveForm):
    """The same, with the organisation it is proposed for."""

    home = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Organisation.objects.none(), empty_label=None
    )
    form_key = forms.RegexField(r"^[a-z2-7]{32}$", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = homes_for(by)
        field = self.fields["home"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = homes
        field.initial = homes.first()
        if len(homes) < 2:
            field.widget = forms.HiddenInput()
        self._begin_inside(may_publish=any(rules.may_publish_opgave(by, home) for home in homes))

    def _begin_inside(self, *, may_publish: bool) -> None:
        """At first the own organisation sees it; showing it to more people is an own step."""
        own = Visibility.ORGANISATION
        choices = self.fields["visibility"]
        assert isinstance(choices, forms.ChoiceField)
        choices.initial = int(own)
        if may_publish:
            choices.help_text = _("You can show it to everyone now or later: “Change the text”.")
        else:
            choices.choices = [(int(own), own.label)]
            choices.help_text = _("An editor of your organisation shows it to others.")
