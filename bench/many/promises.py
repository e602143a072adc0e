"""Promises in every state, with their history, the questions about them, and the mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from bench.many.past import BATCH, Made, remember
from bench.many.world import World
from overbrug.accounts.models import Membership
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Opgave
from overbrug.outbox.models import OutgoingMail, State

Status = Commitment.Status
STATES = [
    Status.PROPOSED,
    Status.CONFIRMED,
    Status.CONFIRMED,
    Status.CONFIRMED,
    Status.DELIVERED,
    Status.DECLINED,
    Status.WITHDRAWN,
]
ASKED = 5  # one in so many was asked by mail


def make(world: World) -> None:
    """All of them; the heavy opgave has its own number."""
    rest = world.opgaven[1:] or world.opgaven
    rows = [_commitment(world, world.heavy, n) for n in range(world.size.heavy_commitments)]
    left = max(0, world.size.commitments - len(rows))
    rows += [_commitment(world, rest[n % len(rest)], n) for n in range(left)]
    world.commitments = Commitment.objects.bulk_create(rows, batch_size=BATCH)
    remember(world.commitments, lambda row: _past(world, row))
    _events(world)
    _questions(world)


def _commitment(world: World, opgave: Opgave, n: int) -> Commitment:
    dice = world.dice
    parties = [party for party in world.parties[opgave.pk] if party.organisation_id]
    status = STATES[n % len(STATES)]
    at = dice.moment(opgave.created_at)
    said = status not in (Status.PROPOSED, Status.DECLINED)
    full = n % 2 == 0
    return Commitment(
        opgave=opgave,
        need=dice.random.choice(world.needs[opgave.pk]) if n % 5 else None,
        organisation=dice.random.choice(parties).organisation,
        what=dice.sentence(6, 14)[:-1],
        to_whom="de bewoners" if full else "",
        due_on=(timezone.now() + timedelta(days=n % 400 - 100)).date() if n % 3 else None,
        means="een eigen potje" if full else "",
        evidence="een lijst met adressen" if full else "",
        status=status,
        reason=dice.sentence() if status in (Status.DECLINED, Status.WITHDRAWN) else "",
        is_mandated=said and n % 4 != 0,
        visibility=Visibility.NETWORK if n % 6 == 5 else Visibility.PUBLIC,
        confirmed_at=at if said else None,
        delivered_on=at.date() if status == Status.DELIVERED else None,
        ended_at=at if status == Status.WITHDRAWN else None,
        created_at=at,
        revision=2,
    )


def _hat(world: World, row: Commitment) -> Membership:
    return world.hats[row.organisation_id or 0][1]


def _past(world: World, row: Commitment) -> list[Made]:
    hat, at = _hat(world, row), row.created_at
    wish: dict[str, Any] = {"status": Status.PROPOSED, "is_mandated": False, "reason": ""}
    made: list[Made] = [(at, hat, "+", {**wish, "delivered_on": None, "means": ""})]
    if row.status != Status.PROPOSED:
        made.append((at + timedelta(days=3), hat, "~", {}))
    return made


def _events(world: World) -> None:
    DomainEvent.objects.bulk_create(
        [
            DomainEvent(
                happened_at=row.created_at,
                verb="commitment_proposed",
                subject_type="commitments.commitment",
                subject_id=str(row.pk),
                organisation=row.who,
            )
            for row in world.commitments
        ],
        batch_size=BATCH,
    )


def _questions(world: World) -> None:
    asked = world.commitments[::ASKED]
    links = AnswerLink.objects.bulk_create(
        [_link(world, row, _hat(world, row)) for row in asked], batch_size=BATCH
    )
    OutgoingMail.objects.bulk_create([_mail(world, link) for link in links], batch_size=BATCH)


def _link(world: World, row: Commitment, hat: Membership) -> AnswerLink:
    return AnswerLink(
        public_id=world.dice.name(),
        hash=sha256(world.dice.name(30).encode()).hexdigest(),
        expires_at=row.created_at + timedelta(days=14),
        commitment=row,
        asked_by=hat.user,
        asked_role=hat.role,
        asked_organisation=hat.organisation.name,
    )


def _mail(world: World, link: AnswerLink) -> OutgoingMail:
    at: datetime = link.expires_at
    return OutgoingMail(
        state=State.SENT,
        message_id=f"<{world.dice.name(24)}@example.org>",
        due_at=at,
        next_try_at=at,
        ended_at=at,
        about_type="commitments.answerlink",
        about_id=str(link.pk),
    )
