"""Say what a promise changes, and say what one thinks of what another says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import User
from overbrug.commitments import rules
from overbrug.commitments.actions.saving import locked
from overbrug.commitments.models import Commitment, Effect, EffectReview
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.core.revisions import check
from overbrug.lib.moments import read_moment
from overbrug.opgaven.models import Indicator

AMOUNTS = ("low", "likely", "high")


@transaction.atomic
def claim_effect(commitment: Commitment, *, by: User, indicator: Indicator, **facts: Any) -> Effect:
    """What the party itself says its promise changes; other words end the reviews of the old."""
    row = locked(commitment)
    hat = rules.claiming_hat(by, row)
    if hat is None:
        raise NotAllowed
    if not row.is_open:
        raise Refused(_("This promise has ended: it changes nothing any more."))
    if indicator.opgave_id != row.opgave_id or not indicator.is_number:
        raise Refused(_("Choose one from the list."), field="indicator")
    _sort_out(facts)
    effect = row.effects.filter(indicator=indicator).first()
    if effect is not None and all(getattr(effect, name) == facts[name] for name in facts):
        return effect
    effect = effect or Effect(commitment=row, indicator=indicator)
    for name, value in facts.items():
        setattr(effect, name, value)
    effect.claimed_at = timezone.now()
    check(effect)
    effect.save()
    effect.reviews.all().delete()
    record("effect_claimed", row, by=by, hat=hat, opgave=row.opgave_id, effect=effect.pk)
    announce("commitments_changed", commitment=row)
    return effect


@transaction.atomic
def drop_effect(effect: Effect, *, by: User) -> None:
    """The party takes back what it said its promise changes."""
    row = locked(effect.commitment)
    hat = rules.claiming_hat(by, row)
    if hat is None:
        raise NotAllowed
    record("effect_dropped", row, by=by, hat=hat, opgave=row.opgave_id, effect=effect.pk)
    effect.delete()
    announce("commitments_changed", commitment=row)


@transaction.atomic
def review_effect(
    effect: Effect, *, by: User, claimed_at: str, is_plausible: bool, reason: str = ""
) -> EffectReview:
    """What another organisation thinks of the words as it read them at `claimed_at`."""
    row = locked(effect.commitment)
    hat = rules.reviewing_hat(by, row)
    if hat is None:
        raise NotAllowed
    now = Effect.objects.get(pk=effect.pk)
    if now.claimed_at.isoformat() != claimed_at:
        raise Refused(_("This was changed while you were reading. Read it again."))
    if not is_plausible and not reason:
        raise Refused(_("Write what you doubt, in one sentence."), field="reason")
    review, _made = EffectReview.objects.get_or_create(
        effect=now, organisation=hat.organisation, defaults={"is_plausible": is_plausible}
    )
    review.is_plausible, review.reason = is_plausible, reason
    review.reviewed_at = timezone.now()
    check(review)
    review.save()
    record("effect_reviewed", row, by=by, hat=hat, opgave=row.opgave_id, plausible=is_plausible)
    announce("commitments_changed", commitment=row)
    return review


def _sort_out(facts: dict[str, Any]) -> None:
    low, likely, high = (facts[name] for name in AMOUNTS)
    if not all(isinstance(value, Decimal) for value in (low, likely, high)):
        raise TypeError("An effect takes decimals.")
    if not low <= likely <= high:
        raise Refused(
            _("These three go from low to high. A fall stands below nothing: -300, -200, -100."),
            field="likely",
        )
    if low == high == 0:
        raise Refused(_("This changes nothing. Then leave it out."), field="likely")
    if read_moment(facts["complete_at"]) != facts["complete_at"]:
        raise Refused(_("Write a date such as 2024, 7-2024 or 15-7-2024."), field="complete_at")
