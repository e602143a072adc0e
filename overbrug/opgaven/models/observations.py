"""What people told or saw: the indicators that are not counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.core.history import Revised, WithHat
from overbrug.opgaven.models.indicators import Indicator
from overbrug.opgaven.models.opgaven import Opgave


class Observation(Revised):
    """One story that somebody told, or one signal that somebody saw. Never with a name."""

    class Heading(models.TextChoices):
        """Which way a signal points."""

        BETTER = "better", _("it gets better")
        SAME = "same", _("it stays the same")
        WORSE = "worse", _("it gets worse")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    observed_at = models.CharField(_("date"), max_length=10)
    text = models.TextField(_("text"), max_length=1000)
    heard_from = models.CharField(_("from whom"), max_length=120, blank=True)
    # Only of a signal.
    heading = models.CharField(_("direction"), max_length=6, choices=Heading.choices, blank=True)
    # Only of a story: who told it agreed that it stands here.
    has_consent = models.BooleanField(_("who told it agreed"), default=False)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("-observed_at", "-pk")
        verbose_name = _("observation")

    def __str__(self) -> str:
        return f"{self.indicator.name} ({self.observed_at})"

    @property
    def opgave(self) -> Opgave:
        """The opgave it is about."""
        return self.indicator.opgave
