"""The next step that somebody wrote at the table, to begin the form with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.dialogues.card_fields import prompts_of
from overbrug.dialogues.reading import written_at
from overbrug.followups.models import STEP_LENGTH

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat


def own_step(seat: Seat) -> str:
    """What this seat promised, and what it wrote for itself under a question for a step.

    Only its own fields. What somebody would rather not say is no step: a private answer counts
    only when the card calls its question one (`step`, `own-step`).
    """
    written = written_at(seat.table, own=[seat])
    private = written.private.get(seat.public_id, {})
    found = []
    for field, prompt in prompts_of(seat.table.dialogue.content):
        if prompt["kind"] == "commitment":
            found.append(written.texts.get(f"{field}/{seat.public_id}/what", ""))
        elif prompt["kind"] == "private" and field.endswith("step"):
            found.append(private.get(field, ""))
    lines = dict.fromkeys(text.strip() for text in found if text.strip())
    return "\n".join(lines)[:STEP_LENGTH]
