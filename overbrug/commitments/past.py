"""The history of one promise in words: the old text stays to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.models import Role
from overbrug.commitments.actions.answering import BY_ADDRESS, BY_LINK
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.visibility import Visibility
from overbrug.lib.differences import Piece, shorten_same, word_changes
from overbrug.lib.numbers import show_number
from overbrug.opgaven.then import Hidden

SHOWN = ("what", "amount", "to_whom", "due_on", "means", "evidence", "reason", "delivered_on")


@dataclass(frozen=True)
class Step:
    """One moment: who, in which role, did what."""

    happened_at: datetime
    sentence: str
    role: str
    organisation: str
    person: str
    changes: list[tuple[str, list[Piece]]] = field(default_factory=list)


def steps_of(
    commitment: Commitment, *, with_names: bool, sees_inside: bool, hidden: Hidden
) -> list[Step]:
    """Every moment of this promise that this reader may see, the newest first.

    What stood there while only the parties saw it stays with them, also when the promise is shown
    to everyone later. `hidden` is the time in which the opgave itself was not for this reader.
    """
    rows = list(
        commitment.history.select_related("history_user").order_by("history_date", "history_id")
    )
    pairs = zip([None, *rows[:-1]], rows, strict=True)
    return [
        _step(row, before, with_names=with_names, sees_inside=sees_inside)
        for before, row in pairs
        if (sees_inside or row.visibility == Visibility.PUBLIC)
        and not hidden.covers(row.history_date)
    ][::-1]


def proposed(commitment: Commitment) -> Any | None:
    """The moment it was proposed, as everyone may read it; None when it was not public then."""
    first = commitment.history.order_by("history_date", "history_id").first()
    return first if first is not None and first.visibility == Visibility.PUBLIC else None


def said_through(link: AnswerLink) -> Commitment | None:
    """The promise as it stood right after this link was used; None when its history has gone."""
    rows = link.commitment.history.order_by("history_date", "history_id")
    if link.answer == AnswerLink.NOT_US or link.reason:  # it changed nothing
        row = rows.filter(history_date__lte=link.used_at).last()
    else:
        status = Commitment.Status.CONFIRMED if link.answer == AnswerLink.HOLDS else link.answer
        row = rows.filter(history_date__gte=link.used_at, status=status).first()
    said: Commitment | None = row.instance if row is not None else None
    return said


def _step(row: Any, before: Any | None, *, with_names: bool, sees_inside: bool) -> Step:
    was_hidden = before is not None and before.visibility != Visibility.PUBLIC and not sees_inside
    return Step(
        happened_at=row.history_date,
        sentence=_sentence(row, before),
        role=_role(row.hat_role),
        organisation=row.hat_organisation,
        person=str(row.history_user.name) if with_names and row.history_user else "",
        changes=_changes(row, None if was_hidden else before),
    )


def _role(worn: str) -> str:
    """In which role somebody acted: a hat, a registered address, or only a link."""
    if worn == BY_LINK:
        return _("through a link, without an account")
    if worn.startswith(BY_ADDRESS):
        return _("registered address: %(role)s") % {"role": worn.removeprefix(BY_ADDRESS)}
    return str(dict(Role.choices).get(worn, worn))


def _sentence(row: Any, before: Any | None) -> str:
    if before is None and row.status == Commitment.Status.PROPOSED:
        return _("Proposed")
    if before is not None and before.visibility != row.visibility:
        return _("Chosen who sees it: %(who)s") % {"who": Visibility(row.visibility).label}
    if before is not None and row.still_holds_at and before.still_holds_at != row.still_holds_at:
        return _("Said again that it still holds")
    was = None if before is None else (before.status, before.is_mandated)
    if was == (row.status, row.is_mandated):
        return _("The text was changed")
    if row.status == Commitment.Status.CONFIRMED:
        if row.is_mandated:
            return _("Confirmed in the name of the organisation")
        return _("Confirmed on personal title")
    return {
        Commitment.Status.DECLINED: _("Declined"),
        Commitment.Status.WITHDRAWN: _("Withdrawn"),
        Commitment.Status.DELIVERED: _("Delivered"),
    }.get(row.status, _("The text was changed"))


def _changes(row: Any, before: Any | None) -> list[tuple[str, list[Piece]]]:
    found = []
    for name in SHOWN:
        new, old = getattr(row, name), getattr(before, name) if before is not None else None
        if new == old or (before is None and not new):
            continue
        words = _in_words(new)
        if before is None:
            pieces = [Piece("same", words)]
        elif not old:
            pieces = [Piece("new", words)]
        else:
            pieces = shorten_same(word_changes(_in_words(old), words))
        found.append((_label(name), pieces))
    return found


def _label(name: str) -> str:
    field: Any = Commitment._meta.get_field(name)
    return str(field.verbose_name)


def _in_words(value: Any) -> str:
    if value in (None, ""):
        return _("nothing filled in")
    if isinstance(value, Decimal):
        return show_number(value, language=get_language() or "nl")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
