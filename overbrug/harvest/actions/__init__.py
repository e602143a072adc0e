"""What people do with a harvest: one file per noun."""

from overbrug.harvest.actions.marks import hold, keep_here, mark, move_up, note_dissent
from overbrug.harvest.actions.pages import propose_page, say, take_back

__all__ = [
    "hold",
    "keep_here",
    "mark",
    "move_up",
    "note_dissent",
    "propose_page",
    "say",
    "take_back",
]
