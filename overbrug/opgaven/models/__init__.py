"""The facts of an opgave: its text and parties, what it takes, how wide the gap is."""

from overbrug.opgaven.models.indicators import Indicator, Measurement
from overbrug.opgaven.models.needs import MOST_NEEDS, Need
from overbrug.opgaven.models.opgaven import Figure, Opgave, Party, PartyQuerySet, Scale

__all__ = [
    "MOST_NEEDS",
    "Figure",
    "Indicator",
    "Measurement",
    "Need",
    "Opgave",
    "Party",
    "PartyQuerySet",
    "Scale",
]
