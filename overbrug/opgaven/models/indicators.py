"""How wide the gap is: indicators, and their measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.accounts.models import Organisation
from overbrug.core.history import Revised, WithHat
from overbrug.opgaven.models.opgaven import Opgave

if TYPE_CHECKING:
    from overbrug.opgaven.models.proposals import Proposal


def _number(label: Any, **more: Any) -> Any:
    return models.DecimalField(label, max_digits=18, decimal_places=4, **more)


def _moment(label: Any, **more: Any) -> Any:
    """A year, a month or a day as far as the source says: see `lib.moments`."""
    return models.CharField(label, max_length=10, **more)


class Indicator(Revised):
    """One measure of the gap. The leading one decides how much water the bridge spans.

    Not all of it is counted: a story or a signal has observations (`Observation`), and none of the
    figures below.
    """

    class Kind(models.TextChoices):
        """How one sees whether the gap closes."""

        NUMBER = "number", _("a figure")
        STORY = "story", _("stories")
        SIGNAL = "signal", _("signals")

    class Direction(models.TextChoices):
        """Which way is better."""

        LESS = "less", _("less is better")
        MORE = "more", _("more is better")

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="indicators")
    kind = models.CharField(
        _("kind"), max_length=6, choices=Kind.choices, default=Kind.NUMBER, editable=False
    )
    name = models.CharField(_("name"), max_length=120)
    owner = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("kept by"),
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.LESS
    )
    baseline = _number(_("value at the start"), null=True, blank=True)
    baseline_at = _moment(_("date of the start"), blank=True)
    target = _number(_("target"), null=True, blank=True)
    target_at = _moment(_("date of the target"), blank=True)
    lowest = _number(_("lowest possible value"), null=True, blank=True)
    highest = _number(_("highest possible value"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    outside = models.TextField(_("what else moves it"), max_length=1000, blank=True)
    is_leading = models.BooleanField(_("decides the water in the bridge"), default=False)

    # As with an opgave.
    proposed: Proposal | None = None

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("-is_leading", "pk")
        verbose_name = _("indicator")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(lowest=None)
                | models.Q(highest=None)
                | models.Q(lowest__lt=models.F("highest")),
                name="indicator_lowest_below_highest",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_number(self) -> bool:
        """Counted, so it has a line; the other two are told."""
        return self.kind == Indicator.Kind.NUMBER

    @property
    def outside_causes(self) -> list[str]:
        """What else moves it, one by one."""
        return [line.strip() for line in self.outside.splitlines() if line.strip()]


class Measurement(Revised):
    """One measured value, with its range when the source gives one; of all, or of one group."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    measured_at = _moment(_("date of the measurement"))
    group = models.CharField(_("group"), max_length=60, blank=True)
    value = _number(_("value"))
    low = _number(_("lowest it can be"), null=True, blank=True)
    high = _number(_("highest it can be"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.CharField(_("remark"), max_length=200, blank=True)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("measured_at", "pk")
        verbose_name = _("measurement")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(low=None)
                | models.Q(high=None)
                | models.Q(low__lte=models.F("high")),
                name="measurement_low_to_high",
            ),
        )

    def __str__(self) -> str:
        of = f", {self.group}" if self.group else ""
        return f"{self.indicator.name} ({self.measured_at}{of})"

    @property
    def has_range(self) -> bool:
        """Whether the source says between which two values it lies."""
        return self.low is not None or self.high is not None

    @property
    def opgave(self) -> Opgave:
        """The opgave it measures."""
        return self.indicator.opgave
