"""What people do with an opgave: one file per noun."""

from overbrug.opgaven.actions.erasing import erase_words, holding, places_of
from overbrug.opgaven.actions.figures import add_figure, change_figure, remove_figure
from overbrug.opgaven.actions.indicators import (
    add_indicator,
    add_measurement,
    change_indicator,
    change_measurement,
    remove_indicator,
    remove_measurement,
)
from overbrug.opgaven.actions.invitations import (
    NewInvitation,
    erase_addresses,
    invite_party,
    revoke_invitation,
)
from overbrug.opgaven.actions.needs import add_need, change_need, remove_need
from overbrug.opgaven.actions.observations import (
    add_observation,
    change_observation,
    remove_observation,
)
from overbrug.opgaven.actions.opgaven import change_opgave, create_opgave
from overbrug.opgaven.actions.parties import add_party, change_party, remove_party
from overbrug.opgaven.actions.plan import add_planned, change_planned, remove_planned
from overbrug.opgaven.actions.proposals import (
    answer_proposal,
    conclude_proposal,
    send_proposal,
    withdraw_proposal,
)
from overbrug.opgaven.actions.self_description import Told, describe_party
from overbrug.opgaven.actions.series import add_series, plan_series
from overbrug.opgaven.actions.shares import add_share, change_share, remove_share

__all__ = [
    "NewInvitation",
    "Told",
    "add_figure",
    "add_indicator",
    "add_measurement",
    "add_need",
    "add_observation",
    "add_party",
    "add_planned",
    "add_series",
    "add_share",
    "answer_proposal",
    "change_figure",
    "change_indicator",
    "change_measurement",
    "change_need",
    "change_observation",
    "change_opgave",
    "change_party",
    "change_planned",
    "change_share",
    "conclude_proposal",
    "create_opgave",
    "describe_party",
    "erase_addresses",
    "erase_words",
    "holding",
    "invite_party",
    "places_of",
    "plan_series",
    "remove_figure",
    "remove_indicator",
    "remove_measurement",
    "remove_need",
    "remove_observation",
    "remove_party",
    "remove_planned",
    "remove_share",
    "revoke_invitation",
    "send_proposal",
    "withdraw_proposal",
]
