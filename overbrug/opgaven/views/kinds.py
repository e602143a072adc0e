"""The kinds of parts of an opgave, and what their three pages need to know of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from overbrug.core.forms import PlainForm
from overbrug.opgaven import actions, queries
from overbrug.opgaven.forms import (
    ConditionForm,
    DecisionForm,
    FigureForm,
    IndicatorForm,
    MeasurementForm,
    NeedForm,
    ObservationForm,
    PartyForm,
    PlannedForm,
    RiskForm,
    ShareForm,
    TeamRoleForm,
    ToldForm,
    WorkingFormForm,
)
from overbrug.opgaven.models import (
    Condition,
    Decision,
    Indicator,
    Opgave,
    Risk,
    TeamRole,
    WorkingForm,
)


@dataclass(frozen=True)
class Part:
    """What the three pages need to know of a kind of part."""

    form: type[PlainForm]
    find: Callable[[Opgave, int], Any]
    add: Callable[..., Any]
    change: Callable[..., Any]
    remove: Callable[..., Any]
    to_add: str | Promise
    to_change: str | Promise
    to_remove: str | Promise
    gone: str | Promise
    # Where one goes back to: the page that shows it.
    page: str = "opgaven:detail"
    # Of a part of an indicator: how that is found.
    find_above: Callable[[Opgave, int], Indicator] = queries.indicator_of


def _planned(
    form: type[PlannedForm],
    kind: type[Any],
    to_add: Promise,
    to_change: Promise,
    to_remove: Promise,
) -> Part:
    """What stands in the plan of an opgave: all of it works the same."""
    return Part(
        form,
        lambda opgave, pk: queries.planned_of(kind, opgave, pk),
        partial(actions.add_planned, kind),
        actions.change_planned,
        actions.remove_planned,
        to_add,
        to_change,
        to_remove,
        gettext_lazy("Somebody removed this meanwhile. Add it again to put it back."),
        page="opgaven:taking",
    )


PARTS = {
    "party": Part(
        PartyForm,
        queries.party_of,
        actions.add_party,
        actions.change_party,
        actions.remove_party,
        gettext_lazy("Add a party"),
        gettext_lazy("Change a party"),
        gettext_lazy("Remove a party"),
        gettext_lazy("Somebody removed this party meanwhile. Save to put it back."),
    ),
    "figure": Part(
        FigureForm,
        queries.figure_of,
        actions.add_figure,
        actions.change_figure,
        actions.remove_figure,
        gettext_lazy("Add a figure"),
        gettext_lazy("Change a figure"),
        gettext_lazy("Remove a figure"),
        gettext_lazy("Somebody removed this figure meanwhile. Save to put it back."),
    ),
    "need": Part(
        NeedForm,
        queries.need_of,
        actions.add_need,
        actions.change_need,
        actions.remove_need,
        gettext_lazy("Add a need"),
        gettext_lazy("Change a need"),
        gettext_lazy("Remove a need"),
        gettext_lazy("Somebody removed this need meanwhile. Add it again to put it back."),
    ),
    "indicator": Part(
        IndicatorForm,
        queries.indicator_of,
        actions.add_indicator,
        actions.change_indicator,
        actions.remove_indicator,
        gettext_lazy("Add an indicator"),
        gettext_lazy("Change an indicator"),
        gettext_lazy("Remove an indicator"),
        gettext_lazy("Somebody removed this indicator meanwhile. Add it again to put it back."),
    ),
    "told": Part(
        ToldForm,
        queries.told_of,
        actions.add_indicator,
        actions.change_indicator,
        actions.remove_indicator,
        gettext_lazy("Add stories or signals"),
        gettext_lazy("Change what you want to know"),
        gettext_lazy("Remove stories or signals"),
        gettext_lazy("Somebody removed this meanwhile. Add it again to put it back."),
    ),
    "observation": Part(
        ObservationForm,
        queries.observation_of,
        actions.add_observation,
        actions.change_observation,
        actions.remove_observation,
        gettext_lazy("Add what was told or seen"),
        gettext_lazy("Change what was told or seen"),
        gettext_lazy("Remove what was told or seen"),
        gettext_lazy("Somebody removed this meanwhile. Add it again to put it back."),
        find_above=queries.told_of,
    ),
    "share": Part(
        ShareForm,
        queries.share_of,
        actions.add_share,
        actions.change_share,
        actions.remove_share,
        gettext_lazy("Add the part of a partner"),
        gettext_lazy("Change the part of a partner"),
        gettext_lazy("Remove the part of a partner"),
        gettext_lazy("Somebody removed this meanwhile. Add it again to put it back."),
    ),
    "condition": _planned(
        ConditionForm,
        Condition,
        gettext_lazy("Add a condition"),
        gettext_lazy("Change a condition"),
        gettext_lazy("Remove a condition"),
    ),
    "decision": _planned(
        DecisionForm,
        Decision,
        gettext_lazy("Add a decision"),
        gettext_lazy("Change a decision"),
        gettext_lazy("Remove a decision"),
    ),
    "risk": _planned(
        RiskForm,
        Risk,
        gettext_lazy("Add a risk"),
        gettext_lazy("Change a risk"),
        gettext_lazy("Remove a risk"),
    ),
    "role": _planned(
        TeamRoleForm,
        TeamRole,
        gettext_lazy("Add a role in the team"),
        gettext_lazy("Change a role in the team"),
        gettext_lazy("Remove a role in the team"),
    ),
    "working_form": _planned(
        WorkingFormForm,
        WorkingForm,
        gettext_lazy("Choose a working form"),
        gettext_lazy("Change a working form"),
        gettext_lazy("Remove a working form"),
    ),
    "measurement": Part(
        MeasurementForm,
        queries.measurement_of,
        actions.add_measurement,
        actions.change_measurement,
        actions.remove_measurement,
        gettext_lazy("Add a measurement"),
        gettext_lazy("Change a measurement"),
        gettext_lazy("Remove a measurement"),
        gettext_lazy("Somebody removed this measurement meanwhile. Add it again to put it back."),
    ),
}


def facts_for_form(part: Part, opgave: Opgave, indicator: Indicator | None) -> dict[str, Any]:
    """What the form of a new part has to know of where it goes."""
    if issubclass(part.form, (NeedForm, IndicatorForm, ToldForm, ShareForm, PlannedForm)):
        return {"opgave": opgave}
    return {"indicator": indicator} if part.form is ObservationForm else {}
