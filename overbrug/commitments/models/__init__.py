"""The facts of a promise: its words, and who may speak for whom."""

from overbrug.commitments.models.commitments import Commitment
from overbrug.commitments.models.mandates import Mandate, MandateQuerySet

__all__ = ["Commitment", "Mandate", "MandateQuerySet"]
