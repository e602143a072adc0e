"""Conditions, decisions, risks, roles and the working form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import LineField, MomentField, NumberField, PlainForm
from overbrug.opgaven.models import Condition, Decision, Opgave, Party, WorkingForm


class PartyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the parties of the opgave, or none yet."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, queryset=Party.objects.all(), required=False, empty_label=_("nobody yet")
        )


class PlannedForm(PlainForm):
    """Base: offers the parties of its own opgave."""

    def __init__(self, *args: Any, opgave: Opgave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("party")
        if opgave is not None and isinstance(field, forms.ModelChoiceField):
            there = opgave.parties.exclude(presence=Party.Presence.MISSING)
            field.queryset = there.select_related("organisation")


class ConditionForm(PlannedForm):
    """What the work is bound to."""

    what = LineField(
        label=_("What is the work bound to?"),
        limit=160,
        help_text=_("For example: the zoning plan, or the subsidy ends in 2027."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Condition.Kind.choices)
    is_hard = forms.TypedChoiceField(
        label=_("Can it be changed?"),
        choices=((True, _("No: it is hard")), (False, _("Yes: one can talk about it"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial=True,
    )
    party = PartyField(_("Who decides on it?"))
    note = LineField(label=_("Remark"), limit=300, required=False)


class DecisionForm(PlannedForm):
    """A moment at which somebody decides."""

    what = LineField(
        label=_("What is decided?"),
        limit=160,
        help_text=_("For example: the council votes on the budget."),
    )
    party = PartyField(_("Which party decides?"))
    planned_at = MomentField(label=_("When?"))
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=Decision.Outcome.choices, widget=forms.RadioSelect,
        initial=Decision.Outcome.OPEN,
    )  # fmt: skip
    note = LineField(label=_("Remark"), limit=300, required=False)


class RiskForm(PlannedForm):
    """What can go wrong."""

    what = LineField(label=_("What can go wrong?"), limit=160)
    party = PartyField(_("Who keeps an eye on it?"))
    measure = LineField(label=_("What is done about it?"), limit=300, required=False)


class TeamRoleForm(PlannedForm):
    """A discipline or role that the work needs."""

    what = LineField(
        label=_("Which discipline or role is needed?"),
        limit=160,
        help_text=_("For example: a planner, somebody who knows the neighbourhood."),
    )
    party = PartyField(_("Which party fills it?"))
    hours = NumberField(label=_("How many hours a week?"), required=False)


class WorkingFormForm(PlannedForm):
    """How the parties work together, and why so."""

    kind = forms.ChoiceField(
        label=_("How do you work together?"),
        choices=(
            (WorkingForm.Kind.NETWORK, _("network: each does its own part and they keep in touch")),
            (WorkingForm.Kind.COALITION, _("coalition: a few agree on what they do together")),
            (WorkingForm.Kind.PROGRAMME, _("programme: many projects under one goal and team")),
            (WorkingForm.Kind.PROJECT, _("project: one result, one budget, one end")),
        ),
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label=_("Why this form?"),
        limit=300,
        help_text=_("What about this opgave asks for it?"),
    )
    phase = LineField(label=_("In which phase?"), limit=80, required=False)
    chosen_at = MomentField(label=_("Since when?"))
