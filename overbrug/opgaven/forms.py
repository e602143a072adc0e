"""Forms about an opgave. Only a title is needed; the rest may come later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.accounts.rules import AnyUser
from overbrug.core.forms import LineField, NumberField, ParagraphsField, PlainForm
from overbrug.core.visibility import Visibility
from overbrug.opgaven import rules
from overbrug.opgaven.models import Figure, Opgave, Party, Scale
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
    question = ParagraphsField(
        label=_("Question"),
        limit=300,
        rows=2,
        required=False,
        help_text=_("One question that everyone understands: what must change, and for whom?"),
    )
    current_situation = ParagraphsField(
        label=_("Current situation"),
        limit=4000,
        required=False,
        help_text=_("How is it now? Who notices?"),
    )
    desired_situation = ParagraphsField(
        label=_("Desired situation"),
        limit=4000,
        required=False,
        help_text=_("How is it when this has worked?"),
    )
    origin = ParagraphsField(
        label=_("Origin"),
        limit=4000,
        required=False,
        help_text=_("How did this opgave come about? Who brought it up?"),
    )
    essence = ParagraphsField(
        label=_("Essence of the challenge"),
        limit=4000,
        required=False,
        help_text=_("Why does this not happen by itself?"),
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


class PartyForm(PlainForm):
    """An organisation or a group, what it wants itself, and whether it is heard."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("no organisation: a group or a voice"),
    )
    name = LineField(
        label=_("Name of the group"),
        limit=120,
        required=False,
        help_text=_("Only when it is not an organisation. Do not write names of persons."),
    )
    own_goal = ParagraphsField(
        label=_("Own goal"),
        limit=1000,
        rows=3,
        required=False,
        help_text=_("What does this party want for itself?"),
    )
    presence = forms.ChoiceField(
        label=_("Does this party take part?"),
        choices=Party.Presence.choices,
        widget=forms.RadioSelect,
        initial=Party.Presence.AT_TABLE,
    )
    reason = ParagraphsField(
        label=_("Why"),
        limit=300,
        rows=2,
        required=False,
        help_text=_("For an empty chair, or for a party that does not want to take part."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two names is needed."""
        data = super().clean() or {}
        if "name" in data and not data.get("organisation") and not data["name"]:
            self.add_error("name", _("Choose an organisation, or give the group a name."))
        return data


class FigureForm(PlainForm):
    """One number, what it counts, and where it comes from."""

    side = forms.ChoiceField(
        label=_("Where does this figure belong?"),
        choices=Figure.Side.choices,
        widget=forms.RadioSelect,
        initial=Figure.Side.CURRENT,
    )
    what = LineField(
        label=_("What is counted"), limit=160, help_text=_("For example: homes too few.")
    )
    value = NumberField(label=_("Number"))
    unit = LineField(
        label=_("Unit"), limit=40, required=False, help_text=_("For example: homes, %, euro.")
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1800,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a year in four figures, for example 2024."),
            "min_value": _("Write a year in four figures, for example 2024."),
            "max_value": _("Write a year in four figures, for example 2024."),
        },
    )
    source = LineField(
        label=_("Source"), limit=300, help_text=_("Who measured it, and where can I find it?")
    )
    note = ParagraphsField(label=_("Remark"), limit=300, rows=2, required=False)


ROW_FORMS: dict[type[Opgave | Party | Figure], type[PlainForm]] = {
    Opgave: OpgaveForm,
    Party: PartyForm,
    Figure: FigureForm,
}


def values_of(row: Opgave | Party | Figure) -> dict[str, Any]:
    """The stored values as the form of this row takes them."""
    return {name: getattr(row, name) for name in ROW_FORMS[type(row)].base_fields}
