"""The facts of a promise: its words, who may speak for whom, who was asked."""

from overbrug.commitments.models.capacities import Capacity
from overbrug.commitments.models.commitments import Commitment
from overbrug.commitments.models.effects import ENOUGH_REVIEWS, Effect, EffectReview
from overbrug.commitments.models.links import AnswerLink
from overbrug.commitments.models.mandates import Mandate, MandateQuerySet, RegisteredAddress

__all__ = [
    "ENOUGH_REVIEWS",
    "AnswerLink",
    "Capacity",
    "Commitment",
    "Effect",
    "EffectReview",
    "Mandate",
    "MandateQuerySet",
    "RegisteredAddress",
]
