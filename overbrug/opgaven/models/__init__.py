"""The facts of an opgave: its text and parties, what it takes, how wide the gap is."""

from overbrug.opgaven.models.indicators import Indicator, Measurement
from overbrug.opgaven.models.invitations import PartyInvitation
from overbrug.opgaven.models.needs import MOST_NEEDS, Need
from overbrug.opgaven.models.observations import Observation
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
from overbrug.opgaven.models.plan import Condition, Decision, Risk, TeamRole, WorkingForm
from overbrug.opgaven.models.proposals import AGREED_HAT, Proposal, ProposalAnswer
from overbrug.opgaven.models.shares import Share

__all__ = [
    "AGREED_HAT",
    "BY_MEMBER",
    "INVITATION",
    "MOST_NEEDS",
    "OWN_WORDS",
    "Condition",
    "Decision",
    "Figure",
    "Indicator",
    "Measurement",
    "Need",
    "Observation",
    "Opgave",
    "Party",
    "PartyInvitation",
    "PartyQuerySet",
    "Proposal",
    "ProposalAnswer",
    "Risk",
    "Scale",
    "Share",
    "TeamRole",
    "WorkingForm",
]
