"""The facts of an opgave: its text and parties, what it takes, how wide the gap is."""

from overbrug.opgaven.models.indicators import Indicator, Measurement
from overbrug.opgaven.models.invitations import PartyInvitation
from overbrug.opgaven.models.needs import MOST_NEEDS, Need
from overbrug.opgaven.models.opgaven import (
    BY_MEMBER,
    INVITATION,
    OWN_WORDS,
    Figure,
    Opgave,
    Party,
    PartyQuerySet,
    Scale,
)

__all__ = [
    "BY_MEMBER",
    "INVITATION",
    "MOST_NEEDS",
    "OWN_WORDS",
    "Figure",
    "Indicator",
    "Measurement",
    "Need",
    "Opgave",
    "Party",
    "PartyInvitation",
    "PartyQuerySet",
    "Scale",
]
