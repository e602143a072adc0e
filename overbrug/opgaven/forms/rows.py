"""Which form belongs to which row."""

from __future__ import annotations

from typing import Any

from overbrug.core.forms import PlainForm
from overbrug.opgaven.forms.figures import FigureForm
from overbrug.opgaven.forms.indicators import IndicatorForm, MeasurementForm
from overbrug.opgaven.forms.needs import NeedForm
from overbrug.opgaven.forms.opgaven import OpgaveForm
from overbrug.opgaven.forms.parties import PartyForm
from overbrug.opgaven.models import Figure, Indicator, Measurement, Need, Opgave, Party

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
