"""Lines without a name: stored whole, shown in shuffled batches, linked to nobody.

What must not happen, and how it is kept from happening:
- no seat, session, audit row or time: the row holds a table, a field and the text, nothing else;
- no order of arrival: the table has no rowid, and as SQLite writes new rows of a page one after
  the other, the lines of a field are written anew in random order each time one is added;
- no older pages: after a batch the write-ahead log is emptied, when nobody is reading just then.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from secrets import SystemRandom

from django.db import connection, transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.dialogues.card_fields import unnamed_fields
from overbrug.dialogues.models import Table, UnnamedLine
from overbrug.dialogues.words import UNNAMED_LENGTH, answer

BATCH = 3
MOST_PER_FIELD = 300


@transaction.atomic
def submit_unnamed(table: Table, *, line_id: str, field: str, text: str) -> bool:
    """Keep a line; True when it is new, False when this id was kept before."""
    _check(table, line_id, field)
    text = answer(text, UNNAMED_LENGTH)
    if not text:
        raise Refused(_("Write something first."), field="text")
    Table.objects.select_for_update().get(pk=table.pk)
    if kept := UnnamedLine.objects.filter(pk=line_id).first():
        if (kept.table_id, kept.field) != (table.pk, field):
            raise Refused(_("This line was sent elsewhere. Write it anew."), field="id")
        return False
    lines = list(UnnamedLine.objects.filter(table=table, field=field))
    if len(lines) >= MOST_PER_FIELD:
        raise Refused(_("There are enough lines here already."), field="text")
    lines.append(UnnamedLine(id=line_id, table=table, field=field, text=text))
    _write_anew(table, lines, show=sum(not line.is_shown for line in lines) >= BATCH)
    return True


@transaction.atomic
def release_unnamed(table: Table) -> None:
    """Show what still waits: the table moves on, or has finished."""
    Table.objects.select_for_update().get(pk=table.pk)
    fields: dict[str, list[UnnamedLine]] = {}
    for line in UnnamedLine.objects.filter(table=table):
        fields.setdefault(line.field, []).append(line)
    for lines in fields.values():
        if not all(line.is_shown for line in lines):
            _write_anew(table, lines, show=True)


def _check(table: Table, line_id: str, field: str) -> None:
    if not re.fullmatch("[0-9a-f]{32}", line_id):
        raise Refused(_("The id of the line is not 32 signs of 0-9 and a-f."), field="id")
    if field not in unnamed_fields(table.dialogue.content):
        raise Refused(_("This card has no such question without names."), field="field")


def _write_anew(table: Table, lines: list[UnnamedLine], *, show: bool) -> None:
    """Write all lines of one field again, in an order that says nothing."""
    UnnamedLine.objects.filter(pk__in=[line.pk for line in lines]).delete()
    SystemRandom().shuffle(lines)
    for line in lines:
        line.is_shown = line.is_shown or show
    UnnamedLine.objects.bulk_create(lines)
    if show:
        facts = {"field": lines[0].field, "count": len(lines)}
        announce("unnamed_shown", table_id=table.public_id, **facts)
        transaction.on_commit(forget_older_pages)


def forget_older_pages() -> None:
    """Empty SQLite's write-ahead log, which holds each page as it was after each line."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return
    try:
        with closing(sqlite3.connect(name, timeout=0.2)) as own:
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        return  # somebody reads; the next batch, or SQLite itself, empties it
