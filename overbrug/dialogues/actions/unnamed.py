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
from functools import partial
from pathlib import Path
from secrets import SystemRandom

from django.db import connections, transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.dialogues.card_fields import unnamed_fields
from overbrug.dialogues.models import Seat, Table, UnnamedLine
from overbrug.dialogues.router import APART
from overbrug.dialogues.waiting import BATCH, FEWEST_DEVICES, waiting
from overbrug.dialogues.words import UNNAMED_LENGTH, answer

MOST_PER_FIELD = 300
# So many lines of people who left again are heard; then who sat down after them waits.
MOST_BY_GONE = 100


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
        is_full = is_full or not waiting.has_room(line.table, field, device)
        if is_full or _comes_after_many(line.table, field, device):
            raise Refused(_("There are enough lines here already."), field="text")
        _write_anew([*lines, line])
    _blur_times()
    waiting.add(line.table, field, device)
    return True


def release_unnamed(table: Table, *, is_first_end: bool = True) -> None:
    """The table has finished: show all that waits. At a later end only what would show anyway.

    Or whoever holds the clock could end it and go on, and read each line as it comes.
    """
    _show(
        table.public_id, is_ripe=lambda name, count: is_first_end or _is_enough(table, name, count)
    )


def release_step(table: Table, block: str) -> None:
    """Show what waits in a step that the table leaves, but never of fewer people than promised."""
    _show(
        table.public_id,
        is_ripe=lambda name, count: name.startswith(f"{block}/") and _is_enough(table, name, count),
    )


def _is_enough(table: Table, name: str, count: int) -> bool:
    """Whether so many lines point at nobody: lines of one device are lines of one person."""
    devices = waiting.devices(table.public_id, name)
    if devices is None:  # sent before a restart: by whom is not known any more
        return count >= BATCH
    return len(_present(table.public_id, devices)) >= FEWEST_DEVICES


def _present(table_id: str, devices: set[str]) -> set[str]:
    there = Seat.objects.filter(table__public_id=table_id, public_id__in=devices, revoked_at=None)
    return set(there.values_list("public_id", flat=True))


def release_due() -> None:
    """Show the batches whose moment has come; the server asks every two seconds."""
    for (table_id, name), devices in waiting.due().items():
        present = _present(table_id, devices)
        if len(present) < FEWEST_DEVICES:  # somebody sat down thrice to make up a batch
            waiting.keep(table_id, name, present)
            continue
        _show(table_id, is_ripe=partial(_is_field, name))


def _is_field(wanted: str, name: str, _count: int) -> bool:
    return name == wanted


def _comes_after_many(table_id: str, name: str, device: str) -> bool:
    """Whether people who left again filled this question, and this one sat down after them.

    Somebody could sit down, fill it, leave, and sit down again; who sat there before goes on.
    """
    sent = waiting.sent(table_id, name)
    if sum(sent.values()) <= MOST_BY_GONE:
        return False
    seats = Seat.objects.filter(table__public_id=table_id, public_id__in=[*sent, device])
    rows = list(seats.values_list("public_id", "pk", "revoked_at"))
    gone = {seat: pk for seat, pk, revoked_at in rows if revoked_at}
    mine = next((pk for seat, pk, _revoked_at in rows if seat == device), 0)
    if sum(sent[seat] for seat in gone) < MOST_BY_GONE:
        return False
    return mine > min(gone.values())


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


def _show(table_id: str, *, is_ripe: Callable[[str, int], bool]) -> None:
    with transaction.atomic(using=APART):
        lines = list(UnnamedLine.objects.filter(table=table_id))
        counted = Counter(line.field for line in lines if not line.is_shown)
        ripe = {name for name, count in counted.items() if is_ripe(name, count)}
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
