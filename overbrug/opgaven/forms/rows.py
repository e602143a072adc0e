"""Which form belongs to which row."""

from __future__ import annotations

from typing import Any

from overbrug.core.forms import PlainForm
from overbrug.opgaven.forms.figures import FigureForm
from overbrug.opgaven.forms.indicators import IndicatorForm, MeasurementForm, ToldForm
from overbrug.opgaven.forms.needs import NeedForm
from overbrug.opgaven.forms.observations import ObservationForm, ShareForm
from overbrug.opgaven.forms.opgaven import OpgaveForm
from overbrug.opgaven.forms.parties import PartyForm
from overbrug.opgaven.forms.plan import (
    ConditionForm,
    DecisionForm,
    RiskForm,
    TeamRoleForm,
    WorkingFormForm,
)
from overbrug.opgaven.models import (
    Condition,
    Decision,
    Figure,
    Indicator,
    Measurement,
    Need,
    Observation,
    Opgave,
    Party,
    Risk,
    Share,
    TeamRole,
    WorkingForm,
)

Planned = Condition | Decision | Risk | TeamRole | WorkingForm
Row = Opgave | Party | Figure | Need | Indicator | Measurement | Observation | Share | Planned
ROW_FORMS: dict[type[Row], type[PlainForm]] = {
    Opgave: OpgaveForm,
    Party: PartyForm,
    Figure: FigureForm,
    Need: NeedForm,
    Indicator: IndicatorForm,
    Measurement: MeasurementForm,
    Observation: ObservationForm,
    Share: ShareForm,
    Condition: ConditionForm,
    Decision: DecisionForm,
    Risk: RiskForm,
    TeamRole: TeamRoleForm,
    WorkingForm: WorkingFormForm,
}


def _form_of(row: Row) -> type[PlainForm]:
    if isinstance(row, Indicator) and not row.is_number:
        return ToldForm
    return ROW_FORMS[type(row)]


def values_of(row: Row) -> dict[str, Any]:
    """The stored values as the form of this row takes them."""
    return {name: getattr(row, name) for name in _form_of(row).base_fields}


def form_for(row: Row, *args: Any, **kwargs: Any) -> PlainForm:
    """The form of a row; some choose among the parties of their own opgave."""
    if isinstance(row, (Need, Indicator, Share, Planned)):
        kwargs["opgave"] = row.opgave
    elif isinstance(row, Observation):
        kwargs["indicator"] = row.indicator
    return _form_of(row)(*args, **kwargs)
