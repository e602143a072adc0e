"""Take lines of tables over in the text of an opgave. A person does that, never the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record_each
from overbrug.dialogues.models import Table
from overbrug.harvest import network, rules
from overbrug.harvest.actions.releasing import AlreadyDecided
from overbrug.harvest.models import Adoption
from overbrug.opgaven.actions import change_opgave
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.rules import editing_hat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from overbrug.accounts.models import Membership, User
    from overbrug.harvest.models import HarvestLine

MOST_LINES = 50
SOURCE_LENGTH = 100  # what a row of the history holds


@transaction.atomic
def adopt(
    opgave: Opgave,
    *,
    by: User,
    field: str,
    lines: Sequence[HarvestLine],
    text: str,
    revision: int,
    everyone_may_read: bool = False,
) -> Opgave:
    """Save the text of one field with these lines in it, as read at `revision`.

    Raises EditConflict when somebody changed the field meanwhile. Lines that fewer people see than
    the opgave need `everyone_may_read`: somebody says so, and that is written down.
    """
    hat = editing_hat(by, opgave)
    if hat is None or not rules.may_release_each(by, opgave, lines):
        raise NotAllowed
    if len(lines) > MOST_LINES:
        raise Refused(too_many(), field="line")
    _must_be_free(lines, field)
    wider = [line for line in lines if line.visibility > opgave.visibility]
    if wider and not everyone_may_read:
        raise Refused(_("Tick this, or leave these lines out."), field="everyone")
    if text == getattr(opgave, field):
        raise Refused(
            _("The text is still the same. Use the lines in it, or set them aside."), field="text"
        )
    talks = {line.page.table.dialogue.public_id for line in lines if line not in wider}
    source = _source(talks)
    saved = change_opgave(opgave, by=by, revision=revision, source=source, **{field: text})
    Adoption.objects.bulk_create(Adoption(line=line, is_adopted=True) for line in lines)
    _record(lines, wider, by=by, hat=hat, field=field)
    return saved


def too_many() -> str:
    """Why more lines are refused, in words."""
    return _("Tick at most %(most)s lines at a time.") % {"most": MOST_LINES}


def _source(talks: Iterable[str]) -> str:
    """Names of conversations as far as they fit, each whole: half a name leads nowhere."""
    source = ""
    for name in sorted(talks):
        longer = f"{source} {name}".strip()
        if len(longer) > SOURCE_LENGTH:
            break
        source = longer
    return source


def _must_be_free(lines: Sequence[HarvestLine], field: str) -> None:
    """Lock the tables of these lines; refuse what is about another text or was decided on."""
    if not lines or field not in rules.TEXTS or any(line.fills != field for line in lines):
        raise Refused(_("Choose lines that are about this text."), field="text")
    tables = {line.page.table_id for line in lines}
    list(Table.objects.select_for_update().filter(pk__in=tables).order_by("pk"))
    if decision := network.decision_on(*lines):
        raise AlreadyDecided(decision)


def _record(
    lines: Sequence[HarvestLine],
    wider: list[HarvestLine],
    *,
    by: User,
    hat: Membership,
    field: str,
) -> None:
    rows = []
    for line in lines:
        dialogue = line.page.table.dialogue
        facts: dict[str, Any] = {"field": field, "dialogue": dialogue.public_id}
        facts |= {"opgave": dialogue.opgave_id, "shown_to_more": line in wider}
        rows.append((line, facts))
    record_each("line_adopted", rows, by=by, hat=hat)
