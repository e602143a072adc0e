"""Calling a conversation, and growing an own table from one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.dialogues.actions.sitting import sit_down
from overbrug.dialogues.models import Dialogue, Table
from overbrug.dialogues.naming import TITLE_LENGTH, suggested_title, told_apart
from overbrug.dialogues.queries import form_hash
from overbrug.dialogues.rules import may_call_dialogue
from overbrug.lib.text import clean_line
from overbrug.opgaven.rules import part_of

if TYPE_CHECKING:
    from overbrug.accounts.models import Organisation, User
    from overbrug.cards.models import CardVersion
    from overbrug.dialogues.models import Seat
    from overbrug.opgaven.models import Opgave

MOST_TABLES = 20
MOST_GROWN = 3  # at a table, and on average at all tables of a conversation with what grew there
DEEPEST_GROWN = 2
CODE_AFTER_MOMENT = timedelta(days=7)
CODE_WITHOUT_MOMENT = timedelta(days=30)


@transaction.atomic
def call_dialogue(
    opgave: Opgave,
    *,
    by: User,
    card_version: CardVersion,
    tables: int = 1,
    title: str = "",
    language: str = "nl",
    starts_at: datetime | None = None,
    form_key: str | None = None,
) -> Dialogue:
    """Make a conversation with its tables and its code; the same form twice makes one."""
    if not may_call_dialogue(by, opgave):
        raise NotAllowed(_("You may not call a conversation on this opgave."))
    if not 1 <= tables <= MOST_TABLES:
        raise Refused(_("Choose 1 to %(most)s tables.") % {"most": MOST_TABLES}, field="tables")
    sent_before = form_key and Dialogue.objects.filter(form_key=form_key, created_by=by).first()
    if sent_before:
        return sent_before
    dialogue = Dialogue.objects.create(
        opgave=opgave,
        card_version=card_version,
        title=_title(opgave, title, suggested_title(card_version.title, starts_at)),
        language=language,
        starts_at=starts_at,
        code_expires_at=code_ends(starts_at),
        created_by=by,
        organisation=_calling_body(by, opgave),
        form_key=form_key,
    )
    _set_tables(dialogue, tables)
    record("dialogue_called", dialogue, by=by, tables=tables)
    return dialogue


@transaction.atomic
def grow_own_table(table: Table, *, name: str, note: str = "", join_token: str = "") -> Seat:
    """Begin an own table with the same opgave and card; whoever begins it sits there at once."""
    source = table.dialogue
    root, depth = _root_of(source)
    Dialogue.objects.select_for_update().get(pk=root.pk)
    if source.is_rehearsal or source.opgave is None:
        raise Refused(_("A rehearsal has no own tables."))
    form_key = form_hash(table, join_token)[:32] if join_token else None
    if form_key and (grown := Dialogue.objects.filter(form_key=form_key).first()):
        return sit_down(grown, number=1, name=name, note=note, join_token=join_token)
    if Dialogue.objects.filter(grown_from=table).count() >= MOST_GROWN:
        raise Refused(_("Three own tables began here already. Join one of those."))
    if depth >= DEEPEST_GROWN or _grown_from(root) >= MOST_GROWN * root.tables.count():
        raise Refused(_("Many own tables began already. Join one of those."))
    dialogue = Dialogue.objects.create(
        opgave=source.opgave,
        card_version=source.card_version,
        title=source.title,
        language=source.language,
        code_expires_at=code_ends(None),
        is_example=source.is_example,
        grown_from=table,
        form_key=form_key,
    )
    _set_tables(dialogue, 1)
    record("own_table_begun", dialogue)
    return sit_down(dialogue, number=1, name=name, note=note, join_token=join_token)


def code_ends(starts_at: datetime | None) -> datetime:
    """Until when a code opens a seat."""
    now = timezone.now()
    if starts_at is None:
        return now + CODE_WITHOUT_MOMENT
    return max(starts_at, now) + CODE_AFTER_MOMENT


def _root_of(dialogue: Dialogue) -> tuple[Dialogue, int]:
    """The conversation that was called, and how many own tables lie between."""
    depth = 0
    while dialogue.grown_from is not None:
        dialogue, depth = dialogue.grown_from.dialogue, depth + 1
    return dialogue, depth


def _grown_from(root: Dialogue) -> int:
    """How many own tables began at this conversation, and at those in turn."""
    first = Dialogue.objects.filter(grown_from__dialogue=root)
    return first.count() + Dialogue.objects.filter(grown_from__dialogue__in=first).count()


def _title(opgave: Opgave, typed: str, suggested: str) -> str:
    """What was typed; what we suggested ourselves is told apart from what is there already."""
    title = clean_line(typed)[:TITLE_LENGTH]
    if title not in ("", suggested):
        return title
    return told_apart(suggested, set(opgave.dialogues.values_list("title", flat=True)))


def _calling_body(by: User, opgave: Opgave) -> Organisation | None:
    """The party for which this person calls."""
    hat = part_of(by, opgave)
    return hat.organisation if hat else None


def _set_tables(dialogue: Dialogue, count: int) -> None:
    for number in range(1, count + 1):
        Table.objects.create(dialogue=dialogue, number=number)
