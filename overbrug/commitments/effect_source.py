"""What firm promises change, for the forecast of an indicator."""

from __future__ import annotations

from overbrug.commitments.models import Commitment, Effect
from overbrug.core.visibility import Visibility
from overbrug.opgaven.effects import Claimed
from overbrug.opgaven.models import Indicator


def claimed_of(indicator: Indicator) -> list[Claimed]:
    """Of firm promises that everyone may read."""
    found = Effect.objects.filter(
        indicator=indicator,
        commitment__status=Commitment.Status.CONFIRMED,
        commitment__is_mandated=True,
        commitment__visibility=Visibility.PUBLIC,
    )
    found = found.select_related("commitment__organisation", "commitment__opgave")
    return [_claimed(effect) for effect in found.prefetch_related("reviews")]


def _claimed(effect: Effect) -> Claimed:
    promise = effect.commitment
    return Claimed(
        who=promise.who,
        what=promise.what,
        address=promise.get_absolute_url(),
        low=effect.low,
        likely=effect.likely,
        high=effect.high,
        by=effect.complete_at,
        is_reviewed=effect.is_reviewed,
    )
