"""What people do with promises, mandates and registered addresses: one file per noun."""

from overbrug.commitments.actions.addresses import end_address, end_run_out, register_address
from overbrug.commitments.actions.answering import (
    confirm_by_link,
    decline_by_link,
    hold_by_link,
    pass_on_by_link,
    withdraw_by_link,
)
from overbrug.commitments.actions.asking import ask_again, ask_to_confirm, revoke_link
from overbrug.commitments.actions.capacities import declare_capacity, end_capacity
from overbrug.commitments.actions.commitments import (
    change_commitment,
    confirm,
    decline,
    deliver,
    propose_commitment,
    show_to,
    withdraw,
)
from overbrug.commitments.actions.effects import claim_effect, drop_effect, review_effect
from overbrug.commitments.actions.mandates import end_mandate, record_mandate

__all__ = [
    "ask_again",
    "ask_to_confirm",
    "change_commitment",
    "claim_effect",
    "confirm",
    "confirm_by_link",
    "declare_capacity",
    "decline",
    "decline_by_link",
    "deliver",
    "drop_effect",
    "end_address",
    "end_capacity",
    "end_mandate",
    "end_run_out",
    "hold_by_link",
    "pass_on_by_link",
    "propose_commitment",
    "record_mandate",
    "register_address",
    "review_effect",
    "revoke_link",
    "show_to",
    "withdraw",
    "withdraw_by_link",
]
