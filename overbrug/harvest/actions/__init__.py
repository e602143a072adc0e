"""What people do with a harvest: one file per noun."""

from overbrug.harvest.actions.adopting import adopt
from overbrug.harvest.actions.marks import (
    IS_SHARED,
    hold,
    keep_here,
    mark,
    move_up,
    note_dissent,
)
from overbrug.harvest.actions.pages import propose_page, say, settle, settle_due, take_back
from overbrug.harvest.actions.releasing import release, set_aside, take_up_again

__all__ = [
    "IS_SHARED",
    "adopt",
    "hold",
    "keep_here",
    "mark",
    "move_up",
    "note_dissent",
    "propose_page",
    "release",
    "say",
    "set_aside",
    "settle",
    "settle_due",
    "take_back",
    "take_up_again",
]
