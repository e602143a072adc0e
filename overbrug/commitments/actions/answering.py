"""What somebody without an account decides through a mailed link. Each link decides once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.commitments import rules
from overbrug.commitments.actions.asking import take_back_others
from overbrug.commitments.actions.saving import (
    PERSONAL,
    Pen,
    Status,
    end,
    known,
    locked,
    make_firm,
    same_text,
    save,
)
from overbrug.commitments.models import AnswerLink, Commitment, RegisteredAddress
from overbrug.core.addresses import site_address
from overbrug.core.errors import Refused
from overbrug.core.models import record
from overbrug.core.revisions import check, revise
from overbrug.core.visibility import Visibility
from overbrug.outbox import actions as outbox

BY_LINK = "link"
BY_ADDRESS = "address: "


@transaction.atomic
def confirm_by_link(link: AnswerLink, *, revision: int, speaks_as: str, **texts: Any) -> Commitment:
    """Say yes, perhaps in other words, for the organisation or on personal title.

    `speaks_as` is what the page offered: the number of a registered address, or "personal". An
    address that ended meanwhile confirms nothing: whoever holds the link decides again.
    """
    link, row = _open(link, "change" if texts else "confirm")
    known(texts)
    _party_is_here(row)
    same_text(row, revision)
    address = _address(link, speaks_as)
    if address is None and row.status == Status.CONFIRMED:
        raise Refused(_already(row), field="speaks_as")
    was_confirmed = row.status == Status.CONFIRMED
    changed = revise(row, revision=revision, changes=texts)
    if row.is_firm and not changed:
        return _hold(link, row)
    row.was_changed = row.was_changed or (was_confirmed and bool(changed))
    link.spend()
    make_firm(row, by=None, mandate_text=address.text if address else None, link=link)
    save(
        row,
        by=None,
        hat=pen_of(address),
        verb="commitment_confirmed",
        mandated=row.is_mandated,
        fields=changed,
    )
    take_back_others(row)
    _answered(link, row, row.status)
    return row


@transaction.atomic
def hold_by_link(link: AnswerLink, *, revision: int) -> Commitment:
    """Say in the organisation's name that what it promised still stands; the words stay."""
    link, row = _open(link, "hold")
    _party_is_here(row)
    same_text(row, revision)
    return _hold(link, row)


@transaction.atomic
def pass_on_by_link(link: AnswerLink, *, reason: str = "") -> Commitment:
    """Say that the question came to the wrong place: it ends, and nothing else changes.

    `reason` may say whom to ask; only who may ask reads it.
    """
    link, row = _open(link, "not_us")
    return _end_question(link, row, AnswerLink.NOT_US, reason)


@transaction.atomic
def decline_by_link(link: AnswerLink, *, revision: int, reason: str) -> Commitment:
    """Say no to a proposal, and why.

    Who does not speak for the organisation says no for themselves: that ends the question, and
    the promise stays a wish that the organisation decides about.
    """
    fresh, row = _open(link, "decline")
    if not rules.speaks_for_party(fresh):
        same_text(row, revision)
        return _no_of_one(fresh, row, reason)
    return _close(link, "decline", Status.DECLINED, revision=revision, reason=reason)


@transaction.atomic
def withdraw_by_link(link: AnswerLink, *, revision: int, reason: str) -> Commitment:
    """Take a confirmed promise back, visibly and with the reason.

    A used link does so with its own yes; the caller knows that this browser sent it.
    """
    return _close(link, "withdraw", Status.WITHDRAWN, revision=revision, reason=reason)


def gone_words(row: Commitment) -> str:
    """Why nobody can confirm for a party that left."""
    return _("%(party)s does not take part in this opgave any more. Nothing was confirmed.") % {
        "party": row.who
    }


def ended_words(link: AnswerLink) -> str:
    """Why a mailbox that ended cannot answer about what stands."""
    assert link.address is not None
    return _(
        "The address “%(role)s” does not speak for %(party)s any more. "
        "Nothing was changed: the promise stands as it stood."
    ) % {"role": link.address.role, "party": link.commitment.who}


