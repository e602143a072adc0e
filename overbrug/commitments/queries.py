"""Reading promises: through `commitments_for`, whose reader got the opgaven from their own door."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from overbrug.accounts.models import Membership, Organisation, Role
from overbrug.accounts.rules import AnyUser, hats_of
from overbrug.commitments import rules
from overbrug.commitments.models import AnswerLink, Commitment, Effect, Mandate, RegisteredAddress
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Indicator, Need, Opgave, Party
from overbrug.opgaven.rules import TAKES_PART, editing_hat
from overbrug.opgaven.wording import firmness_word
from overbrug.outbox.queries import mails_about

MOST_QUESTIONS = 6
ENDED = (Commitment.Status.DECLINED, Commitment.Status.WITHDRAWN)


class Question(NamedTuple):
    """One mailed question, as an editor sees it."""

    link: AnswerLink
    to: str
    state: str  # open, bounced, used, revoked, expired
    may_revoke: bool
    may_ask_again: bool


class StandingPromise(NamedTuple):
    """A promise as the next table sees it."""

    pk: int
    who: str
    what: str
    due_on: date | None
    firmness: str  # wish, intention, promise, binding, delivered, withdrawn
    firmness_word: str  # the same in the reader's language
    outcome: str  # what came of it, in words; may be empty
    address: str


def commitments_for(user: AnyUser, opgaven: Iterable[Opgave]) -> QuerySet[Commitment]:
    """The promises of these opgaven that this person may see: the one door for readers."""
    opgaven = list(opgaven)
    seen = rules.seen_in(user, opgaven[0]) if len(opgaven) == 1 else rules.seen_by(user)
    found = Commitment.objects.filter(seen, opgave__in=opgaven)
    here = Party.objects.filter(
        opgave=OuterRef("opgave"),
        organisation=OuterRef("organisation"),
        presence__in=TAKES_PART,
    )
    left = Q(organisation__isnull=False) & ~Exists(here)
    found = found.annotate(party_left=ExpressionWrapper(left, BooleanField()))
    return found.select_related("organisation", "opgave", "need")


def standing_first(user: AnyUser, opgave: Opgave, need: Need | None) -> QuerySet[Commitment]:
    """The promises of an opgave, or those for one need: what is declined or withdrawn comes last.

    Read them with `listed`, so many at a time.
    """
    rows = commitments_for(user, [opgave])
    if need is not None:
        rows = rows.filter(need=need)
    return rows.order_by(Case(When(status__in=ENDED, then=1), default=0), "pk")


def listed(rows: QuerySet[Commitment], opgaven: Iterable[Opgave]) -> list[Commitment]:
    """These promises, each on the opgave that was given, with who promises; for long lists.

    An opgave holds long texts: it is not read once more beside each of its promises.
    """
    known = {opgave.pk: opgave for opgave in opgaven}
    found = list(rows.select_related(None).prefetch_related("organisation"))
    for row in found:
        row.opgave = known[row.opgave_id]
    return found


def effects_of(commitment: Commitment) -> list[Effect]:
    """What this promise is said to change, with what others think of it."""
    found = commitment.effects.select_related("indicator")
    return list(found.prefetch_related("reviews__organisation"))


def has_figures(opgave: Opgave) -> bool:
    """Whether there is anything counted that a promise can change."""
    return opgave.indicators.filter(kind=Indicator.Kind.NUMBER).exists()


def commitments_by_number(
    user: AnyUser, opgave: Opgave, pks: Collection[int]
) -> dict[int, Commitment]:
    """Those of these promises that this person may see, each on the opgave that was given."""
    if not pks:
        return {}
    rows = commitments_for(user, [opgave]).select_related(None).select_related("organisation")
    found = rows.in_bulk(pks)
    for row in found.values():
        row.opgave = opgave
    return found


def commitment_for(user: AnyUser, opgave: Opgave, pk: int) -> Commitment:
    """One promise, or a 404 that does not tell whether it exists."""
    return get_object_or_404(commitments_for(user, [opgave]), pk=pk)


def standing_promises(opgave: Opgave) -> list[StandingPromise]:
    """What was promised for all to see and what came of it, for the next table; oldest first."""
    rows = commitments_for(AnonymousUser(), [opgave]).exclude(status=Commitment.Status.DECLINED)
    never_firm = Q(status=Commitment.Status.WITHDRAWN, confirmed_at=None)
    return [_standing(row) for row in listed(rows.exclude(never_firm), [opgave])]


def kept_among_parties(user: AnyUser, opgave: Opgave) -> int:
    """How many promises this reader sees and a table does not; 0 for who sees no more."""
    rows = commitments_for(user, [opgave]).filter(visibility=Visibility.NETWORK)
    return rows.exclude(status__in=ENDED).count()


def _standing(row: Commitment) -> StandingPromise:
    return StandingPromise(
        pk=row.pk,
        who=row.who,
        what=row.what,
        due_on=row.due_on,
        firmness=row.firmness,
        firmness_word=firmness_word(row.firmness),
        outcome=_outcome(row),
        address=row.get_absolute_url(),
    )


def _outcome(row: Commitment) -> str:
    """What came of it, in words; empty while nothing is to be said yet."""
    if row.status == Commitment.Status.DELIVERED:
        day = date_format(row.delivered_on, "j F Y") if row.delivered_on else ""
        return _("Done on %(day)s.") % {"day": day} if day else _("Done.")
    if row.status == Commitment.Status.WITHDRAWN:
        return _("Withdrawn: %(reason)s") % {"reason": row.reason}
    if row.is_late:
        return _("The day has passed, and nobody has said that it is done.")
    if row.is_firm and row.still_holds_at:
        day = date_format(timezone.localtime(row.still_holds_at), "j F Y")
        return _("Last confirmed on %(day)s.") % {"day": day}
    return ""


def parties_to_propose_for(user: AnyUser, opgave: Opgave) -> list[Party]:
    """The parties for which this person may propose a promise, the own one first."""
    parties = opgave.parties.select_related("organisation").exclude(presence=Party.Presence.MISSING)
    own = hats_of(user)
    if editing_hat(user, opgave) is None:
        works_at = [pk for pk, hat in own.items() if hat.role != Role.GUEST]
        parties = parties.filter(organisation__in=works_at)
    return sorted(parties, key=lambda party: (party.organisation_id not in own, party.pk))


def mandates_of(organisation: Organisation) -> QuerySet[Mandate]:
    """Every mandate this organisation recorded for people who still work there."""
    found = Mandate.objects.filter(membership__organisation=organisation, membership__ended_at=None)
    return found.select_related("membership__user", "membership__organisation")


def mandate_of(organisation: Organisation, pk: int) -> Mandate:
    """One mandate of an organisation that the reader got from `organisation_for`."""
    return get_object_or_404(mandates_of(organisation), pk=pk)


def members_to_mandate(organisation: Organisation) -> QuerySet[Membership]:
    """Who can get a mandate: everyone who works there, and nobody who is only invited."""
    here = organisation.memberships.filter(ended_at=None, accepted_at__isnull=False)
    found = here.exclude(role=Role.GUEST)
    return found.select_related("user", "organisation").order_by("user__name", "user__email")


def addresses_of(organisation: Organisation) -> QuerySet[RegisteredAddress]:
    """Every mailbox this organisation registered, also what has ended."""
    return organisation.registered_addresses.order_by("role", "pk")


def working_addresses(organisation: Organisation) -> QuerySet[RegisteredAddress]:
    """The mailboxes that speak for it today."""
    return RegisteredAddress.objects.valid_on(timezone.localdate()).filter(
        organisation=organisation
    )


def without_address(opgave: Opgave) -> list[Organisation]:
    """Those that take part and have no mailbox that speaks for them today, by name."""
    speaking = RegisteredAddress.objects.valid_on(timezone.localdate()).values("organisation")
    rows = Organisation.objects.filter(
        pk__in=opgave.parties.exclude(presence=Party.Presence.MISSING).values("organisation")
    )
    return list(rows.exclude(pk__in=speaking).order_by("name"))


def address_of(organisation: Organisation, pk: int) -> RegisteredAddress:
    """One registered address of an organisation that the reader got from `organisation_for`."""
    return get_object_or_404(addresses_of(organisation), pk=pk)


def addresses_to_ask(commitment: Commitment) -> QuerySet[RegisteredAddress]:
    """The mailboxes that speak for this party today."""
    if commitment.organisation is None:
        return RegisteredAddress.objects.none()
    return working_addresses(commitment.organisation)


def question_of(commitment: Commitment, public_id: str) -> AnswerLink:
    """One question about a promise that the reader got from `commitment_for`."""
    return get_object_or_404(commitment.answer_links.all(), public_id=public_id)


def questions_about(commitment: Commitment) -> list[Question]:
    """Who was asked lately and what became of it, the newest first; no address stands in it."""
    links = commitment.answer_links.select_related("address__organisation")[:MOST_QUESTIONS]
    return [_question(link) for link in links]


def _question(link: AnswerLink) -> Question:
    state = link.state
    mail = mails_about(link).first()
    if state == "open" and mail is not None and mail.state in ("bounced", "given_up"):
        state = "bounced"
    return Question(
        link=link,
        to=link.address.role if link.address else (link.masked or _("another address")),
        state=state,
        may_revoke=state in ("open", "bounced"),
        may_ask_again=state != "used" and bool(link.address or link.email),
    )
