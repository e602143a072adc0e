"""What a promise changes of an indicator, and what other organisations think of that."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overbrug.accounts.models import Organisation
from overbrug.commitments.models.commitments import Commitment
from overbrug.opgaven.models import Indicator

ENOUGH_REVIEWS = 2


def _amount(label: Any) -> Any:
    return models.DecimalField(label, max_digits=18, decimal_places=4)


class Effect(models.Model):
    """The change in the unit of the indicator, as its party claims it; less is below nothing."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="effects")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="effects")
    low = _amount(_("at least"))
    likely = _amount(_("likely"))
    high = _amount(_("at most"))
    complete_at = models.CharField(_("complete by"), max_length=10)
    reason = models.TextField(_("how do you know"), max_length=1000)
    claimed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["commitment", "indicator"], name="one_effect_per_indicator"
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment}: {self.indicator}"

    @property
    def plausible(self) -> list[EffectReview]:
        """Who finds it plausible."""
        return [review for review in self.reviews.all() if review.is_plausible]

    @property
    def is_reviewed(self) -> bool:
        """Enough other organisations find it plausible."""
        return len(self.plausible) >= ENOUGH_REVIEWS


class EffectReview(models.Model):
    """What another organisation thinks of it."""

    effect = models.ForeignKey(Effect, on_delete=models.CASCADE, related_name="reviews")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_plausible = models.BooleanField(_("plausible"))
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    reviewed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["effect", "organisation"], name="one_review_per_organisation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.is_plausible}"
