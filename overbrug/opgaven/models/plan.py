"""What the work has to reckon with: conditions, decisions to come, risks. Each may have a party."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.core.history import Revised, WithHat
from overbrug.opgaven.models.opgaven import Opgave, Party


class PlanPart(Revised):
    """Base of what stands in the plan of an opgave."""

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="%(class)ss")
    what = models.CharField(_("what"), max_length=160)
    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("party"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.what


class Condition(PlanPart):
    """A law, a policy, a budget, a decision that the work is bound to."""

    class Kind(models.TextChoices):
        """Where it comes from."""

        LAW = "law", _("law")
        POLICY = "policy", _("policy")
        BUDGET = "budget", _("budget")
        COUNCIL = "council", _("decision of a council or board")
        OTHER = "other", _("something else")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.POLICY)
    is_hard = models.BooleanField(_("cannot be changed"), default=True)
    note = models.CharField(_("remark"), max_length=300, blank=True)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("-is_hard", "pk")
        verbose_name = _("condition")


class Decision(PlanPart):
    """A moment at which somebody decides on what the opgave needs."""

    class Outcome(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("still to be taken")
        YES = "yes", _("yes")
        NO = "no", _("no")
        LATER = "later", _("put off")

    planned_at = models.CharField(_("when"), max_length=10)
    outcome = models.CharField(
        _("outcome"), max_length=6, choices=Outcome.choices, default=Outcome.OPEN
    )
    note = models.CharField(_("remark"), max_length=300, blank=True)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("planned_at", "pk")
        verbose_name = _("decision")


class Risk(PlanPart):
    """What can go wrong, who keeps an eye on it, and what is done about it."""

    measure = models.CharField(_("what is done about it"), max_length=300, blank=True)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("pk",)
        verbose_name = _("risk")


class TeamRole(PlanPart):
    """A discipline or a role that the work needs, and the party that fills it."""

    hours = models.DecimalField(
        _("hours a week"), max_digits=7, decimal_places=2, null=True, blank=True
    )

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("pk",)
        verbose_name = _("role in the team")


class WorkingForm(Revised):
    """How the parties work together, and why so. The newest counts; the earlier ones stay."""

    class Kind(models.TextChoices):
        """From loose to tight."""

        NETWORK = "network", _("network")
        COALITION = "coalition", _("coalition")
        PROGRAMME = "programme", _("programme")
        PROJECT = "project", _("project")

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="workingforms")
    kind = models.CharField(_("working form"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("why"), max_length=300)
    phase = models.CharField(_("phase"), max_length=80, blank=True)
    chosen_at = models.CharField(_("since when"), max_length=10)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("-chosen_at", "-pk")
        verbose_name = _("working form")

    def __str__(self) -> str:
        return self.get_kind_display()
