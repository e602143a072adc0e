"""Answers for the writer alone: they never enter the live document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.dialogues.card_fields import private_fields
from overbrug.dialogues.models import PrivateAnswer
from overbrug.dialogues.words import PRIVATE_LENGTH, answer

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat


def save_private(seat: Seat, *, field: str, text: str) -> PrivateAnswer:
    """Keep what this seat wrote for itself; an empty text empties it."""
    if field not in private_fields(seat.table.dialogue.content):
        raise Refused(_("This card has no such question for yourself alone."), field="field")
    text = answer(text, PRIVATE_LENGTH)
    kept, _made = PrivateAnswer.objects.update_or_create(
        seat=seat, epoch=seat.private_epoch, field=field, defaults={"text": text}
    )
    return kept
