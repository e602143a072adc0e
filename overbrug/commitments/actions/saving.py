"""How a promise is locked, checked and saved, whoever acts: somebody who logged in, or a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, User
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.errors import Conflict, Refused
from overbrug.core.events import announce
from overbrug.core.history import write_as
from overbrug.core.models import record
from overbrug.core.revisions import check

Status = Commitment.Status
TEXTS = ("need", "what", "amount", "to_whom", "due_on", "means", "evidence")
PERSONAL = "personal"


class TextChanged(Conflict):
    """Somebody changed the words between reading and deciding."""


@dataclass(frozen=True)
class _House:
    name: str = ""


@dataclass(frozen=True)
class Pen:
    """In which role a link writes, where a person who logged in has a hat."""

    role: str
    organisation: Any = _House()


def locked(commitment: Commitment) -> Commitment:
    """The row as it is now, held until the end of this transaction."""
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related("opgave", "organisation").get(pk=commitment.pk)


def same_text(row: Commitment, revision: int) -> None:
    """Who decides has read the words that stand there."""
    if revision != row.revision:
        raise TextChanged(
            _("The text changed while you were reading. Read it again and then decide.")
        )


def end(row: Commitment, status: Status, reason: str) -> None:
    """Decline or withdraw it, visibly and with the reason."""
    if not reason:
        raise Refused(_("Write why, in one sentence."), field="reason")
    row.status, row.reason, row.ended_at = status, reason, timezone.now()
    row.revision += 1


def make_firm(
    row: Commitment,
    *,
    by: User | None,
    mandate_text: str | None,
    link: AnswerLink | None = None,
) -> None:
    """Put the yes on the row; without a mandate text it is on personal title."""
    row.status = Status.CONFIRMED
    row.is_mandated = mandate_text is not None
    row.mandate_text = mandate_text or ""
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.yes_by = link
    row.still_holds_at = None
    row.reason = ""
    row.revision += 1


def known(texts: dict[str, Any]) -> None:
    """Only words of a promise are set as words."""
    if unknown := set(texts) - set(TEXTS):
        raise TypeError(f"A commitment has no text {', '.join(sorted(unknown))} to set.")


def save(
    row: Commitment, *, by: User | None, hat: Membership | Pen | None, verb: str, **facts: Any
) -> None:
    """Check and save it, with its history, its row in the audit trail and its announcement."""
    if row.need is not None and row.need.opgave_id != row.opgave_id:
        raise Refused(_("Choose one from the list."), field="need")
    if row.amount is not None and row.amount <= 0:
        raise Refused(_("Write how much you promise, or leave it empty."), field="amount")
    check(row)
    write_as(row, by=by, hat=hat)
    row.save()
    worn: Any = hat
    record(verb, row, by=by, hat=worn, opgave=row.opgave_id, **facts)
    announce("commitments_changed", commitment=row)
