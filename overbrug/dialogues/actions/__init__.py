"""What people do with conversations. Each action checks who may, writes, and announces."""

from overbrug.dialogues.actions.calling import call_dialogue, grow_own_table
from overbrug.dialogues.actions.changing import change_dialogue, close_dialogue, reopen_dialogue
from overbrug.dialogues.actions.leaving import (
    leave_seat,
    mark_finished,
    revoke_screen,
    revoke_seat,
)
from overbrug.dialogues.actions.private import save_private
from overbrug.dialogues.actions.rehearsing import start_rehearsal
from overbrug.dialogues.actions.removing import remove_dialogue, remove_rehearsals
from overbrug.dialogues.actions.screens import make_screen_code, use_screen_code
from overbrug.dialogues.actions.sitting import after_the_end, sit_down, take_back_seat
from overbrug.dialogues.actions.unnamed import (
    release_due,
    release_step,
    release_unnamed,
    submit_unnamed,
)

__all__ = (
    "after_the_end",
    "call_dialogue",
    "change_dialogue",
    "close_dialogue",
    "grow_own_table",
    "leave_seat",
    "make_screen_code",
    "mark_finished",
    "release_due",
    "release_step",
    "release_unnamed",
    "remove_dialogue",
    "remove_rehearsals",
    "reopen_dialogue",
    "revoke_screen",
    "revoke_seat",
    "save_private",
    "sit_down",
    "start_rehearsal",
    "submit_unnamed",
    "take_back_seat",
    "use_screen_code",
)
