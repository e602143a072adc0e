"""What people and the clock do with follow-ups."""

from overbrug.followups.actions.answering import answer, explain
from overbrug.followups.actions.asking import ask_due, skip_what_was_due
from overbrug.followups.actions.ending import (
    count_rounds,
    erase_ended,
    link_reached_nobody,
    stop,
)
from overbrug.followups.actions.leaving import leave_address
from overbrug.followups.actions.stopping import forget_mailed, stop_for_good, was_mailed

__all__ = (
    "answer",
    "ask_due",
    "count_rounds",
    "erase_ended",
    "explain",
    "forget_mailed",
    "leave_address",
    "link_reached_nobody",
    "skip_what_was_due",
    "stop",
    "stop_for_good",
    "was_mailed",
)