def pen_of(address: RegisteredAddress | None) -> Pen:
    """In whose role a link writes: never with the address itself."""
    if address is None:
        return Pen(BY_LINK)
    return Pen(f"{BY_ADDRESS}{address.role}", address.organisation)


def _close(link: AnswerLink, act: str, status: Status, *, revision: int, reason: str) -> Commitment:
    link, row = _open(link, act)
    same_text(row, revision)
    address = rules.speaking_address(link)
    if row.is_mandated and address is None:
        raise Refused(
            _("This was promised with a mandate. Only somebody with a mandate withdraws it.")
        )
    end(row, status, reason)
    if link.state == "open":
        link.spend()
    save(row, by=None, hat=pen_of(address), verb=f"commitment_{status}")
    _answered(link, row, status)
    return row


def _no_of_one(link: AnswerLink, row: Commitment, reason: str) -> Commitment:
    if not reason:
        raise Refused(_("Write why, in one sentence."), field="reason")
    return _end_question(link, row, Status.DECLINED, reason)


def _end_question(link: AnswerLink, row: Commitment, answer: str, reason: str) -> Commitment:
    """The question has its answer, and the promise stays as it is."""
    link.reason = reason
    check(link)
    link.spend()
    link.save(update_fields=["reason"])
    record(f"commitment_question_{answer}", row, role=BY_LINK, opgave=row.opgave_id)
    _answered(link, row, answer)
    return row


def _hold(link: AnswerLink, row: Commitment) -> Commitment:
    link.spend()
    row.still_holds_at = timezone.now()
    pen = pen_of(rules.speaking_address(link))
    save(row, by=None, hat=pen, verb="commitment_still_holds")
    _answered(link, row, AnswerLink.HOLDS)
    return row


def _party_is_here(row: Commitment) -> None:
    if not rules.party_is_here(row):
        raise Refused(gone_words(row))


def _already(row: Commitment) -> str:
    if row.is_mandated:
        return _("This was promised with a mandate. Only somebody with a mandate changes it.")
    return _("This was confirmed on personal title already.")


def _open(link: AnswerLink, act: str) -> tuple[AnswerLink, Commitment]:
    """The promise, locked, and the link as it is now; refused when the link may not do this."""
    row = locked(link.commitment)
    fresh = AnswerLink.objects.select_related("address__organisation").get(pk=link.pk)
    fresh.commitment = row
    if not rules.may_be_shown(row):
        raise Refused(_("This link does not work any more."), field="link")
    if act == "withdraw" and fresh.state == "used" and rules.takes_back_own(fresh):
        return fresh, row
    if fresh.state != "open":
        raise Refused(_("This link does not work any more."), field="link")
    address = rules.speaking_address(fresh)
    if row.is_firm and fresh.address is not None and address is None:
        raise Refused(ended_words(fresh), field="speaks_as")
    if act not in rules.answers_to(row, is_registered=address is not None):
        words = _("This has been decided meanwhile: %(status)s.")
        raise Refused(words % {"status": row.get_status_display()})
    return fresh, row


def _address(link: AnswerLink, speaks_as: str) -> RegisteredAddress | None:
    if speaks_as == PERSONAL:
        return None
    address = rules.speaking_address(link)
    if address is None or str(address.pk) != speaks_as:
        raise Refused(
            _(
                "This mandate does not count any more. Nothing was confirmed. "
                "You can confirm on personal title, or ask your administrator for a new mandate."
            ),
            field="speaks_as",
        )
    return address


def _page_of(row: Commitment) -> str:
    """Where who reads that mailbox finds the promise without an account; empty if nowhere."""
    is_public = max(row.visibility, row.opgave.visibility) == Visibility.PUBLIC
    return site_address() + row.get_absolute_url() if is_public else ""


def _answered(link: AnswerLink, row: Commitment, answer: str) -> None:
    """Note what became of it, and tell the registered mailbox: was it really its reader?"""
    link.answer = answer
    link.save(update_fields=["answer"])
    if link.address is None or not link.address.email:
        return
    outbox.post(
        to=link.address.email,
        template="commitments/mail/answered",
        context={
            "commitment": row,
            "opgave": row.opgave,
            "link": link,
            "promise_url": _page_of(row),
        },
        language=get_language() or "nl",
        about=row,
    )
