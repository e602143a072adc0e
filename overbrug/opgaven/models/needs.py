"""What it takes to close the gap. Each need is one arch of the bridge."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.core.history import Revised, WithHat
from overbrug.opgaven.models.opgaven import Opgave, Party

# One letter each; more arches than letters is no bridge that anybody can read.
MOST_NEEDS = 26


def _amount(label: Any) -> Any:
    return models.DecimalField(label, max_digits=18, decimal_places=4, null=True, blank=True)


class Need(Revised):
    """One thing that is needed, and what of it nobody has offered yet."""

    class Kind(models.TextChoices):
        """What sort of thing it is."""

        SPACE = "space", _("space or ground")
        MONEY = "money", _("money")
        PEOPLE = "people", _("people, hours and skills")
        RULES = "rules", _("authority, rules and permits")
        KNOWLEDGE = "knowledge", _("knowledge and data")
        SUPPORT = "support", _("network and support")
        LIVED = "lived", _("lived experience")
        OTHER = "other", _("something else")

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField(_("place on the bridge"), default=1)
    what = models.CharField(_("what is needed"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, blank=True)
    is_critical = models.BooleanField(_("without this the rest does not work"), default=False)
    offered_by = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="offers",
        verbose_name=_("offered by"),
    )
    # How much of it, in its own unit; all three or none.
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    low = _amount(_("at least"))
    likely = _amount(_("likely"))
    high = _amount(_("at most"))
    is_indivisible = models.BooleanField(_("only as a whole"), default=False)
    needed_by = models.CharField(_("needed by"), max_length=10, blank=True)
    still_missing = models.CharField(_("what is still missing"), max_length=200, blank=True)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("need")

    def __str__(self) -> str:
        return self.what

    @property
    def is_estimated(self) -> bool:
        """Whether somebody said how much of it is needed."""
        return self.likely is not None
