"""Which part of a target each partner takes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.core.history import Revised, WithHat
from overbrug.opgaven.models.indicators import Indicator
from overbrug.opgaven.models.opgaven import Opgave, Party


class Share(Revised):
    """The part of a target that one party takes; its own word only when it wrote it itself."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="shares")
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="shares", verbose_name=_("party")
    )
    value = models.DecimalField(_("part of the target"), max_digits=18, decimal_places=4)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    is_own = models.BooleanField(_("in its own words"), default=False, editable=False)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("-value", "pk")
        verbose_name = _("part of the target")
        constraints = (
            models.UniqueConstraint(fields=["indicator", "party"], name="one_share_per_party"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.name} ({self.party})"

    @property
    def opgave(self) -> Opgave:
        """The opgave whose target it is a part of."""
        return self.indicator.opgave
