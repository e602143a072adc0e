"""Opgaven with everything that stands on their page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bench.many.past import BATCH, Made, remember
from bench.many.world import PLACES, SUBJECTS, World
from overbrug.accounts.models import Membership, Role
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import Figure, Indicator, Measurement, Need, Opgave, Party

NEEDED = ["Grond", "Geld", "Vakmensen", "Vergunning", "Kennis", "Steun in de wijk", "Een besluit"]
# Most things are for everyone to see.
SEEN = [Visibility.PUBLIC] * 8 + [Visibility.NETWORK, Visibility.ORGANISATION]
CHANGED = 4  # how often the text of an opgave was changed


def make(world: World) -> None:
    """All of them; the first one is heavy."""
    world.opgaven = Opgave.objects.bulk_create(_opgaven(world), batch_size=BATCH)
    _parties(world)
    _needs(world)
    _measured(world)
    remember(world.opgaven, lambda opgave: _past_of_text(world, opgave))


def _opgaven(world: World) -> Iterator[Opgave]:
    dice = world.dice
    for n in range(world.size.opgaven):
        title = f"{SUBJECTS[n % len(SUBJECTS)]} in {PLACES[n % len(PLACES)]} {n}"
        texts = {
            name: "\n".join(dice.sentence() for _ in range(3))
            for name in ("current_situation", "desired_situation", "origin", "scope_in", "causes")
        }
        yield Opgave(
            title=title,
            slug=f"opgave-{n}",
            question=f"{dice.sentence(8, 14)[:-1]}?",
            visibility=Visibility.PUBLIC if n == 0 else dice.random.choice(SEEN),
            home=world.houses[n % len(world.houses)],
            scales=["municipality"],
            created_at=dice.moment(),
            revision=CHANGED + 1,
            **texts,
        )


def _parties(world: World) -> None:
    dice, size = world.dice, world.size
    rows = []
    for n, opgave in enumerate(world.opgaven):
        count = size.heavy_parties if n == 0 else dice.random.randint(4, 9)
        start = n % len(world.houses)
        for k in range(min(count, len(world.houses))):
            house = world.houses[(start + k) % len(world.houses)]
            rows.append(_party(world, opgave, organisation=house))
        rows.append(_party(world, opgave, name="Kinderen", presence=Party.Presence.MISSING))
    for party in Party.objects.bulk_create(rows, batch_size=BATCH):
        world.parties.setdefault(party.opgave_id, []).append(party)
    remember(rows, lambda party: _added(world, party.opgave))


def _party(world: World, opgave: Opgave, **facts: Any) -> Party:
    return Party(
        opgave=opgave,
        own_goal=world.dice.sentence(),
        stake=world.dice.sentence(),
        own_words={"stake": "party"} if world.dice.random.random() < 0.5 else {},
        **facts,
    )


def _needs(world: World) -> None:
    rows = []
    for n, opgave in enumerate(world.opgaven):
        count = 12 if n == 0 else world.dice.random.randint(3, len(NEEDED))
        rows += [
            Need(
                opgave=opgave,
                position=k + 1,
                what=NEEDED[k % len(NEEDED)],
                is_critical=k == 0,
                still_missing=world.dice.sentence(3, 6) if k % 3 == 0 else "",
            )
            for k in range(count)
        ]
    for need in Need.objects.bulk_create(rows, batch_size=BATCH):
        world.needs.setdefault(need.opgave_id, []).append(need)
    remember(rows, lambda need: _added(world, need.opgave))


def _measured(world: World) -> None:
    indicators, figures = [], []
    for n, opgave in enumerate(world.opgaven):
        indicators += [_indicator(opgave, k) for k in range(6 if n == 0 else 2)]
        figures += [_figure(world, opgave, k) for k in range(20 if n == 0 else 4)]
    Indicator.objects.bulk_create(indicators, batch_size=BATCH)
    Figure.objects.bulk_create(figures, batch_size=BATCH)
    found = [
        _measurement(indicator, month, Decimal(world.dice.random.randint(30, 100)))
        for indicator in indicators
        for month in range(12 if indicator.opgave_id == world.heavy.pk else 4)
    ]
    Measurement.objects.bulk_create(found, batch_size=BATCH)
    for rows in (indicators, figures):
        remember(rows, lambda row: _added(world, row.opgave))
    remember(found, lambda row: _added(world, row.indicator.opgave))


def _indicator(opgave: Opgave, place: int) -> Indicator:
    return Indicator(
        opgave=opgave,
        name=f"tekort {place}",
        unit="woningen",
        baseline=Decimal(100),
        baseline_at="2023",
        target=Decimal(0),
        target_at="2030",
        source="een openbaar verslag",
        is_leading=place == 0,
    )


def _figure(world: World, opgave: Opgave, place: int) -> Figure:
    return Figure(
        opgave=opgave,
        side=Figure.Side.values[place % 3],
        what=world.dice.sentence(3, 6),
        year=2020 + place % 5,
        value=Decimal(1_000 * (place + 1)),
        unit="woningen",
        source="een openbaar verslag",
    )


def _measurement(indicator: Indicator, month: int, value: Decimal) -> Measurement:
    moment = f"2025-{month + 1:02}"
    return Measurement(
        indicator=indicator, measured_at=moment, value=value, low=value - 5, high=value + 5
    )


def _editor(world: World, opgave: Opgave) -> Membership | None:
    hats: Iterable[Membership] = world.hats.get(opgave.home_id or 0, ())
    return next((hat for hat in hats if hat.role == Role.EDITOR), None)


def _added(world: World, opgave: Opgave) -> list[Made]:
    return [(world.dice.moment(opgave.created_at), _editor(world, opgave), "+", {})]


def _past_of_text(world: World, opgave: Opgave) -> list[Made]:
    """It was made with a title, and its text came in steps."""
    at, hat = opgave.created_at, _editor(world, opgave)
    made: list[Made] = [(at, hat, "+", {"current_situation": "", "origin": "", "causes": ""})]
    for n in range(40 if opgave.pk == world.heavy.pk else CHANGED):
        text = world.dice.sentence(20, 40)
        made.append((at + timedelta(days=n + 1), hat, "~", {"origin": text}))
    return made
