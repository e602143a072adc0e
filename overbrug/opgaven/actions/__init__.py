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
from overbrug.opgaven.actions.opgaven import change_opgave, create_opgave
from overbrug.opgaven.actions.parties import add_party, change_party, remove_party
from overbrug.opgaven.actions.self_description import Told, describe_party
from overbrug.opgaven.actions.series import add_series, plan_series

__all__ = [
    "NewInvitation",
    "Told",
    "add_figure",
    "add_indicator",
    "add_measurement",
    "add_need",
    "add_party",
    "add_series",
    "change_figure",
    "change_indicator",
    "change_measurement",
    "change_need",
    "change_opgave",
    "change_party",
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
    "remove_party",
    "revoke_invitation",
]
