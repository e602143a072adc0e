"""Lines without a name: stored whole, shown in shuffled batches, linked to nobody.

What must not happen, and how it is kept from happening:
- no seat, session, audit row or time: the row holds a table, a field and the text, nothing else;
- nothing between the lines: they have a database file of their own, without a write-ahead log;
- no order of arrival: the table has no rowid, and as SQLite writes new rows of a page one after
  the other, the lines of a table are written anew in random order each time one is added;
- no batch of one sender: lines wait for others, and for a moment that nobody chose (`waiting.py`).
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import SystemRandom

from django.db import connections, transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.dialogues.card_fields import unnamed_fields
from overbrug.dialogues.models import Seat, Table, UnnamedLine
from overbrug.dialogues.router import APART
from overbrug.dialogues.waiting import FEWEST_DEVICES, waiting
from overbrug.dialogues.words import UNNAMED_LENGTH, answer

MOST_PER_FIELD = 300
FEWEST_AT_STEP_END = 2


def submit_unnamed(table: Table, *, line_id: str, field: str, text: str, device: str = "") -> bool:
    """Keep a line; True when it is new, False when this id was kept before.

    `device` is only counted, in memory: see `waiting.py`.
    """
    _check(table, line_id, field)
    text = answer(text, UNNAMED_LENGTH)
    if not text:
        raise Refused(_("Write something first."), field="text")
    line = UnnamedLine(id=line_id, table=table.public_id, field=field, text=text)
    with transaction.atomic(using=APART):
        if kept := UnnamedLine.objects.filter(pk=line_id).first():
            if (kept.table, kept.field) != (line.table, field):
                raise Refused(_("This line was sent elsewhere. Write it anew."), field="id")
            return False
        lines = list(UnnamedLine.objects.filter(table=line.table))
        is_full = sum(other.field == field for other in lines) >= MOST_PER_FIELD
        if is_full or not waiting.has_room(line.table, field, device):
            raise Refused(_("There are enough lines here already."), field="text")
        _write_anew([*lines, line])
    _blur_times()
    waiting.add(line.table, field, device)
    return True


def release_unnamed(table: Table) -> None:
    """Show all that still waits: the table has finished."""
    _show(table.public_id, fewest=1, is_wanted=lambda field: True)
    waiting.forget(table.public_id)


def release_step(table: Table, block: str) -> None:
    """Show what waits in a step that the table leaves, but never a line alone."""
    _show(
        table.public_id,
        fewest=FEWEST_AT_STEP_END,
        is_wanted=lambda field: field.startswith(f"{block}/"),
    )


def release_due() -> None:
    """Show the batches whose moment has come; the server asks every two seconds."""
    for (table_id, name), devices in waiting.due().items():
        there = Seat.objects.filter(
            table__public_id=table_id, public_id__in=devices, revoked_at=None
        )
        present = set(there.values_list("public_id", flat=True))
        if len(present) < FEWEST_DEVICES:  # somebody sat down thrice to make up a batch
            waiting.keep(table_id, name, present)
            continue
        _show(table_id, fewest=1, is_wanted=name.__eq__)


def forget_unnamed(tables: list[str]) -> None:
    """Erase the lines of tables that are removed."""
    with transaction.atomic(using=APART):
        UnnamedLine.objects.filter(table__in=tables).delete()
    _blur_times()
    for table_id in tables:
        waiting.forget(table_id)


def _check(table: Table, line_id: str, field: str) -> None:
    if not re.fullmatch("[0-9a-f]{32}", line_id):
        raise Refused(_("The id of the line is not 32 signs of 0-9 and a-f."), field="id")
    if field not in unnamed_fields(table.dialogue.content):
        raise Refused(_("This card has no such question without names."), field="field")


def _show(table_id: str, *, fewest: int, is_wanted: Callable[[str], bool]) -> None:
    with transaction.atomic(using=APART):
        lines = list(UnnamedLine.objects.filter(table=table_id))
        counted = Counter(line.field for line in lines if not line.is_shown)
        ripe = {name for name, n in counted.items() if n >= fewest and is_wanted(name)}
        if not ripe:
            return
        for line in lines:
            line.is_shown = line.is_shown or line.field in ripe
        _write_anew(lines)
    _blur_times()
    for name in sorted(ripe):
        waiting.shown(table_id, name)
        count = sum(line.field == name for line in lines)
        announce("unnamed_shown", table_id=table_id, field=name, count=count)


def _write_anew(lines: list[UnnamedLine]) -> None:
    """Write all lines of one table again, in an order that says nothing."""
    UnnamedLine.objects.filter(table=lines[0].table).delete()
    SystemRandom().shuffle(lines)
    UnnamedLine.objects.bulk_create(lines)


def _blur_times() -> None:
    """Let the files tell the hour of the last line and not the second."""
    if connections[APART].vendor != "sqlite":
        return
    hour = time.time() // 3600 * 3600
    name = str(connections[APART].settings_dict["NAME"])
    for file in (Path(name), Path(f"{name}-journal")):
        # The line is saved; a file that is not there, or not ours, is no reason to refuse it.
        with suppress(OSError):
            os.utime(file, (hour, hour))
