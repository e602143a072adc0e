"""Forms about an opgave: one file per noun."""

from overbrug.opgaven.forms.figures import FigureForm
from overbrug.opgaven.forms.indicators import (
    IndicatorForm,
    MeasurementForm,
    ToldForm,
)
from overbrug.opgaven.forms.invitations import DESCRIBED, DescribeForm, InviteForm, first_values
from overbrug.opgaven.forms.needs import NeedForm
from overbrug.opgaven.forms.observations import ObservationForm, ShareForm
from overbrug.opgaven.forms.opgaven import NewOpgaveForm, OpgaveForm, ScaleField, VisibilityChoice
from overbrug.opgaven.forms.parties import PartyForm
from overbrug.opgaven.forms.plan import (
    ConditionForm,
    DecisionForm,
    PlannedForm,
    RiskForm,
    TeamRoleForm,
    WorkingFormForm,
)
from overbrug.opgaven.forms.proposals import AnswerProposalForm, SendProposalForm
from overbrug.opgaven.forms.rows import ROW_FORMS, Row, form_for, values_of
from overbrug.opgaven.forms.series import SeriesForm, StatlineForm

__all__ = [
    "DESCRIBED",
    "ROW_FORMS",
    "AnswerProposalForm",
    "ConditionForm",
    "DecisionForm",
    "DescribeForm",
    "FigureForm",
    "IndicatorForm",
    "InviteForm",
    "MeasurementForm",
    "NeedForm",
    "NewOpgaveForm",
    "ObservationForm",
    "OpgaveForm",
    "PartyForm",
    "PlannedForm",
    "RiskForm",
    "Row",
    "ScaleField",
    "SendProposalForm",
    "SeriesForm",
    "ShareForm",
    "StatlineForm",
    "TeamRoleForm",
    "ToldForm",
    "VisibilityChoice",
    "WorkingFormForm",
    "first_values",
    "form_for",
    "values_of",
]
