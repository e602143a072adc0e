"""What people do with promises and mandates: one file per noun."""

from overbrug.commitments.actions.commitments import (
    change_commitment,
    confirm,
    decline,
    deliver,
    propose_commitment,
    withdraw,
)
from overbrug.commitments.actions.mandates import end_mandate, record_mandate

__all__ = [
    "change_commitment",
    "confirm",
    "decline",
    "deliver",
    "end_mandate",
    "propose_commitment",
    "record_mandate",
    "withdraw",
]
