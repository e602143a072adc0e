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

__all__ = (
    "answer",
    "ask_due",
    "count_rounds",
    "erase_ended",
    "explain",
    "leave_address",
    "link_reached_nobody",
    "skip_what_was_due",
    "stop",
)
