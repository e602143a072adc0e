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
from overbrug.commitments.actions.commitments import (
    change_commitment,
    confirm,
    decline,
    deliver,
    propose_commitment,
    show_to,
    withdraw,
)
from overbrug.commitments.actions.mandates import end_mandate, record_mandate

__all__ = [
    "ask_again",
    "ask_to_confirm",
    "change_commitment",
    "confirm",
    "confirm_by_link",
    "decline",
    "decline_by_link",
    "deliver",
    "end_address",
    "end_mandate",
    "end_run_out",
    "hold_by_link",
    "pass_on_by_link",
    "propose_commitment",
    "record_mandate",
    "register_address",
    "revoke_link",
    "show_to",
    "withdraw",
    "withdraw_by_link",
]
