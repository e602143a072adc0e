"""Take a shared line off the pages, and put it back: for words that should not stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.harvest import rules
from overbrug.harvest.models import HarvestLine, Hiding
from overbrug.lib.text import clean_line
from overbrug.opgaven.rules import editing_hat

if TYPE_CHECKING:
    from overbrug.accounts.models import Membership, User

REASON_LENGTH = 300


@transaction.atomic
def hide(line: HarvestLine, *, by: User, reason: str) -> None:
    """Take the words off every page, also where they left another time. The table keeps them."""
    hat = _hat(line, by)
    if not clean_line(reason):
        raise Refused(_("Write why, in one sentence."), field="reason")
    if len(clean_line(reason)) > REASON_LENGTH:
        words = _("Make it shorter: at most %(most)s characters.") % {"most": REASON_LENGTH}
        raise Refused(words, field="reason")
    for same in _same_words(line):
        Hiding.objects.get_or_create(line=same, defaults={"reason": clean_line(reason)})
    record("line_hidden", line, by=by, hat=hat)


@transaction.atomic
def show_again(line: HarvestLine, *, by: User) -> None:
    """Put it back where it stood."""
    hat = _hat(line, by)
    Hiding.objects.filter(line__in=_same_words(line)).delete()
    record("line_shown_again", line, by=by, hat=hat)


def _hat(line: HarvestLine, by: User) -> Membership | None:
    opgave = line.page.table.dialogue.opgave
    if opgave is None or not rules.may_decide_on_harvest(by, opgave):
        raise NotAllowed
    return editing_hat(by, opgave)


def _same_words(line: HarvestLine) -> list[HarvestLine]:
    others = HarvestLine.objects.filter(page__table=line.page.table_id, key=line.key)
    return [other for other in others if other.words_key == line.words_key]
