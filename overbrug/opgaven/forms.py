"""Forms about an opgave. Only a title is needed; the rest may come later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.accounts.rules import AnyUser
from overbrug.core.forms import LineField, NumberField, ParagraphsField, PlainForm
from overbrug.core.visibility import Visibility
from overbrug.lib.moments import read_moment, typed_moment
from overbrug.opgaven import rules
from overbrug.opgaven.models import (
    Figure,
    Indicator,
    Measurement,
    Need,
    Opgave,
    Party,
    Scale,
)
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
        help_text=_("What makes this hard?"),
    )
    why_not_by_itself = ParagraphsField(
        label=_("Why it does not happen by itself"),
        limit=4000,
        required=False,
        help_text=_("Who waits for whom? What would have to move first?"),
    )
    causes = ParagraphsField(
        label=_("Causes"), limit=4000, required=False, help_text=_("One on each line.")
    )
    scope_in = ParagraphsField(
        label=_("What belongs to it"), limit=2000, required=False, help_text=_("One on each line.")
    )
    scope_out = ParagraphsField(
        label=_("What does not belong to it now"),
        limit=2000,
        required=False,
        help_text=_("One on each line."),
    )
    open_questions = ParagraphsField(
        label=_("Open questions"), limit=4000, required=False, help_text=_("One on each line.")
    )
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
    stake = ParagraphsField(
        label=_("Stake"),
        limit=1000,
        rows=3,
        required=False,
        help_text=_(
            "What does this party need, or fear to lose? "
            "The page says whether the party wrote this itself."
        ),
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


class MomentField(LineField):
    """A date as far as the source says: a year, a month or a day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 2024, 7-2024 or 15-7-2024."))
        super().__init__(limit=20, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No list of what was typed before."""
        return {"autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """The moment in the form in which it is stored."""
        typed = str(super().clean(value))
        moment = read_moment(typed) if typed else ""
        if moment is None:
            raise forms.ValidationError(
                _("Write a date such as 2024, 7-2024 or 15-7-2024."), code="invalid"
            )
        return moment

    def prepare_value(self, value: Any) -> Any:
        """Show a stored moment as it would be typed."""
        return typed_moment(value) if isinstance(value, str) and read_moment(value) else value


class NeedForm(PlainForm):
    """One arch of the bridge."""

    what = LineField(
        label=_("What is needed"),
        limit=120,
        help_text=_("A few words, for example: building land."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("not chosen")), *Need.Kind.choices], required=False
    )
    still_missing = LineField(
        label=_("What is still missing"),
        limit=200,
        required=False,
        help_text=_(
            "Write it as a question, for example: who shares the loss? "
            "It becomes a hole in the bridge."
        ),
    )
    is_critical = forms.BooleanField(label=_("Without this the rest does not work"), required=False)
    offered_by = forms.ModelChoiceField(
        label=_("Offered by"),
        queryset=Party.objects.all(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Somebody who said they could bring this. It is no promise yet."),
    )
    position = forms.IntegerField(
        label=_("Place on the bridge"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("1 comes first. Leave it empty for the last place."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a number from 1 to 99.")
        ),
    )

    def __init__(self, *args: Any, opgave: Opgave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["offered_by"]
        assert isinstance(field, forms.ModelChoiceField)
        if opgave is not None:
            field.queryset = opgave.parties.select_related("organisation").exclude(
                presence=Party.Presence.MISSING
            )


class IndicatorForm(PlainForm):
    """One measure of the gap."""

    name = LineField(
        label=_("What do you measure?"), limit=120, help_text=_("For example: homes too few.")
    )
    unit = LineField(
        label=_("Unit"), limit=40, required=False, help_text=_("For example: homes, %, euro.")
    )
    direction = forms.ChoiceField(
        label=_("What is better?"),
        choices=Indicator.Direction.choices,
        widget=forms.RadioSelect,
        initial=Indicator.Direction.LESS,
    )
    baseline = NumberField(label=_("Value at the start"), required=False)
    baseline_at = MomentField(label=_("Date of the start"), required=False)
    target = NumberField(label=_("Target"), required=False)
    target_at = MomentField(label=_("Date of the target"), required=False)
    source = LineField(
        label=_("Source"),
        limit=300,
        required=False,
        help_text=_("Who measured it, and where can I find it?"),
    )
    is_leading = forms.BooleanField(
        label=_("This indicator decides the water in the bridge"),
        required=False,
        help_text=_("Only one does. The others stand beneath the bridge."),
    )


class MeasurementForm(PlainForm):
    """One measured value."""

    measured_at = MomentField(label=_("Date of the measurement"))
    value = NumberField(label=_("Value"))
    low = NumberField(
        label=_("Lowest it can be"),
        required=False,
        help_text=_("Only when the source gives a range."),
    )
    high = NumberField(label=_("Highest it can be"), required=False)
    source = LineField(
        label=_("Source"),
        limit=300,
        required=False,
        help_text=_("Leave empty when it is the source of the indicator."),
    )
    note = LineField(label=_("Remark"), limit=200, required=False)


Row = Opgave | Party | Figure | Need | Indicator | Measurement
ROW_FORMS: dict[type[Row], type[PlainForm]] = {
    Opgave: OpgaveForm,
    Party: PartyForm,
    Figure: FigureForm,
    Need: NeedForm,
    Indicator: IndicatorForm,
    Measurement: MeasurementForm,
}


def values_of(row: Row) -> dict[str, Any]:
    """The stored values as the form of this row takes them."""
    return {name: getattr(row, name) for name in ROW_FORMS[type(row)].base_fields}


def form_for(row: Row, *args: Any, **kwargs: Any) -> PlainForm:
    """The form of a row; a need chooses among the parties of its own opgave."""
    if isinstance(row, Need):
        kwargs["opgave"] = row.opgave
    return ROW_FORMS[type(row)](*args, **kwargs)
