"""Ask a party by mail whether it promises something.

No mail leaves because a participant typed an address: only who may release a promise asks, in
`ask_to_confirm`, which is the one place in this app from where such a mail goes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, User
from overbrug.commitments import rules
from overbrug.commitments.actions.saving import locked
from overbrug.commitments.models import AnswerLink, Commitment, RegisteredAddress
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.outbox import actions as outbox
from overbrug.outbox.queries import in_same_mailbox
from overbrug.outbox.writing import one_address

MOST_OPEN = 3  # links about one promise
MOST_A_DAY = 5  # questions about one promise
MOST_TO_ONE = 5  # open questions to one address
MOST_BY_ONE = 30  # questions by one person in a day
AT_ONCE = timedelta(minutes=1)  # the same question again is a button pressed twice


@transaction.atomic
def ask_to_confirm(
    commitment: Commitment,
    *,
    by: User,
    site: str,
    address: RegisteredAddress | None = None,
    email: str = "",
) -> AnswerLink:
    """Mail a link that works once; to a registered address, or to one that the asker typed.

    `site` is where others reach this server.
    """
    row = locked(commitment)
    hat = rules.asking_hat(by, row)
    if hat is None:
        raise NotAllowed
    if bool(address) == bool(email):
        raise Refused(_("Choose an address, or write one."), field="email")
    email = "" if address else one_address(email)
    address = address or _registered(row, email)
    _can_be_asked(row, address)
    if twice := _pressed_twice(row, address, email, by):
        return twice
    _not_too_many(row, address, email, by)
    link, token = AnswerLink.make(
        commitment=row,
        address=address,
        email="" if address else email,
        asked_by=by,
        asked_role=hat.role,
        asked_organisation=hat.organisation.name,
    )
    _post(row, link, hat, address=site + reverse("commitments:open_link", args=[token]))
    through = "registered address" if address else "typed address"
    record("commitment_asked", row, by=by, hat=hat, opgave=row.opgave_id, through=through)
    return link


@transaction.atomic
def revoke_link(link: AnswerLink, *, by: User) -> AnswerLink:
    """Make a link worthless; a mail that has not gone does not go."""
    row = locked(link.commitment)
    hat = rules.asking_hat(by, row)
    if hat is None:
        raise NotAllowed
    fresh = AnswerLink.objects.get(pk=link.pk)
    if fresh.state == "open":
        take_back(fresh)
        record("commitment_question_revoked", row, by=by, hat=hat, opgave=row.opgave_id)
    return fresh


@transaction.atomic
def ask_again(link: AnswerLink, *, by: User, site: str) -> AnswerLink:
    """A new link to the same address; the old one stops working."""
    address, email = link.address, link.email
    if link.state == "used" or not (address or email):
        raise Refused(_("Write the address again: it is not kept once a link has ended."))
    take_back(link)
    return ask_to_confirm(
        link.commitment, by=by, site=site, address=address, email="" if address else email
    )


def take_back(link: AnswerLink) -> None:
    """End a link and what of its mail has not gone."""
    link.revoke()
    outbox.withdraw(link)


def take_back_others(row: Commitment) -> None:
    """A yes ends the other questions; a registered mailbox may still make it firmer."""
    others = row.answer_links.filter(used_at=None, revoked_at=None)
    if not row.is_mandated:
        others = others.filter(address=None)
    for link in others:
        take_back(link)
        link.answer = row.status
        link.save(update_fields=["answer"])
        record("commitment_question_revoked", row, role="answered", opgave=row.opgave_id)


def _registered(row: Commitment, email: str) -> RegisteredAddress | None:
    """A typed address that the organisation itself registered counts as such."""
    valid = RegisteredAddress.objects.valid_on(timezone.localdate())
    return valid.filter(organisation=row.organisation_id, email=email).first()


def _can_be_asked(row: Commitment, address: RegisteredAddress | None) -> None:
    if address and (address.organisation_id != row.organisation_id or not address.is_valid):
        raise Refused(
            _("This address does not speak for the party any more. Choose another one."),
            field="to",
        )
    if not row.is_open:
        words = _("This has been closed meanwhile: %(status)s.")
        raise Refused(words % {"status": row.get_status_display()})
    if not rules.may_be_shown(row):
        raise Refused(
            _("Only your organisation sees this opgave. First choose who else may see it.")
        )
    if not rules.party_is_here(row):
        raise Refused(_("This party does not take part any more. Nobody can confirm for it."))
    if not rules.answers_to(row, is_registered=address is not None):
        raise Refused(
            _("This was confirmed by the party itself. Ask it through a registered address."),
            field="email",
        )


def _to_the_same(address: RegisteredAddress | None, email: str) -> Any:
    open_ones = AnswerLink.objects.open()
    return (
        open_ones.filter(address=address) if address else open_ones.filter(in_same_mailbox(email))
    )


def _pressed_twice(
    row: Commitment, address: RegisteredAddress | None, email: str, by: User
) -> AnswerLink | None:
    since = timezone.now() - AT_ONCE
    same = AnswerLink.objects.open().filter(address=address, email=email)
    same = same.filter(commitment=row, asked_by=by, created_at__gt=since)
    found: AnswerLink | None = same.first()
    return found


def _not_too_many(row: Commitment, address: RegisteredAddress | None, email: str, by: User) -> None:
    """Nobody's mailbox is flooded, and no promise asked about until somebody gives in."""
    now = timezone.now()
    today = AnswerLink.objects.filter(created_at__gt=now - timedelta(days=1))
    to_same = _to_the_same(address, email)
    if to_same.filter(commitment=row).exists():
        raise Refused(
            _("This address has an open question about this promise. Revoke it to ask again."),
            field="email",
        )
    if to_same.count() >= MOST_TO_ONE:
        raise Refused(
            _("This address has %(count)d open questions. Wait until some are answered.")
            % {"count": MOST_TO_ONE},
            field="email",
        )
    about = row.answer_links.open(now)
    if about.count() >= MOST_OPEN:
        raise Refused(
            _("%(count)d questions about this promise are open. Revoke one first.")
            % {"count": MOST_OPEN}
        )
    if today.filter(commitment=row).count() >= MOST_A_DAY:
        raise Refused(
            _("This promise was asked about %(count)d times today. Go on tomorrow.")
            % {"count": MOST_A_DAY}
        )
    if today.filter(asked_by=by).count() >= MOST_BY_ONE:
        raise Refused(
            _("You sent %(count)d questions today. Go on tomorrow.") % {"count": MOST_BY_ONE}
        )


def _post(row: Commitment, link: AnswerLink, hat: Membership, *, address: str) -> None:
    """The mail with the link; `address` is where the link leads."""
    outbox.post(
        to=link.address.email if link.address else link.email,
        template="commitments/mail/still" if row.is_firm else "commitments/mail/ask",
        context=_words(row, link, hat) | {"address": address},
        language=get_language() or "nl",
        about=link,
    )


def _words(row: Commitment, link: AnswerLink, hat: Membership) -> dict[str, Any]:
    """What the mail says."""
    return {
        "commitment": row,
        "opgave": row.opgave,
        "link": link,
        "asker": hat.user.name,
        "asker_role": hat.get_role_display(),
        "asker_organisation": hat.organisation.name,
    }
