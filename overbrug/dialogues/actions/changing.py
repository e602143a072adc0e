"""What the organiser does after calling: change, close, open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.actions.calling import MOST_TABLES, code_ends
from overbrug.dialogues.models import Dialogue, Seat, Table
from overbrug.dialogues.rules import may_change_dialogue, may_close_dialogue
from overbrug.lib.text import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from overbrug.accounts.models import User


@transaction.atomic
def change_dialogue(
    dialogue: Dialogue, *, by: User, title: str, starts_at: datetime | None, tables: int
) -> Dialogue:
    """Another title or moment, or more tables. The code lives a week longer than the moment.

    What is over stays over: a code that opens nothing any more never opens a table again.
    """
    if not may_change_dialogue(by, dialogue):
        raise NotAllowed(_("You may not change this conversation."))
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    count = row.tables.count()
    if not count <= tables <= MOST_TABLES:
        words = _("Choose %(count)s to %(most)s tables. A table does not go away.")
        raise Refused(words % {"count": count, "most": MOST_TABLES}, field="tables")
    row.title = clean_line(title)[:120] or row.title
    if _minute(starts_at) != _minute(row.starts_at):
        if _is_over(row):
            words = _("This conversation is over: its moment stays. Call a new conversation.")
            raise Refused(words, field="starts_at")
        row.starts_at, row.code_expires_at = starts_at, code_ends(starts_at)
    row.save(update_fields=["title", "starts_at", "code_expires_at"])
    for number in range(count + 1, tables + 1):
        Table.objects.create(dialogue=row, number=number)
    record("dialogue_changed", row, by=by, tables=tables)
    return row


@transaction.atomic
def close_dialogue(dialogue: Dialogue, *, by: User) -> Dialogue:
    """From now on nobody new sits down; who sits there can go on reading and writing."""
    if not may_close_dialogue(by, dialogue):
        raise NotAllowed(_("You may not close this conversation."))
    if dialogue.closed_at is None:
        dialogue.closed_at = timezone.now()
        dialogue.save(update_fields=["closed_at"])
        # A table where nobody sat has nothing to keep: it may begin when this opens again.
        sat = Seat.objects.filter(table__dialogue=dialogue, kind=Seat.Kind.PERSON).values("table")
        ended = dialogue.tables.filter(first_ended_at=None, pk__in=sat)
        ended.update(first_ended_at=dialogue.closed_at)
        record("dialogue_closed", dialogue, by=by)
        tables = list(dialogue.tables.values_list("public_id", flat=True))
        announce("dialogue_closed", table_ids=tables)
    return dialogue


@transaction.atomic
def reopen_dialogue(dialogue: Dialogue, *, by: User) -> Dialogue:
    """People can sit down again, with the same code as long as that is valid.

    What was said before stays with who sat there: a table that was over once stays over for that.
    """
    if not may_close_dialogue(by, dialogue):
        raise NotAllowed(_("You may not open this conversation again."))
    if dialogue.code_expires_at <= timezone.now():
        raise Refused(_("The code has expired. Call a new conversation."))
    if dialogue.closed_at is not None:
        dialogue.closed_at = None
        dialogue.save(update_fields=["closed_at"])
        record("dialogue_reopened", dialogue, by=by)
    return dialogue


def _is_over(dialogue: Dialogue) -> bool:
    """Closed, all tables finished, or expired after people sat there."""
    if dialogue.closed_at is not None or not dialogue.tables.filter(finished_at=None).exists():
        return True
    has_sat = Seat.objects.filter(table__dialogue=dialogue, kind=Seat.Kind.PERSON).exists()
    return has_sat and dialogue.code_expires_at <= timezone.now()


def _minute(moment: datetime | None) -> datetime | None:
    """A form for a moment knows no seconds."""
    return moment and moment.replace(second=0, microsecond=0)
