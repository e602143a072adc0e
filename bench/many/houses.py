"""Organisations, the people who work there, and what lets them speak for it."""

from __future__ import annotations

from bench.many.past import BATCH
from bench.many.world import PLACES, START, World
from overbrug.accounts.models import Membership, Organisation, Role, User
from overbrug.commitments.models import Mandate, RegisteredAddress

KINDS = [
    (Organisation.Kind.MUNICIPALITY, "Gemeente"),
    (Organisation.Kind.NGO, "Stichting"),
    (Organisation.Kind.COMPANY, "Bouwbedrijf"),
    (Organisation.Kind.RESIDENTS, "Bewoners van"),
    (Organisation.Kind.WATER_BOARD, "Waterschap"),
]
# Who works in one house; the first house is large.
STAFF = [Role.ADMIN, Role.EDITOR, Role.MEMBER, Role.GUEST]
LARGE = 120


def make(world: World) -> None:
    """Every house with its people, mandates and mailboxes."""
    dice = world.dice
    rows = []
    for n in range(world.size.houses):
        kind, word = KINDS[n % len(KINDS)]
        name = f"{word} {PLACES[n % len(PLACES)]} {n} (verzonnen)"
        rows.append(Organisation(name=name, kind=kind, public_id=dice.name()))
    world.houses = Organisation.objects.bulk_create(rows)
    _people(world)
    _voices(world)


def _people(world: World) -> None:
    jobs = [(house, role) for house in world.houses for role in STAFF]
    jobs += [(world.houses[0], Role.MEMBER)] * LARGE
    people = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", name=f"Rol {n}", password="!") for n in range(len(jobs))],
        batch_size=BATCH,
    )
    User.objects.create(email="platform@example.org", name="Beheer", password="!", is_platform=True)
    hats = Membership.objects.bulk_create(
        [
            Membership(
                user=user, organisation=house, role=role, started_at=START, accepted_at=START
            )
            for user, (house, role) in zip(people, jobs, strict=True)
        ],
        batch_size=BATCH,
    )
    for hat in hats:
        world.hats.setdefault(hat.organisation_id, []).append(hat)


def _voices(world: World) -> None:
    first = START.date()
    text = "mag toezeggingen doen over wonen"
    Mandate.objects.bulk_create(
        [
            Mandate(membership=hat, text=text, valid_from=first)
            for hats in world.hats.values()
            for hat in hats[:2]
        ]
    )
    RegisteredAddress.objects.bulk_create(
        [
            RegisteredAddress(
                organisation=house,
                email=f"bestuur{house.pk}@example.org",
                role="secretariaat",
                text=text,
                valid_from=first,
            )
            for house in world.houses[::2]
        ]
    )
