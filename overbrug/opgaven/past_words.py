"""What a row of history is called, and what happened in it, in words."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Model, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

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

NAMED: dict[type[Model], Any] = {
    Opgave: F("title"),
    Party: Coalesce("organisation__name", "name"),
    Figure: F("what"),
    Need: F("what"),
    Indicator: F("name"),
    Measurement: F("measured_at"),
    Observation: F("observed_at"),
    Share: Coalesce("party__organisation__name", "party__name", Value("")),
}

# What a row of history shows of other rows; of one that is gone nothing.
RELATED: dict[type[Model], tuple[str, ...]] = {
    Party: ("organisation",),
    Indicator: ("owner",),
    Share: ("party__organisation",),
    **dict.fromkeys((Condition, Decision, Risk, TeamRole), ("party__organisation",)),
}

SENTENCES: dict[tuple[type[Model], str], str | Promise] = {
    (Opgave, "+"): gettext_lazy("The opgave was made"),
    (Opgave, "~"): gettext_lazy("The text was changed"),
    (Party, "+"): gettext_lazy("Party added: %(name)s"),
    (Party, "~"): gettext_lazy("Party changed: %(name)s"),
    (Party, "-"): gettext_lazy("Party removed: %(name)s"),
    (Figure, "+"): gettext_lazy("Figure added: %(name)s"),
    (Figure, "~"): gettext_lazy("Figure changed: %(name)s"),
    (Figure, "-"): gettext_lazy("Figure removed: %(name)s"),
    (Need, "+"): gettext_lazy("Need added: %(name)s"),
    (Need, "~"): gettext_lazy("Need changed: %(name)s"),
    (Need, "-"): gettext_lazy("Need removed: %(name)s"),
    (Indicator, "+"): gettext_lazy("Indicator added: %(name)s"),
    (Indicator, "~"): gettext_lazy("Indicator changed: %(name)s"),
    (Indicator, "-"): gettext_lazy("Indicator removed: %(name)s"),
    (Measurement, "+"): gettext_lazy("Measurement added: %(name)s"),
    (Measurement, "~"): gettext_lazy("Measurement changed: %(name)s"),
    (Measurement, "-"): gettext_lazy("Measurement removed: %(name)s"),
    (Observation, "+"): gettext_lazy("Story or signal added: %(name)s"),
    (Observation, "~"): gettext_lazy("Story or signal changed: %(name)s"),
    (Observation, "-"): gettext_lazy("Story or signal removed: %(name)s"),
    (Share, "+"): gettext_lazy("Part of the target added: %(name)s"),
    (Share, "~"): gettext_lazy("Part of the target changed: %(name)s"),
    (Share, "-"): gettext_lazy("Part of the target removed: %(name)s"),
    (Condition, "+"): gettext_lazy("Condition added: %(name)s"),
    (Condition, "~"): gettext_lazy("Condition changed: %(name)s"),
    (Condition, "-"): gettext_lazy("Condition removed: %(name)s"),
    (Decision, "+"): gettext_lazy("Decision added: %(name)s"),
    (Decision, "~"): gettext_lazy("Decision changed: %(name)s"),
    (Decision, "-"): gettext_lazy("Decision removed: %(name)s"),
    (Risk, "+"): gettext_lazy("Risk added: %(name)s"),
    (Risk, "~"): gettext_lazy("Risk changed: %(name)s"),
    (Risk, "-"): gettext_lazy("Risk removed: %(name)s"),
    (TeamRole, "+"): gettext_lazy("Role in the team added: %(name)s"),
    (TeamRole, "~"): gettext_lazy("Role in the team changed: %(name)s"),
    (TeamRole, "-"): gettext_lazy("Role in the team removed: %(name)s"),
    (WorkingForm, "+"): gettext_lazy("Working form chosen: %(name)s"),
    (WorkingForm, "~"): gettext_lazy("Working form changed: %(name)s"),
    (WorkingForm, "-"): gettext_lazy("Working form removed: %(name)s"),
}
